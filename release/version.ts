/** `npm run release:version`: turns the files of `.changeset/` into a version and a section of CHANGELOG.md. */
import { createRequire } from "node:module";
import { fail, ReleaseError, readManifest, run } from "./command.ts";
import { type Bump, bumps } from "./gate/change.ts";
import { installTools, tools } from "./tools.ts";

/**
 * Applies the files of `.changeset/` with changesets, and removes them.
 *
 * @param asked - smallest bump that the changes of the contract allow.
 * @returns the new version.
 * @throws {ReleaseError} before anything is written, if a file is malformed, or announces a major for 0.x or less than `asked`.
 */
export async function applyChanges(folder: string, asked: Bump = "none", signal?: AbortSignal): Promise<string> {
  const { version } = await readManifest(folder);
  checkAsked(asked, await announcedBump(folder), version);
  await run(process.execPath, [tools.changeset, "version"], { cwd: folder, signal });
  const { version: next } = await readManifest(folder);
  // changesets does not update the lockfile.
  const flags = ["--no-git-tag-version", "--allow-same-version", "--ignore-scripts"];
  await run("npm", ["version", next, ...flags], { cwd: folder, signal });
  return next;
}

type Changesets = { default(folder: string): Promise<{ releases: { type: Bump }[] }> };

/** The largest bump of the files in `.changeset/`. */
async function announcedBump(folder: string): Promise<Bump> {
  const { default: releasePlan }: Changesets = createRequire(import.meta.url)("@changesets/get-release-plan");
  const { releases } = await releasePlan(folder).catch((error: Error) => {
    throw new ReleaseError(`.changeset/: ${error.message}`);
  });
  return releases[0]?.type ?? "none";
}

/** @throws {ReleaseError} if the announced bump is less than the one asked for, or is a major for 0.x. */
export function checkAsked(asked: Bump, announced: Bump, version: string): void {
  const before1 = version.startsWith("0.");
  if (before1 && announced === "major")
    throw new ReleaseError(`.changeset/ announces a major, but ${version} is 0.x, where a breaking change is a minor`);
  const needed = before1 && asked === "major" ? "minor" : asked;
  const reason = `the contract's changes since ${version} ask for ${needed}: see \`npm run gate\``;
  if (bumps.indexOf(announced) < bumps.indexOf(needed))
    throw new ReleaseError(`.changeset/ announces ${announced}, but ${reason}`);
}

async function main(): Promise<void> {
  await installTools();
  // With CI set, the gate fails without Go rather than being skipped.
  const gate = (...args: string[]) =>
    run("npm", ["run", "--silent", "gate", "--", ...args], { cwd: ".", env: { CI: "1" } });
  const { bump } = JSON.parse(await gate("--json")) as { bump: Bump };
  const { version } = await readManifest(".");
  const next = await applyChanges(".", bump);
  await gate("--keep", next);
  console.log(`${version} -> ${next}; read CHANGELOG.md, then commit`);
}

if (process.argv[1] === import.meta.filename) await main().catch(fail);
