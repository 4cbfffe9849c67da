import type { Document } from "../codegen/document.ts";
import type { Change } from "./change.ts";
import type { Differ } from "./oasdiff.ts";
import { unseen } from "./unseen.ts";
import { sameContract } from "./words.ts";

/** One document an api-version. */
export type Documents = ReadonlyMap<string, Document>;

/** Every change of the contract since its release, api-version by api-version. */
export async function compare(released: Documents, present: Documents, differ: Differ): Promise<Change[]> {
  const apiVersions = [...new Set([...released.keys(), ...present.keys()])];
  const changes = await Promise.all(
    apiVersions.map((apiVersion) => {
      const [before, after] = [released.get(apiVersion), present.get(apiVersion)];
      if (before === undefined) return [{ ...added, apiVersion }];
      return after === undefined ? [{ ...removed, apiVersion }] : compareOne(before, after, differ);
    }),
  );
  return changes.flat();
}

const document = { place: "the document" } as const;
const added = {
  ...document,
  rule: "api-version-added",
  words: "a new api-version",
  bump: "minor",
  breaks: undefined,
} as const;
const removed = {
  ...document,
  rule: "api-version-removed",
  words: "the api-version is gone",
  bump: "major",
  breaks: "everyone",
} as const;

async function compareOne(released: Document, present: Document, differ: Differ): Promise<Change[]> {
  const apiVersion = present.info.version;
  if (JSON.stringify(released) === JSON.stringify(present)) return [];
  if (sameContract(released, present)) {
    const words = "words, examples or the order of members";
    return [{ ...document, apiVersion, rule: "words", words, bump: "patch", breaks: undefined }];
  }
  const changes = [...(await differ(released, present)), ...unseen(released, present)];
  if (changes.length > 0) return changes;
  // Silence is no proof that nothing breaks.
  const words =
    "a change that no rule knows: look at the difference of the documents, and add a rule to gate/unseen.ts";
  return [{ ...document, apiVersion, rule: "unknown-change", words, bump: "major", breaks: "everyone" }];
}
