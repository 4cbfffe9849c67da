import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import type { Document } from "../../codegen/document.ts";

/** The documents, by api-version. */
export type Documents = Readonly<Record<string, Document>>;

/** The contract and the public types at one commit. */
export interface Snapshot {
  documents: Documents;
  /** The report of the public types of each entry point, by file name. */
  surfaces: Readonly<Record<string, string>>;
}

/** The snapshot of the last release. */
export interface Baseline extends Snapshot {
  /** Version of the package. */
  version: string;
}

/** A breaking change that is allowed: every change of a rule, or fewer, by `apiVersion`, `place` and `words` of the report. */
export interface Accepted {
  rule: string;
  apiVersion?: string;
  place?: string;
  words?: string;
  reason: string;
}

export const readJson = async <T>(file: string): Promise<T> => JSON.parse(await readFile(file, "utf8")) as T;

/** Reads the last release. @throws if the file was edited. */
export async function readBaseline(file: string): Promise<Baseline> {
  const { sha256, ...baseline } = await readJson<Baseline & { sha256: string }>(file);
  if (sha256 === digest(baseline)) return baseline;
  throw new Error(`${file} is not what ${baseline.version} released. Restore it from git: a release never changes.`);
}

/** Stores the current tree as the release `version`, instead of the release before it. */
export async function keepBaseline(file: string, version: string): Promise<void> {
  const baseline: Baseline = { version, ...(await readPresent()) };
  await writeFile(file, `${JSON.stringify({ sha256: digest(baseline), ...baseline }, null, 1)}\n`);
}

/** Reads the documents and the reports of the current tree. */
export async function readPresent(): Promise<Snapshot> {
  const apiVersions = (await readdir("generated/openapi")).filter((name) => !name.includes("."));
  const reports = await readdir("release/api");
  return {
    documents: await table(apiVersions, (name) => readJson<Document>(`generated/openapi/${name}/openapi-3.2.json`)),
    surfaces: await table(reports, (name) => readFile(`release/api/${name}`, "utf8")),
  };
}

const table = async <T>(names: readonly string[], read: (name: string) => Promise<T>): Promise<Record<string, T>> =>
  Object.fromEntries(await Promise.all([...names].sort().map(async (name) => [name, await read(name)] as const)));

const digest = (baseline: Baseline): string => createHash("sha256").update(JSON.stringify(baseline)).digest("hex");
