import {
  type Document,
  documentSchemas,
  operations,
  pointer,
  reachableSchemas,
  type Schema,
} from "../../codegen/document.ts";
import type { Change } from "./change.ts";

/**
 * Changes that oasdiff 1.36 does not report: `additionalProperties`, the known values of open enums, and the event that ends a
 * stream.
 */
export function unseen(released: Document, present: Document): Change[] {
  const apiVersion = present.info.version;
  const before = new Map([...documentSchemas(released)].map(({ schema, path }) => [pointer(path), schema]));
  const sent = reachableSchemas(present, [
    present.components.parameters,
    [...operations(present)].map(({ operation }) => operation.requestBody),
  ]);
  const schemas = [...documentSchemas(present)].flatMap(({ schema, path }) => {
    const place = pointer(path);
    const old = before.get(place);
    if (old === undefined) return [];
    const isSent = path[0] !== "components" || sent.has(String(path[2]));
    const found = [...additionalProperties(old, schema, isSent), ...knownValues(old, schema)];
    return found.map((change): Change => ({ apiVersion, place, ...change }));
  });
  const streams = [...operations(released)].flatMap(({ method, route }): Change[] => {
    if (!endsStream(released, method, route) || endsStream(present, method, route)) return [];
    const place = `${method.toUpperCase()} ${route}`;
    const words = "no event ends the stream any more";
    return [{ apiVersion, place, rule: "stream-end-removed", words, bump: "major", breaks: "readers" }];
  });
  return [...schemas, ...streams];
}

const endsStream = ({ paths }: Document, method: string, route: string): boolean =>
  JSON.stringify(paths[route]?.[method]?.responses["200"]?.content ?? {}).includes('"[DONE]"');

type Found = Pick<Change, "rule" | "words" | "bump" | "breaks">;

function* additionalProperties(old: Schema, schema: Schema, isSent: boolean): Generator<Found> {
  const [was, is] = [old, schema].map(({ additionalProperties }) => additionalProperties !== false);
  if (old.type !== schema.type || was === is) return;
  const rule = is ? "additional-members-allowed" : "additional-members-refused";
  const words = `unlisted members are ${is ? "allowed" : "refused"} now`;
  const breaking = !is && isSent;
  yield { rule, words, bump: breaking ? "major" : "minor", breaks: breaking ? "callers" : undefined };
}

function* knownValues(old: Schema, schema: Schema): Generator<Found> {
  const [was = [], is = []] = [old["x-extensible-enum"], schema["x-extensible-enum"]];
  for (const value of is.filter((value) => !was.includes(value)))
    yield { rule: "known-value-added", words: `\`${value}\` is a known value now`, bump: "minor", breaks: undefined };
  // No message is refused, but generators made a constant of the value.
  const removed = { rule: "known-value-removed", bump: "major", breaks: "everyone" } as const;
  for (const value of was.filter((value) => !is.includes(value)))
    yield { ...removed, words: `\`${value}\` is no longer a known value` };
}
