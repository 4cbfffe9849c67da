/** `npm run release:changed`: whether what changed in the package is announced in `.changeset/`. */
import { parseArgs } from "node:util";
import { inlined } from "../inlined.ts";
import { newestSection, readChangelog } from "./changelog.ts";
import { run } from "./command.ts";
import { type Manifest, pendingChanges, readManifest } from "./manifest.ts";
import { fail, ReleaseError } from "./problem.ts";

/** What the package is made from; docs, tests and tools change without a release. */
const sources = ["spec", "generated", "src", "build.ts", "declarations.ts", "inlined.ts", "tsconfig.build.json"];
const fields = ["dependencies", "peerDependencies", "exports", "bin", "engines", "files", "type", "sideEffects"];

/**
 * Refuses a package that changed without a word of it.
 *
 * @param since - a commit to compare with, of which a change must be new in `.changeset/`; without it the commit that
 *   brought the current version, and any change that waits will do.
 * @throws {ReleaseError} with the files that changed; or when the history to tell it is not there.
 */
export async function requireChanges(folder: string, since?: string): Promise<void> {
  const git = (...args: string[]) => run("git", args, { cwd: folder });
  const manifest = await readManifest(folder);
  // Its changes are told by hand in the section that is still open.
  if (newestSection(await readChangelog(folder)).unreleased) return;

  const base = since ?? (await releasedAt(git, manifest.version));
  const manifestThen = JSON.parse(await git("show", `${base}:package.json`)) as Manifest;
  if (manifestThen.version !== manifest.version) return;
  const changed = (await git("diff", "--name-only", base, "--", ...sources)).split("\n").filter(Boolean);
  const parts = (of: Manifest): string =>
    JSON.stringify([fields.map((field) => of[field] ?? null), versionsInlined(of)]);
  const different = parts(manifest) !== parts(manifestThen);
  if (different) changed.push("package.json");
  if (changed.length === 0) return;

  const before = (await git("ls-tree", "--name-only", base, ".changeset/")).split("\n");
  const told = (await pendingChanges(folder)).filter((file) => since === undefined || !before.includes(file));
  if (told.length > 0) return;
  const [first, ...others] = changed;
  const what = others.length === 0 ? first : `${first} and ${others.length} more`;
  throw new ReleaseError(
    `${what} changed since ${since ?? manifest.version} and .changeset/ says nothing of it: see docs/releasing.md`,
  );
}

const versionsInlined = ({ devDependencies = {} }: Manifest): unknown[] =>
  inlined.map((name) => (devDependencies as Record<string, string>)[name] ?? null);

async function releasedAt(git: (...args: string[]) => Promise<string>, version: string): Promise<string> {
  if ((await git("rev-parse", "--is-shallow-repository")).trim() === "true")
    throw new ReleaseError("this clone has not the history to compare with: run `git fetch --unshallow`");
  const commits = await git("log", "--format=%H", `-S"version": "${version}"`, "--", "package.json");
  const newest = commits.split("\n")[0] ?? "";
  if (newest === "") throw new ReleaseError(`no commit brought version ${version}: commit package.json first`);
  return newest;
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { since: { type: "string" } } });
  await requireChanges(".", values.since).then(() => console.log("what changed in the package is announced"), fail);
}
