import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ReleaseError } from "./problem.ts";

const listName = "SHA256SUMS";

const sha256 = async (path: string): Promise<string> =>
  createHash("sha256")
    .update(await readFile(path))
    .digest("hex");

/** Writes `SHA256SUMS` of all files of a folder, as `sha256sum -c` reads it. */
export async function writeSums(folder: string): Promise<void> {
  const files = (await readdir(folder)).filter((file) => file !== listName).sort();
  const lines = await Promise.all(files.map(async (file) => `${await sha256(join(folder, file))}  ${file}\n`));
  await writeFile(join(folder, listName), lines.join(""));
}

/** @throws {ReleaseError} when a file is missing, too many or another than `SHA256SUMS` says. */
export async function verifySums(folder: string): Promise<void> {
  const list = await readFile(join(folder, listName), "utf8").catch(() => {
    throw new ReleaseError(`${folder}/${listName} is not there: run \`npm run release:artifacts\``);
  });
  const sums = new Map(list.split("\n").flatMap((line) => (line === "" ? [] : [pair(line)])));
  for (const file of await readdir(folder)) {
    if (file !== listName && !sums.has(file)) throw new ReleaseError(`${folder}/${file} is not in ${listName}`);
  }
  for (const [file, sum] of sums) {
    const now = await sha256(join(folder, file)).catch(() => undefined);
    if (now !== sum)
      throw new ReleaseError(`${folder}/${file} ${now === undefined ? "is missing" : `is not what ${listName} says`}`);
  }
}

const pair = (line: string): [string, string] => [line.slice(66), line.slice(0, 64)];
