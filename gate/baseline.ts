import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
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
  files: Record<string, string>;
}

const documentFile = "openapi-3.2.json";

/**
 * Reads what was released.
 *
 * @throws when a file is missing, too many, or not the one that was released.
 */
export async function readBaseline(folder: string): Promise<Baseline> {
  const { version, files } = JSON.parse(await readFile(join(folder, "release.json"), "utf8")) as Manifest;
  const contents = await readFiles(folder, (path) => path.includes("/"));
  const paths = new Set([...Object.keys(files), ...contents.keys()]);
  const wrong = [...paths].filter((path) => {
    const text = contents.get(path);
    return text === undefined || digest(text) !== files[path];
  });
  if (wrong.length > 0) {
    const list = wrong.sort().join(", ");
    throw new Error(`${folder}/ is not what ${version} released: ${list}. Bring it back: a release never changes.`);
  }
  const accepted = JSON.parse(await readFile(join(folder, "accepted.json"), "utf8")) as Accepted[];
  const documents = [...contents].filter(([path]) => path.endsWith(`/${documentFile}`));
  return {
    version,
    documents: new Map(documents.map(([path, text]) => [dirname(path), JSON.parse(text) as Document])),
    surfaces: new Map(
      [...contents].filter(([path]) => path.startsWith("api/")).map(([path, text]) => [path.slice(4), text]),
    ),
    accepted,
  };
}

/** What the present tree holds. */
export async function readPresent(): Promise<Pick<Baseline, "documents" | "surfaces">> {
  const documents = await readFiles("generated/openapi", (path) => path.endsWith(`/${documentFile}`));
  return {
    documents: new Map([...documents].map(([path, text]) => [dirname(path), JSON.parse(text) as Document])),
    surfaces: await readFiles("api", (path) => path.endsWith(".api.md")),
  };
}

/** Keeps the present tree as what `version` released, in place of the release before it. */
export async function keepBaseline(folder: string, version: string): Promise<void> {
  const files = new Map<string, string>();
  for (const [path, text] of await readFiles("generated/openapi", (path) => path.endsWith(`/${documentFile}`)))
    files.set(path, text);
  for (const [path, text] of await readFiles("api", (path) => path.endsWith(".api.md"))) files.set(`api/${path}`, text);
  const digests = Object.fromEntries([...files].map(([path, text]) => [path, digest(text)]));
  files.set("release.json", `${JSON.stringify({ version, files: digests } satisfies Manifest, null, 2)}\n`);
  files.set("accepted.json", "[]\n");
  const made = `${folder}.made`;
  await rm(made, { recursive: true, force: true });
  for (const [path, text] of files) {
    await mkdir(dirname(join(made, path)), { recursive: true });
    await writeFile(join(made, path), text);
  }
  await rm(folder, { recursive: true, force: true });
  await rename(made, folder);
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

async function readFiles(folder: string, wanted: (path: string) => boolean): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter(wanted)
    .sort();
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path), "utf8")] as const)),
  );
}
