import { isDeepStrictEqual } from "node:util";
import { flatten, resolve } from "./flatten.ts";
import { formats } from "./formats.ts";
import { isObject, type JsonSchema, type Reading, read, UnsupportedSchema } from "./read.ts";

interface Look {
  reading: Reading;
  depth: number;
}

type Check = (wanted: never, value: unknown, look: Look, schema: JsonSchema) => boolean;

const deepest = 512;

/**
 * The first keyword of a schema that a value does not meet; `undefined` when it fits.
 *
 * @throws {UnsupportedSchema} when the schema cannot be read.
 */
export function violation(given: unknown, value: unknown, reading: Reading, depth = 0): string | undefined {
  if (given === false) return "false";
  if (depth > deepest) throw new UnsupportedSchema("$ref: the references lead in a circle");
  const schema = read(given, reading);
  return Object.keys(schema).find((keyword) => {
    const check = Object.hasOwn(checks, keyword) ? checks[keyword] : undefined;
    return check !== undefined && !check(schema[keyword] as never, value, { reading, depth: depth + 1 }, schema);
  });
}

const fits = (schema: unknown, value: unknown, { reading, depth }: Look): boolean =>
  violation(schema, value, reading, depth) === undefined;

/** Checks of one type, which let values of all other types through. */
const ofNumber =
  (check: (wanted: number, value: number) => boolean): Check =>
  (wanted, value) =>
    typeof value !== "number" || check(wanted, value);
const ofString =
  (check: (wanted: never, value: string) => boolean): Check =>
  (wanted, value) =>
    typeof value !== "string" || check(wanted, value);
const ofList =
  (check: (wanted: never, value: unknown[], look: Look, schema: JsonSchema) => boolean): Check =>
  (wanted, value, look, schema) =>
    !Array.isArray(value) || check(wanted, value, look, schema);
const ofObject =
  (check: (wanted: never, value: JsonSchema, look: Look, schema: JsonSchema) => boolean): Check =>
  (wanted, value, look, schema) =>
    !isObject(value) || check(wanted, value, look, schema);

const is: Readonly<Record<string, (value: unknown) => boolean>> = {
  null: (value) => value === null,
  boolean: (value) => typeof value === "boolean",
  integer: Number.isInteger,
  number: (value) => typeof value === "number",
  string: (value) => typeof value === "string",
  array: Array.isArray,
  object: isObject,
};

const lengthOf = (text: string): number => [...text].length;
const matches = (pattern: string, text: string): boolean => new RegExp(pattern, "u").test(text);

/** A text that two values share when they are equal, whatever the order of their properties. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );

/** The names of properties that neither `properties` nor `patternProperties` speaks of. */
const extraNames = (value: JsonSchema, { properties = {}, patternProperties = {} }: JsonSchema): string[] =>
  Object.keys(value).filter(
    (name) =>
      !Object.hasOwn(properties as object, name) &&
      !Object.keys(patternProperties as object).some((pattern) => matches(pattern, name)),
  );

const checks: Readonly<Record<string, Check>> = {
  $ref: (ref: string, value, look) => fits(resolve(ref, look.reading.root), value, look),
  type: (names: string | string[], value) => [names].flat().some((name) => is[name]?.(value)),
  const: (wanted, value) => isDeepStrictEqual(wanted, value),
  enum: (values: unknown[], value) => values.some((one) => isDeepStrictEqual(one, value)),
  minimum: ofNumber((limit, value) => value >= limit),
  maximum: ofNumber((limit, value) => value <= limit),
  exclusiveMinimum: ofNumber((limit, value) => value > limit),
  exclusiveMaximum: ofNumber((limit, value) => value < limit),
  multipleOf: ofNumber((step, value) => Number.isInteger(value / step)),
  minLength: ofString((limit: number, value) => lengthOf(value) >= limit),
  maxLength: ofString((limit: number, value) => lengthOf(value) <= limit),
  pattern: ofString(matches),
  format: ofString((name: string, value) => !Object.hasOwn(formats, name) || !!formats[name]?.pattern.test(value)),
  minItems: ofList((limit: number, { length }) => length >= limit),
  maxItems: ofList((limit: number, { length }) => length <= limit),
  uniqueItems: ofList((wanted: boolean, value) => !wanted || new Set(value.map(canonical)).size === value.length),
  prefixItems: ofList((schemas: unknown[], value, look) =>
    value.every((item, index) => index >= schemas.length || fits(schemas[index], item, look)),
  ),
  items: ofList((schema: unknown, value, look, { prefixItems = [] }) =>
    value.slice((prefixItems as unknown[]).length).every((item) => fits(schema, item, look)),
  ),
  contains: ofList((schema: unknown, value, look) => value.some((item) => fits(schema, item, look))),
  minProperties: ofObject((limit: number, value) => Object.keys(value).length >= limit),
  maxProperties: ofObject((limit: number, value) => Object.keys(value).length <= limit),
  required: ofObject((names: string[], value) => names.every((name) => Object.hasOwn(value, name))),
  dependentRequired: ofObject((lists: Record<string, string[]>, value) =>
    Object.entries(lists).every(
      ([name, names]) => !Object.hasOwn(value, name) || names.every((other) => Object.hasOwn(value, other)),
    ),
  ),
  properties: ofObject((schemas: JsonSchema, value, look) =>
    Object.entries(schemas).every(([name, schema]) => !Object.hasOwn(value, name) || fits(schema, value[name], look)),
  ),
  patternProperties: ofObject((schemas: JsonSchema, value, look) =>
    Object.entries(schemas).every(([pattern, schema]) =>
      Object.keys(value).every((name) => !matches(pattern, name) || fits(schema, value[name], look)),
    ),
  ),
  additionalProperties: ofObject((schema: unknown, value, look, around) =>
    extraNames(value, around).every((name) => fits(schema, value[name], look)),
  ),
  // Properties that only a branch of anyOf or oneOf speaks of are taken for unevaluated: strict, never lax.
  unevaluatedProperties: ofObject((schema: unknown, value, look, { unevaluatedProperties: _, ...around }) =>
    extraNames(value, flatten(around, look.reading)).every((name) => fits(schema, value[name], look)),
  ),
  propertyNames: ofObject((schema: unknown, value, look) =>
    Object.keys(value).every((name) => fits(schema, name, look)),
  ),
  allOf: (schemas: unknown[], value, look) => schemas.every((schema) => fits(schema, value, look)),
  anyOf: (schemas: unknown[], value, look) => schemas.some((schema) => fits(schema, value, look)),
  oneOf: (schemas: unknown[], value, look) => schemas.filter((schema) => fits(schema, value, look)).length === 1,
  not: (schema, value, look) => !fits(schema, value, look),
  if: (schema, value, look, { then: met = true, else: unmet = true }) =>
    fits(fits(schema, value, look) ? met : unmet, value, look),
};
