import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Compares the files of a folder with those that were made, and with `update` brings the folder to them.
 *
 * @returns the names of the files that are missing, too many or others.
 */
export async function settle(folder: string, made: ReadonlyMap<string, string>, update: boolean): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const kept = await readdir(folder);
  const wrong = kept.filter((file) => !made.has(file));
  for (const file of wrong) if (update) await rm(join(folder, file));
  for (const [file, text] of made) {
    if (kept.includes(file) && (await readFile(join(folder, file), "utf8")) === text) continue;
    wrong.push(file);
    if (update) await writeFile(join(folder, file), text);
  }
  return wrong.sort();
}
