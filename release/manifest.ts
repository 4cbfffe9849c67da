import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface Manifest {
  name: string;
  version: string;
  [field: string]: unknown;
}

export const readManifest = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;

/** Sets the version, and nothing else, in package.json and in the lockfile. */
export async function writeVersion(folder: string, version: string): Promise<void> {
  for (const file of ["package.json", "package-lock.json"]) {
    const path = join(folder, file);
    const value = JSON.parse(await readFile(path, "utf8")) as Manifest & { packages?: Record<string, Manifest> };
    value.version = version;
    if (value.packages?.[""] !== undefined) value.packages[""].version = version;
    await writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
  }
}

/** The files in `.changeset/` that each announce a change, sorted. */
export const pendingChanges = async (folder: string): Promise<string[]> =>
  (await readdir(join(folder, ".changeset")))
    .filter((file) => file.endsWith(".md") && file !== "README.md")
    .map((file) => `.changeset/${file}`)
    .sort();
