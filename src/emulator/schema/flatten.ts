import { isDeepStrictEqual } from "node:util";
import { isObject, type JsonSchema, type Reading, read, UnsupportedSchema } from "./read.ts";

const longest = 64;

/**
 * Follows references and folds `allOf` into the schema around it. What cannot be folded, such as a second `anyOf`,
 * stays in an `allOf`.
 *
 * @throws {UnsupportedSchema} when a reference leads nowhere, out of the schema, or in a circle.
 */
export function flatten(given: unknown, reading: Reading, hops = 0): JsonSchema {
  const { $ref, allOf = [], ...rest } = read(given, reading);
  if (hops > longest) throw new UnsupportedSchema("$ref: the references lead in a circle");
  const parts = [...($ref === undefined ? [] : [resolve($ref as string, reading.root)]), ...(allOf as unknown[])];
  return [...parts.map((part) => flatten(part, reading, hops + 1)), rest].reduce(merge, {});
}

/** The part of a schema that a reference such as `#/$defs/node` names. */
export function resolve(ref: string, root: unknown): unknown {
  if (!/^#(?:\/|$)/.test(ref)) throw new UnsupportedSchema(`$ref: ${ref} is not a place in the schema itself`);
  const steps = ref.slice(1).split("/").slice(1).map(stepOf);
  const found = steps.reduce<unknown>(
    (value, step) =>
      (isObject(value) || Array.isArray(value)) && Object.hasOwn(value, step) ? (value as JsonSchema)[step] : undefined,
    root,
  );
  if (found === undefined) throw new UnsupportedSchema(`$ref: ${ref} leads nowhere`);
  return found;
}

function stepOf(step: string): string {
  // A per cent sign that escapes nothing stands for itself.
  const text = step.replace(/(?:%[0-9a-f]{2})+/gi, (codes) => Buffer.from(codes.replaceAll("%", ""), "hex").toString());
  return text.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** Both schemas at once. */
export function merge(a: JsonSchema, b: JsonSchema): JsonSchema {
  const merged: Record<string, unknown> = { ...a };
  const left: JsonSchema[] = [];
  for (const [keyword, value] of Object.entries(b)) {
    const fold = Object.hasOwn(folds, keyword) ? folds[keyword] : undefined;
    if (!Object.hasOwn(a, keyword) || isDeepStrictEqual(a[keyword], value)) merged[keyword] = value;
    else if (fold !== undefined) merged[keyword] = fold(a[keyword] as never, value as never);
    else left.push({ [keyword]: value });
  }
  return left.length === 0 ? merged : { ...merged, allOf: [...((merged["allOf"] ?? []) as unknown[]), ...left] };
}

const both = (a: unknown, b: unknown): JsonSchema => ({ allOf: [a, b] });
const most = (a: number, b: number): number => Math.max(a, b);
const least = (a: number, b: number): number => Math.min(a, b);
const later = (_: unknown, b: unknown): unknown => b;
const together = (a: readonly unknown[], b: readonly unknown[]): unknown[] => [...new Set([...a, ...b])];

/** How two values of a keyword become one that asks for both. */
const folds: Readonly<Record<string, (a: never, b: never) => unknown>> = {
  minimum: most,
  exclusiveMinimum: most,
  minLength: most,
  minItems: most,
  minProperties: most,
  maximum: least,
  exclusiveMaximum: least,
  maxLength: least,
  maxItems: least,
  maxProperties: least,
  multipleOf: (a: number, b: number) => (Number.isInteger(a / b) ? a : Number.isInteger(b / a) ? b : a * b),
  uniqueItems: (a: boolean, b: boolean) => a || b,
  required: together,
  allOf: together,
  items: both,
  additionalProperties: both,
  properties: (a: JsonSchema, b: JsonSchema) => ({
    ...a,
    ...Object.fromEntries(
      Object.entries(b).map(([name, schema]) => [name, Object.hasOwn(a, name) ? both(a[name], schema) : schema]),
    ),
  }),
  prefixItems: (a: unknown[], b: unknown[]) =>
    (a.length < b.length ? b : a).map((schema, index) =>
      index < a.length && index < b.length ? both(a[index], b[index]) : schema,
    ),
  enum: (a: unknown[], b: unknown[]) => {
    const shared = a.filter((value) => b.some((other) => isDeepStrictEqual(value, other)));
    if (shared.length === 0) throw new UnsupportedSchema("enum: the lists have no value in common");
    return shared;
  },
  type: (a: string | string[], b: string | string[]) => {
    const [one, other] = [[a].flat(), [b].flat()];
    const has = (names: string[], name: string): boolean =>
      names.includes(name) || (name === "integer" && names.includes("number"));
    const shared = [
      ...one.filter((name) => has(other, name)),
      ...other.filter((name) => has(one, name) && !one.includes(name)),
    ];
    if (shared.length === 0) throw new UnsupportedSchema("type: the types have nothing in common");
    return shared;
  },
  // Words about a schema ask for nothing.
  ...Object.fromEntries(
    ["title", "description", "default", "examples", "deprecated", "$comment", "$schema", "$id", "$anchor"]
      .concat("$defs", "definitions", "readOnly", "writeOnly")
      .map((word) => [word, later]),
  ),
};
