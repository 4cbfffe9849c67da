import { type Document, refName } from "../../codegen/document.ts";
import type { Documents } from "./baseline.ts";
import type { Audience, Bump, Change } from "./change.ts";
import { type Difference, differences } from "./differences.ts";
import type { Differ } from "./oasdiff.ts";
import { unseen } from "./unseen.ts";
import { contractOf } from "./words.ts";

/** Lists every change of the contract since its release, api-version by api-version. */
export async function compare(released: Documents, present: Documents, differ: Differ): Promise<Change[]> {
  // Api-versions share most differences, and each costs one run of oasdiff.
  const known = new Map<string, boolean>();
  const changes: Change[] = [];
  for (const apiVersion of new Set([...Object.keys(released), ...Object.keys(present)])) {
    const [before, after] = [released[apiVersion], present[apiVersion]];
    const change = (rule: string, words: string, bump: Bump, breaks?: Audience, place = "the document"): Change => ({
      apiVersion,
      rule,
      place,
      words,
      bump,
      breaks,
    });
    if (before === undefined) changes.push(change("api-version-added", "new api-version", "minor"));
    else if (after === undefined)
      changes.push(change("api-version-removed", "api-version removed", "major", "everyone"));
    else if (JSON.stringify(before) !== JSON.stringify(after)) {
      const [was, is] = [contractOf(before), contractOf(after)];
      const found = [...(await differ(was, is)), ...unseen(was, is)];
      for (const place of await unexplained(was, is, differ, known))
        found.push(change("unknown-change", unknown, "major", "everyone", place));
      changes.push(...(found.length > 0 ? found : [change("words", onlyWords, "patch")]));
    }
  }
  return changes;
}

const onlyWords = "descriptions, examples or the order of members";
const unknown = "no rule covers this change: review it, and add a rule to release/gate/unseen.ts";

/**
 * Finds the differences that no rule reports when each is the only one. A change without a report may break someone,
 * whatever else is reported.
 */
async function unexplained(
  before: Document,
  after: Document,
  differ: Differ,
  known: Map<string, boolean>,
): Promise<string[]> {
  // A difference may refer to a component that the other document lacks. Removed components have a rule.
  const base = withComponentsOf(before, after);
  const queue = differences(base, withComponentsOf(after, before));
  const places: string[] = [];
  const isReported = async ({ pointer, values, apply }: Difference): Promise<boolean> => {
    const [was] = JSON.parse(values) as [unknown];
    if (pointer.endsWith("/$ref") && !(refName(String(was)) in after.components.schemas)) return true;
    const changed = structuredClone(base);
    apply(changed);
    return unseen(base, changed).length > 0 || (await differ(base, changed)).length > 0;
  };
  const work = async (): Promise<void> => {
    for (let difference = queue.shift(); difference !== undefined; difference = queue.shift()) {
      const key = `${difference.pointer} ${difference.values}`;
      const reported = known.get(key) ?? (await isReported(difference));
      known.set(key, reported);
      if (!reported) places.push(difference.pointer);
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  return places.sort();
}

/** A document with the components of another added to its own. */
function withComponentsOf(document: Document, { components }: Document): Document {
  const kinds = Object.entries({ ...components, ...document.components }).map(([kind, own]) => [
    kind,
    { ...components[kind as keyof typeof components], ...own },
  ]);
  return { ...document, components: Object.fromEntries(kinds) as Document["components"] };
}
