/** `npm run release:version`: the changes in `.changeset/` become a version and lines of CHANGELOG.md. */
import { createRequire } from "node:module";
import { type Bump, bumps } from "../gate/change.ts";
import { run } from "./command.ts";
import { readManifest } from "./manifest.ts";
import { fail, ReleaseError } from "./problem.ts";
import { installTools, tools } from "./tools.ts";

/**
 * Applies the changes in `.changeset/` with changesets, and removes their files.
 *
 * @returns the version that the folder is now at.
 * @throws {ReleaseError} before anything is written, when a change is malformed, is a major of a version 0.x, or is less
 *   than `asked`.
 */
export async function applyChanges(folder: string, asked: Bump = "none", signal?: AbortSignal): Promise<string> {
  const { version } = await readManifest(folder);
  checkAsked(asked, await announcedBump(folder), version);
  await run(process.execPath, [tools.changeset, "version"], { cwd: folder, signal });
  const { version: next } = await readManifest(folder);
  // changesets leaves the lockfile as it is.
  const flags = ["--no-git-tag-version", "--allow-same-version", "--ignore-scripts"];
  await run("npm", ["version", next, ...flags], { cwd: folder, signal });
  return next;
}

type ReleasePlan = (folder: string) => Promise<{ releases: { type: Bump }[] }>;

/** The largest change that waits, as changesets reads it. */
async function announcedBump(folder: string): Promise<Bump> {
  const { default: releasePlan } = createRequire(import.meta.url)("@changesets/get-release-plan") as {
    default: ReleasePlan;
  };
  const { releases } = await releasePlan(folder).catch((error: Error) => {
    throw new ReleaseError(`.changeset/: ${error.message}`);
  });
  return releases[0]?.type ?? "none";
}

/** @throws {ReleaseError} when what is announced is less than what is asked for, or a major of a version 0.x. */
export function checkAsked(asked: Bump, announced: Bump, version: string): void {
  const before1 = version.startsWith("0.");
  if (before1 && announced === "major")
    throw new ReleaseError(`.changeset/ announces a major, but ${version} is 0.x, where a breaking change is a minor`);
  const needed = before1 && asked === "major" ? "minor" : asked;
  if (bumps.indexOf(announced) >= bumps.indexOf(needed)) return;
  throw new ReleaseError(
    `.changeset/ announces ${announced}, but the contract's changes since ${version} ask for ${needed}: see \`npm run gate\``,
  );
}

async function main(): Promise<void> {
  await installTools();
  // Without Go, oasdiff cannot be built: then this fails.
  const gate = (...args: string[]) =>
    run("npm", ["run", "--silent", "gate", "--", ...args], { cwd: ".", env: { CI: "1" } });
  const { bump } = JSON.parse(await gate("--json")) as { bump: Bump };
  const { version } = await readManifest(".");
  const next = await applyChanges(".", bump);
  // What the next release is compared with.
  await gate("--keep", next);
  console.log(`${version} -> ${next}; read CHANGELOG.md, then commit`);
}

if (process.argv[1] === import.meta.filename) await main().catch(fail);
