/** `npm run release:rehearse`: releases the checked-out commit to a registry on loopback. */
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { contractName } from "../../build/contract.ts";
import { makeArtifacts } from "../../release/artifacts.ts";
import { fail, ReleaseError, readManifest, run } from "../../release/command.ts";
import { publish } from "../../release/publish.ts";
import { installTools } from "../../release/tools.ts";
import { applyChanges } from "../../release/version.ts";
import { install, registryEnvironment, runReadme } from "./consumer.ts";
import { startRegistry } from "./registry.ts";

export interface Rehearsal {
  /** A git repository. Uncommitted changes are left out. */
  from: string;
  /** Folder for the files of the release, replaced after a success. */
  out: string;
  /** Called with each line of progress. */
  report(line: string): void;
  signal?: AbortSignal;
  /** Called with the folders that the package was installed into, before they are removed. */
  inspect?(installed: { npm: string; pnpm: string }): Promise<void>;
}

/**
 * Works on a copy in a temporary folder, which it removes with all that it started, however it ends.
 *
 * @returns the version that was released.
 * @throws {ReleaseError} by the step that failed; then `out` is as it was.
 */
export async function rehearse({ from, out, report, signal, inspect }: Rehearsal): Promise<string> {
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const end = (outcome: string) =>
      report(`${outcome.padEnd(6)} ${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s  ${name}`);
    try {
      const result = await work();
      end("ok");
      return result;
    } catch (error) {
      end("FAILED");
      throw error;
    }
  };
  const scratch = await mkdtemp(join(tmpdir(), "rehearsal-"));
  const copy = join(scratch, "copy");
  const command = (program: string, ...args: string[]) => run(program, args, { cwd: copy, signal });
  let registry: Awaited<ReturnType<typeof startRegistry>> | undefined;
  try {
    await step("tools", () => installTools(signal));
    await step("copy of the commit", () =>
      run("git", ["clone", "--quiet", "--no-tags", resolve(from), copy], { cwd: scratch, signal }),
    );
    const { name } = await readManifest(copy);
    const version = await step("version and changelog", () => applyChanges(copy, "none", signal));
    const upstream = (await command("npm", "config", "get", "registry")).trim();
    registry = await step("registry", () =>
      startRegistry(join(scratch, "registry"), [name, contractName(name)], upstream),
    );
    const { url } = registry;
    report(`              ${url}`);
    await step("npm ci", () => command("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"));
    await step("generate, without a difference", () => command("npm", "run", "--silent", "generate:check"));
    await step("build", () => command("npm", "run", "--silent", "build"));
    const made = join(scratch, "release");
    await step("pack, documents, SBOM, checksums", () => makeArtifacts(copy, made, signal));

    const env = await registryEnvironment(scratch, url);
    for (const each of [contractName(name), name]) {
      const tarball = join(made, `${each}-${version}.tgz`);
      await step(`publish ${each} ${version}`, () =>
        publish({ name: each, version, tarball, registry: url, env, signal }),
      );
    }

    const installed = { npm: join(scratch, "npm"), pnpm: join(scratch, "pnpm") };
    for (const installer of ["npm", "pnpm"] as const) {
      const folder = installed[installer];
      const wanted = [name, contractName(name)].map((each) => `${each}@${version}`);
      await step(`${installer} install`, () => install(installer, wanted, { folder, env, signal }));
      await step(`README's program, from ${installer}`, async () => {
        const said = await runReadme(folder, join(copy, "README.md"), signal);
        if (!said.includes("Why is the sky blue?")) throw new ReleaseError(`the README's program printed: ${said}`);
      });
    }
    await inspect?.(installed);
    await rm(out, { recursive: true, force: true });
    await cp(made, out, { recursive: true });
    return version;
  } finally {
    await registry?.stop();
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function main(): Promise<void> {
  const stop = new AbortController();
  const interrupted = new ReleaseError("interrupted: everything was taken down, nothing was kept");
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => stop.abort(interrupted));
  const out = join("out", "release");
  const loose = (await run("git", ["status", "--porcelain"], { cwd: "." })).split("\n").filter(Boolean).length;
  if (loose > 0) console.log(`${loose} files are not committed: they stay out`);
  try {
    const version = await rehearse({ from: ".", out, report: console.log, signal: stop.signal });
    console.log(`rehearsed ${version}; its files are in ${out}/`);
  } catch (error) {
    fail(error);
    if (!(error instanceof ReleaseError) || error.output === "") return;
    const log = join("out", "rehearsal.log");
    await mkdir("out", { recursive: true });
    await writeFile(log, error.output);
    console.error(`All that it wrote is in ${log}.`);
  }
}

if (process.argv[1] === import.meta.filename) await main();
