/** `npm run release:publish`: sends `out/release/<name>-<version>.tgz` to the registry, once. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { run } from "./command.ts";
import { readManifest } from "./manifest.ts";
import { fail, ReleaseError } from "./problem.ts";

export interface Publication {
  name: string;
  version: string;
  tarball: string;
  registry: string;
  /** Prove where it was made; only on a hosted runner with an identity. */
  provenance?: boolean;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
}

/**
 * Publishes a packed package, which the registry takes whole or not at all.
 *
 * @throws {ReleaseError} when the version is there already, or the registry refuses, fails or hangs up; it says whether
 *   anything was published.
 */
export async function publish(publication: Publication): Promise<void> {
  const { name, version, tarball, registry, provenance = false } = publication;
  const content = integrity(await readFile(tarball));
  const there = await published(publication);
  if (there !== undefined) {
    const same = there === content ? "the same" : "other";
    throw new ReleaseError(`${name} ${version} is already published, with ${same} content: nothing was sent`);
  }
  const args = ["publish", resolve(tarball), "--access=public", ...(provenance ? ["--provenance"] : [])];
  try {
    await npm(publication, args);
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    const now = await published(publication).catch(() => "unknown");
    // The answer was lost, not the package.
    if (now === content) return;
    const end = now === undefined ? "nothing was published" : `ask \`npm view ${name}@${version}\` what is there`;
    throw new ReleaseError(`${registry} did not take ${name} ${version}: ${reason(error)}; ${end}`, error.output);
  }
}

/** The content that the registry has of this version; `undefined` for none. */
async function published(publication: Publication): Promise<string | undefined> {
  const { name, version, registry } = publication;
  try {
    const out = await npm(publication, ["view", `${name}@${version}`, "dist.integrity", "--json", "--prefer-online"]);
    return out.trim() === "" ? undefined : String(JSON.parse(out));
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    if (/\bE404\b/.test(error.output)) return undefined;
    throw new ReleaseError(
      `${registry} could not be asked for ${name} ${version}: ${reason(error)}; nothing was sent`,
      error.output,
    );
  }
}

/** What npm said of it, without the words of the command. */
const reason = ({ message }: ReleaseError): string => message.replace(/^npm [^:]*: /, "");

const npm = ({ registry, tarball, env, signal }: Publication, args: string[]): Promise<string> =>
  run("npm", [...args, `--registry=${registry}`, "--fetch-retries=0", "--fetch-timeout=60000"], {
    // Where no package.json changes what npm does.
    cwd: dirname(resolve(tarball)),
    ...(env !== undefined && { env }),
    signal,
  });

const integrity = (bytes: Uint8Array): string => `sha512-${createHash("sha512").update(bytes).digest("base64")}`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { registry: { type: "string" }, provenance: { type: "boolean", default: false } },
  });
  const folder = join("out", "release");
  await run("sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"], { cwd: folder });
  const { name, version, repository } = await readManifest(".");
  if (values.provenance && repository === undefined)
    throw new ReleaseError("package.json has no `repository`: provenance is checked against it; see docs/releasing.md");
  const registry = values.registry ?? (await run("npm", ["config", "get", "registry"], { cwd: "." })).trim();
  const tarball = join(folder, `${name}-${version}.tgz`);
  await publish({ name, version, tarball, registry, provenance: values.provenance });
  console.log(`published ${name} ${version}`);
}

if (process.argv[1] === import.meta.filename) await main().catch(fail);
