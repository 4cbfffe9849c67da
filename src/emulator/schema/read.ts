/** Thrown when no value can be made for a schema; the message begins with the keyword that prevents it. */
export class UnsupportedSchema extends Error {
  override readonly name = "UnsupportedSchema";
}

/** A JSON Schema of draft 2020-12 whose keywords have been looked at. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What is read in one go: the schema that references start from, and how much work went into it. */
export interface Reading {
  readonly root: unknown;
  steps: number;
}

const mostSteps = 100_000;
const types = ["null", "boolean", "integer", "number", "string", "array", "object"];

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isSchema = (value: unknown): boolean => isObject(value) || typeof value === "boolean";
const isSchemas = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isSchema);
const isNamed = (value: unknown): boolean => isObject(value) && Object.values(value).every(isSchema);
const isText = (value: unknown): boolean => typeof value === "string";
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isNumber = (value: unknown): boolean => typeof value === "number";
const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;
const isType = (value: unknown): boolean => types.includes(value as string);

type Form = readonly [accepts: (value: unknown) => boolean, what: string];
const count: Form = [isCount, "a whole number from 0"];
const number: Form = [isNumber, "a number"];
const schema: Form = [isSchema, "a schema"];
const schemas: Form = [isSchemas, "a list of schemas"];
const named: Form = [isNamed, "an object of schemas"];
const refused: Form = [() => false, "absent: this keyword is not read"];

const forms: Readonly<Record<string, Form>> = {
  type: [
    (value) => isType(value) || (Array.isArray(value) && value.length > 0 && value.every(isType)),
    `among ${types.join(", ")}`,
  ],
  enum: [(value) => Array.isArray(value) && value.length > 0, "a list that is not empty"],
  multipleOf: [(value) => isNumber(value) && (value as number) > 0, "a number above 0"],
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  minLength: count,
  maxLength: count,
  pattern: [(value) => isText(value) && isPattern(value as string), "a regular expression"],
  format: [isText, "a string"],
  items: schema,
  prefixItems: schemas,
  contains: schema,
  minContains: refused,
  maxContains: refused,
  minItems: count,
  maxItems: count,
  uniqueItems: [(value) => typeof value === "boolean", "true or false"],
  properties: named,
  patternProperties: [
    (value) => isNamed(value) && Object.keys(value as object).every(isPattern),
    "an object of schemas by regular expression",
  ],
  additionalProperties: schema,
  unevaluatedProperties: schema,
  propertyNames: schema,
  required: [isTexts, "a list of texts"],
  dependentRequired: [(value) => isObject(value) && Object.values(value).every(isTexts), "an object of lists of texts"],
  minProperties: count,
  maxProperties: count,
  allOf: schemas,
  anyOf: schemas,
  oneOf: schemas,
  not: schema,
  if: schema,
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: schema,
  else: schema,
  $ref: [isText, "a string"],
  $dynamicRef: refused,
  $recursiveRef: refused,
  dependencies: refused,
  dependentSchemas: refused,
  unevaluatedItems: refused,
};

/**
 * Looks at the keywords of one schema, and counts a step of work.
 *
 * @throws {UnsupportedSchema} when a keyword is not what it must be, or after 100,000 steps.
 */
export function read(given: unknown, reading: Reading): JsonSchema {
  reading.steps += 1;
  if (reading.steps > mostSteps) throw new UnsupportedSchema("schema: too large, or refers to itself without end");
  if (given === true) return {};
  if (given === false) throw new UnsupportedSchema("false: no value fits");
  if (!isObject(given)) throw new UnsupportedSchema("schema: must be an object, true or false");
  for (const [keyword, value] of Object.entries(given)) {
    const form = Object.hasOwn(forms, keyword) ? forms[keyword] : undefined;
    if (form !== undefined && !form[0](value)) throw new UnsupportedSchema(`${keyword}: must be ${form[1]}`);
  }
  return given;
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
}
