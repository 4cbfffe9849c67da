import {
  type Document,
  documentSchemas,
  operations,
  pointer,
  reachableSchemas,
  type Schema,
} from "../codegen/document.ts";
import type { Change } from "./change.ts";

/**
 * What oasdiff 1.36 says nothing about: members that a schema does not list, known values of open lists, and the event that
 * ends a stream.
 */
export function unseen(released: Document, present: Document): Change[] {
  return [...schemaChanges(released, present), ...endedStreams(released, present)];
}

/** Who reads a stream waits for the event that ends it. */
function endedStreams(released: Document, present: Document): Change[] {
  return [...operations(released)].flatMap(({ method, route }) => {
    const ends = ({ paths }: Document): boolean =>
      JSON.stringify(paths[route]?.[method]?.responses["200"]?.content ?? {}).includes('"[DONE]"');
    if (!ends(released) || ends(present)) return [];
    const place = `${method.toUpperCase()} ${route}`;
    const change = { rule: "stream-end-removed", words: "no event ends the stream any more", bump: "major" } as const;
    return [{ apiVersion: present.info.version, place, ...change, breaks: "readers" }];
  });
}

function schemaChanges(released: Document, present: Document): Change[] {
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
const sentSchemas = (document: Document): Set<string> =>
  reachableSchemas(document, [
    document.components.parameters,
    [...operations(document)].map(({ operation }) => operation.requestBody),
  ]);
