/** `npm run release:version`: what waits in `.changeset/` becomes a version and lines of CHANGELOG.md. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Bump, highest } from "../gate/change.ts";
import { newestSection, readChangelog, release } from "./changelog.ts";
import { run } from "./command.ts";
import { askedBump, checkAsked, keepContract } from "./contract.ts";
import { pendingChanges, readManifest, writeVersion } from "./manifest.ts";
import { fail, ReleaseError } from "./problem.ts";
import { installTools, tools } from "./tools.ts";

/**
 * Applies the changes that wait in a folder, and removes their files.
 *
 * A section that says `- unreleased` is that of a version which is still to come: the changes are added to it and the
 * version stays. Else changesets finds the next version and writes a section of it.
 *
 * @returns the version that the folder is now at.
 * @throws {ReleaseError} when a change is not written as one, or asks for a major of a version 0.x.
 */
export async function applyChanges(folder: string, signal?: AbortSignal): Promise<string> {
  const { name, version } = await readManifest(folder);
  const { unreleased, version: newest } = newestSection(await readChangelog(folder));
  if (newest !== version)
    throw new ReleaseError(`CHANGELOG.md begins with ${newest}, package.json is at ${version}: they must be the same`);
  const pending = await pendingChanges(folder);
  for (const file of pending) checkChange(file, await readFile(join(folder, file), "utf8"), name, version);

  if (pending.length > 0) {
    // Any version below: what is added belongs to the section that is there.
    if (unreleased) await writeVersion(folder, "0.0.0");
    await run(process.execPath, [tools.changeset, "version"], { cwd: folder, signal });
    await writeVersion(folder, unreleased ? version : (await readManifest(folder)).version);
  }
  const text = await readChangelog(folder);
  const added = unreleased && pending.length > 0 ? newestSection(text) : undefined;
  const section = added === undefined ? text : text.slice(0, added.start) + text.slice(added.end);
  if (unreleased || pending.length > 0) await writeFile(join(folder, "CHANGELOG.md"), release(section, added?.body));
  return (await readManifest(folder)).version;
}

/**
 * What a file of `.changeset/` announces.
 *
 * @throws {ReleaseError} when that is not one change of the package.
 */
export function checkChange(file: string, content: string, name: string, version: string): Bump {
  const [, head = "", text = ""] = /^---\n(.*?)^---\n(.*)$/ms.exec(content) ?? [];
  const [, bump] = new RegExp(`^["']?${name}["']?: *(\\w+) *$`, "m").exec(head) ?? [];
  const lines = head.split("\n").filter((line) => line.trim() !== "");
  if (!isBump(bump) || lines.length !== 1)
    throw new ReleaseError(`${file}: between two lines --- it must say "${name}": patch or "${name}": minor`);
  if (text.trim() === "") throw new ReleaseError(`${file}: below its head it must say what changes, for CHANGELOG.md`);
  if (bump === "major" && version.startsWith("0."))
    throw new ReleaseError(`${file}: asks for a major, but ${version} is 0.x, where what breaks is a minor`);
  return bump;
}

const isBump = (bump: string | undefined): bump is Exclude<Bump, "none"> =>
  bump === "patch" || bump === "minor" || bump === "major";

async function main(): Promise<void> {
  await installTools();
  const { name, version: before } = await readManifest(".");
  const waiting = await pendingChanges(".");
  const announced = await Promise.all(
    waiting.map(async (file) => checkChange(file, await readFile(file, "utf8"), name, before)),
  );
  const asked = await askedBump(".");
  const isFirst = newestSection(await readChangelog(".")).unreleased;
  if (!isFirst) checkAsked(asked, highest(announced), before);
  const now = await applyChanges(".");
  await keepContract(".", now);
  console.log(`${before} -> ${now}, ${waiting.length} changes; read CHANGELOG.md, then commit`);
}

if (process.argv[1] === import.meta.filename) await main().catch(fail);
