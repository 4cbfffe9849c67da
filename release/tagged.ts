/** `npm run release:tagged -- v0.2.0`: whether this checkout is what the tag says. */
import { newestSection, readChangelog } from "./changelog.ts";
import { pendingChanges, readManifest } from "./manifest.ts";
import { fail, ReleaseError } from "./problem.ts";

/** @throws {ReleaseError} when the tag, package.json and CHANGELOG.md are not at one version, or changes still wait. */
export async function requireTagged(folder: string, tag: string | undefined): Promise<void> {
  const { version } = await readManifest(folder);
  const section = newestSection(await readChangelog(folder));
  const [waiting] = await pendingChanges(folder);
  if (tag !== `v${version}`) throw new ReleaseError(`the tag is ${tag ?? "not given"}, package.json wants v${version}`);
  if (section.version !== version || section.unreleased) {
    const says = section.unreleased ? `${section.version} - unreleased` : section.version;
    throw new ReleaseError(
      `CHANGELOG.md begins with ${says}, the tag is ${tag}: run \`npm run release:version\` first`,
    );
  }
  if (waiting !== undefined)
    throw new ReleaseError(`${waiting} still waits, the tag is ${tag}: run \`npm run release:version\` first`);
}

if (process.argv[1] === import.meta.filename) {
  await requireTagged(".", process.argv[2]).then(() => console.log("tag, package and changelog agree"), fail);
}
