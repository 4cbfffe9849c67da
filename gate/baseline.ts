import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Document } from "../codegen/document.ts";
import type { Documents } from "./compare.ts";

/** What the last release held, as `released/` keeps it. */
export interface Baseline {
  /** The version of the package. */
  version: string;
  documents: Documents;
  /** The public types: the report of each entry point, by its file name. */
  surfaces: ReadonlyMap<string, string>;
  accepted: readonly Accepted[];
}

/**
 * Changes that break a released api-version and may, with the reason: all of a rule, or fewer by api-version, place and
 * words as the report tells them.
 */
export interface Accepted {
  rule: string;
  apiVersion?: string;
  place?: string;
  words?: string;
  reason: string;
}

interface Manifest {
  version: string;
  /** The SHA-256 of each file, by its path below `released/`. */
  sha256: Record<string, string>;
}

const documentFile = "openapi-3.2.json";

/**
 * Reads what was released.
 *
 * @throws when a file is missing, too many, or not the one that was released.
 */
export async function readBaseline(folder: string): Promise<Baseline> {
  const read = async <T>(file: string) => JSON.parse(await readFile(join(folder, file), "utf8")) as T;
  const { version, sha256 } = await read<Manifest>("release.json");
  const files = await readFiles(join(folder, "openapi"), join(folder, "api"));
  const found = digests(files);
  const wrong = Object.keys({ ...sha256, ...found }).filter((path) => sha256[path] !== found[path]);
  if (wrong.length > 0) {
    const list = wrong.sort().join(", ");
    throw new Error(`${folder}/ is not what ${version} released: ${list}. Bring it back: a release never changes.`);
  }
  return { version, ...parse(files), accepted: await read<Accepted[]>("accepted.json") };
}

/** What the present tree holds. */
export const readPresent = async (): Promise<Pick<Baseline, "documents" | "surfaces">> =>
  parse(await readFiles("generated/openapi", "api"));

/** Keeps the present tree as what `version` released, in place of the release before it. */
export async function keepBaseline(folder: string, version: string): Promise<void> {
  const files = await readFiles("generated/openapi", "api");
  const manifest: Manifest = { version, sha256: digests(files) };
  files.set("release.json", `${JSON.stringify(manifest, null, 2)}\n`).set("accepted.json", "[]\n");
  const made = `${folder}.made`;
  await rm(made, { recursive: true, force: true });
  for (const [path, text] of files) {
    await mkdir(dirname(join(made, path)), { recursive: true });
    await writeFile(join(made, path), text);
  }
  await rm(folder, { recursive: true, force: true });
  await rename(made, folder);
}

/** The text of each document and report, by `openapi/<api-version>/<file>` and `api/<file>`. */
async function readFiles(openapi: string, api: string): Promise<Map<string, string>> {
  const versions = await readdir(openapi);
  const reports = await readdir(api);
  const places = [
    ...versions.map((version) => [`openapi/${version}/${documentFile}`, join(openapi, version, documentFile)] as const),
    ...reports.map((file) => [`api/${file}`, join(api, file)] as const),
  ];
  const texts = places.map(async ([path, file]) => {
    const text = await readFile(file, "utf8").catch(() => undefined);
    return text === undefined ? [] : [[path, text] as const];
  });
  return new Map((await Promise.all(texts)).flat());
}

function parse(files: ReadonlyMap<string, string>): Pick<Baseline, "documents" | "surfaces"> {
  const below = (folder: string) =>
    [...files]
      .filter(([path]) => path.startsWith(folder))
      .map(([path, text]) => [path.split("/")[1] ?? "", text] as const);
  return {
    documents: new Map(below("openapi/").map(([version, text]) => [version, JSON.parse(text) as Document])),
    surfaces: new Map(below("api/")),
  };
}

const digests = (files: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries([...files].map(([path, text]) => [path, createHash("sha256").update(text).digest("hex")]));
