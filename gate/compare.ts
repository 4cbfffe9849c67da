import { type Document, refName } from "../codegen/document.ts";
import type { Change } from "./change.ts";
import { type Difference, differences } from "./differences.ts";
import type { Differ } from "./oasdiff.ts";
import { unseen } from "./unseen.ts";
import { contractOf } from "./words.ts";

/** One document an api-version. */
export type Documents = ReadonlyMap<string, Document>;

/** Every change of the contract since its release, api-version by api-version. */
export async function compare(released: Documents, present: Documents, differ: Differ): Promise<Change[]> {
  const apiVersions = [...new Set([...released.keys(), ...present.keys()])];
  const changes: Change[] = [];
  // The same difference in a second api-version is known without asking again.
  const known = new Map<string, boolean>();
  for (const apiVersion of apiVersions) {
    const [before, after] = [released.get(apiVersion), present.get(apiVersion)];
    if (before === undefined) changes.push({ ...added, apiVersion });
    else if (after === undefined) changes.push({ ...removed, apiVersion });
    else changes.push(...(await compareOne(before, after, differ, known)));
  }
  return changes;
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

async function compareOne(
  released: Document,
  present: Document,
  differ: Differ,
  known: Map<string, boolean>,
): Promise<Change[]> {
  const apiVersion = present.info.version;
  if (JSON.stringify(released) === JSON.stringify(present)) return [];
  const [before, after] = [contractOf(released), contractOf(present)];
  const silent = await unexplained(before, after, differ, known);
  const changes = [...(await differ(before, after)), ...unseen(before, after)];
  if (changes.length + silent.length === 0) {
    const words = "words, examples or the order of members";
    return [{ ...document, apiVersion, rule: "words", words, bump: "patch", breaks: undefined }];
  }
  const words = "a change that no rule knows: look at it, and add a rule to gate/unseen.ts";
  return [
    ...changes,
    ...silent.map(
      (place): Change => ({ apiVersion, place, rule: "unknown-change", words, bump: "major", breaks: "everyone" }),
    ),
  ];
}

/**
 * The places that differ and of which no rule says a word when they are all that differs: silence is no proof that nothing
 * breaks, whatever is said of other places.
 */
async function unexplained(
  before: Document,
  after: Document,
  differ: Differ,
  known: Map<string, boolean>,
): Promise<string[]> {
  // A place may name a component that the other document lacks; those that are gone are told by oasdiff.
  const base = withComponentsOf(before, after);
  const queue = differences(base, withComponentsOf(after, before));
  const silent: string[] = [];
  const speaks = async ({ pointer, values, apply }: Difference): Promise<boolean> => {
    if (namesGone(pointer, values, after)) return true;
    const changed = structuredClone(base);
    apply(changed);
    return unseen(base, changed).length > 0 || (await differ(base, changed)).length > 0;
  };
  const ask = async (difference: Difference): Promise<void> => {
    const key = `${difference.pointer} ${difference.values}`;
    const told = known.get(key) ?? (await speaks(difference));
    known.set(key, told);
    if (!told) silent.push(difference.pointer);
  };
  await Promise.all(Array.from({ length: 4 }, () => drain(queue, ask)));
  return silent.sort();
}

/** Whether a reference was to a component that is gone, which is told as such. */
function namesGone(pointer: string, values: string, { components }: Document): boolean {
  const [before] = JSON.parse(values) as [unknown];
  return pointer.endsWith("/$ref") && typeof before === "string" && !(refName(before) in components.schemas);
}

/** A document with the components of another beside its own. */
function withComponentsOf(document: Document, { components }: Document): Document {
  const kinds = Object.entries({ ...components, ...document.components }).map(([kind, own]) => [
    kind,
    { ...components[kind as keyof typeof components], ...own },
  ]);
  return { ...document, components: Object.fromEntries(kinds) as Document["components"] };
}

async function drain<Item>(queue: Item[], each: (item: Item) => Promise<void>): Promise<void> {
  for (let item = queue.shift(); item !== undefined; item = queue.shift()) await each(item);
}
