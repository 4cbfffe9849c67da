/** `npm run release:publish`: sends both packages of `out/release/` to the registry, each once. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { contractName } from "../build/contract.ts";
import { fail, ReleaseError, readManifest, run } from "./command.ts";

export interface Publication {
  name: string;
  version: string;
  tarball: string;
  registry: string;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
}

/**
 * Publishes a packed package.
 *
 * @returns whether it was sent; `false` if the version exists already with the same content.
 * @throws {ReleaseError} if the version exists already with other content, or the registry refuses, fails or closes the connection. The message
 *   says whether anything was published.
 */
export async function publish(publication: Publication): Promise<boolean> {
  const { name, version, tarball, registry } = publication;
  const integrity = `sha512-${createHash("sha512")
    .update(await readFile(tarball))
    .digest("base64")}`;
  const reason = ({ message }: ReleaseError): string => message.replace(/^npm [^:]*: /, "");
  const existing = await publishedIntegrity(publication).catch((error: ReleaseError) => {
    const line = `${registry} could not be asked for ${name} ${version}: ${reason(error)}; nothing was sent`;
    throw new ReleaseError(line, error.output);
  });
  if (existing === integrity) return false;
  if (existing !== undefined)
    throw new ReleaseError(`${name} ${version} is already published, with other content: nothing was sent`);
  await npm(publication, ["publish", resolve(tarball), "--access=public"]).catch(async (error: ReleaseError) => {
    const now = await publishedIntegrity(publication).catch(() => "unknown");
    // The response was lost, not the package.
    if (now === integrity) return;
    const end = now === undefined ? "nothing was published" : `ask \`npm view ${name}@${version}\` what is there`;
    throw new ReleaseError(`${registry} did not take ${name} ${version}: ${reason(error)}; ${end}`, error.output);
  });
  return true;
}

/** The integrity of this version in the registry; `undefined` if it has none. */
async function publishedIntegrity(publication: Publication): Promise<string | undefined> {
  const args = ["view", `${publication.name}@${publication.version}`, "dist.integrity", "--json", "--prefer-online"];
  const out = await npm(publication, args).catch((error: ReleaseError) => {
    if (/\bE404\b/.test(error.output)) return "";
    throw error;
  });
  return out.trim() === "" ? undefined : String(JSON.parse(out));
}

/** Runs npm in the folder of the tarball, where no package.json changes its settings. */
const npm = ({ registry, tarball, env = {}, signal }: Publication, args: string[]): Promise<string> =>
  run("npm", [...args, `--registry=${registry}`, "--fetch-retries=0", "--fetch-timeout=60000"], {
    cwd: dirname(resolve(tarball)),
    env,
    signal,
  });

async function main(): Promise<void> {
  const { provenance } = parseArgs({ options: { provenance: { type: "boolean", default: false } } }).values;
  const cwd = join("out", "release");
  await run("sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"], { cwd });
  const { name, version, repository } = await readManifest(".");
  if (provenance && repository === undefined)
    throw new ReleaseError("package.json has no `repository`, which provenance requires: see docs/releasing.md");
  const registry = (await run("npm", ["config", "get", "registry"], { cwd: "." })).trim();
  const env = { npm_config_provenance: String(provenance) };
  // The client last: whoever finds its version finds the contract of that version too.
  for (const each of [contractName(name), name]) {
    const tarball = join(cwd, `${each}-${version}.tgz`);
    const sent = await publish({ name: each, version, tarball, registry, env });
    console.log(`${sent ? "published" : "already published, with the same content:"} ${each} ${version}`);
  }
}

if (process.argv[1] === import.meta.filename) await main().catch(fail);
