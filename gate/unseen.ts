import { type Document, documentSchemas, objects, pointer, refName, type Schema } from "../codegen/document.ts";
import type { Change } from "./change.ts";

/** What oasdiff 1.36 says nothing about: members that a schema does not list, and known values of open lists. */
export function unseen(released: Document, present: Document): Change[] {
  const before = new Map([...documentSchemas(released)].map(({ schema, path }) => [pointer(path), schema]));
  const sent = sentSchemas(present);
  return [...documentSchemas(present)].flatMap(({ schema, path }) => {
    const place = pointer(path);
    const old = before.get(place);
    if (old === undefined) return [];
    const change = { apiVersion: present.info.version, place };
    const isSent = path[0] !== "components" || sent.has(String(path[2]));
    return [...opened(old, schema, isSent), ...known(old, schema)].map((found): Change => ({ ...change, ...found }));
  });
}

type Found = Pick<Change, "rule" | "words" | "bump" | "breaks">;

function* opened(old: Schema, schema: Schema, isSent: boolean): Generator<Found> {
  const [was, is] = [old, schema].map(({ additionalProperties }) => additionalProperties !== false);
  if (old.type !== schema.type || was === is) return;
  const rule = is ? "additional-members-allowed" : "additional-members-refused";
  const words = `members that are not listed are ${is ? "allowed" : "refused"} now`;
  const breaking = !is && isSent;
  yield { rule, words, bump: breaking ? "major" : "minor", breaks: breaking ? "callers" : undefined };
}

function* known(old: Schema, schema: Schema): Generator<Found> {
  const [was = [], is = []] = [old["x-extensible-enum"], schema["x-extensible-enum"]];
  for (const value of is.filter((value) => !was.includes(value)))
    yield { rule: "known-value-added", words: `\`${value}\` is known now`, bump: "minor", breaks: undefined };
  // Nothing is refused, but the constants that generators made of it are gone.
  for (const value of was.filter((value) => !is.includes(value)))
    yield { rule: "known-value-removed", words: `\`${value}\` is no longer known`, bump: "major", breaks: "everyone" };
}

/** The schemas that requests lead to. */
function sentSchemas({ paths, components }: Document): Set<string> {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    for (const { value: part } of objects(value)) {
      const ref = part["$ref"];
      if (typeof ref !== "string" || !ref.startsWith("#/components/schemas/") || names.has(refName(ref))) continue;
      names.add(refName(ref));
      visit(components.schemas[refName(ref)]);
    }
  };
  for (const methods of Object.values(paths)) for (const { requestBody } of Object.values(methods)) visit(requestBody);
  visit(components.parameters);
  return names;
}
