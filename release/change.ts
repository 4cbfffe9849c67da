/** `npm run release:change -- minor "Answers tell ..."`: announces a change, as a file in `.changeset/`. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readManifest } from "./manifest.ts";
import { fail, ReleaseError } from "./problem.ts";
import { checkChange } from "./version.ts";

const usage = 'usage: npm run release:change -- <patch|minor|major> "<what changes, for CHANGELOG.md>"';

/** @returns the file it wrote, named for the first words. */
export async function announce(folder: string, bump: string, words: string): Promise<string> {
  const { name, version } = await readManifest(folder);
  const text = `---\n"${name}": ${bump}\n---\n\n${words.trim()}\n`;
  const slug = (words.toLowerCase().match(/[a-z0-9]+/g) ?? []).slice(0, 6).join("-");
  const file = `.changeset/${slug || "change"}.md`;
  checkChange(file, text, name, version);
  await writeFile(join(folder, file), text, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EEXIST" ? new ReleaseError(`${file} is there already: begin with other words`) : error;
  });
  return file;
}

if (process.argv[1] === import.meta.filename) {
  const [bump, words, ...more] = process.argv.slice(2);
  const written =
    bump === undefined || words === undefined || more.length > 0
      ? Promise.reject(new ReleaseError(usage))
      : announce(".", bump, words);
  await written.then(console.log, fail);
}
