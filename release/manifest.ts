import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The members of `package.json` that a release reads. */
export interface Manifest {
  name: string;
  version: string;
  license?: string;
  homepage?: string;
  repository?: unknown;
}

export const readManifest = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;
