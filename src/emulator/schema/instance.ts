import { createContext, Script } from "node:vm";
import { flatten, merge } from "./flatten.ts";
import { type JsonSchema, type Reading, UnsupportedSchema } from "./read.ts";
import { numberOf, stringOf } from "./scalar.ts";
import { canonical, violation } from "./violation.ts";

/** Below this depth only what is required is filled in, so that schemas that refer to themselves come to an end. */
const fullDepth = 4;
/** After so many values only what is required is filled in. */
const fullSteps = 2_000;
const deepest = 64;
const mostItems = 10_000;

/**
 * A JSON Schema (draft 2020-12) -> a value that fits it, always the same.
 *
 * Optional properties are filled in where they can be. Values are made from the shape of the schema, then checked against
 * all of it, so that a keyword that only forbids, such as `not`, is met by luck or refused, never overlooked.
 *
 * @throws {UnsupportedSchema} when no value was found; the message begins with the keyword that prevents it.
 */
export function instance(schema: unknown): unknown {
  const place = { reading: { root: schema, steps: 0 }, depth: 0, turn: 0 };
  return within(mostMs, () => checked(schema, make(schema, place), place.reading));
}

/** A regular expression of a schema may take exponential time. */
const mostMs = 1_000;
const timed = createContext(Object.create(null) as { work?: () => unknown });
const callWork = new Script("work()");

/** @throws {UnsupportedSchema} when the work takes longer. */
function within(timeout: number, work: () => unknown): unknown {
  timed["work"] = work;
  try {
    return callWork.runInContext(timed, { timeout });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    throw new UnsupportedSchema(`schema: no value was found within ${timeout} ms; simplify its patterns`);
  } finally {
    delete timed["work"];
  }
}

function checked(schema: unknown, value: unknown, reading: Reading): unknown {
  const keyword = violation(schema, value, reading);
  if (keyword !== undefined) throw new UnsupportedSchema(`${keyword}: no value was found that meets it`);
  return value;
}

interface Position {
  readonly reading: Reading;
  readonly depth: number;
  /** Which of several values is wanted: the items of a list may have to differ. */
  readonly turn: number;
}

const below = (place: Position, turn = place.turn): Position => ({ ...place, depth: place.depth + 1, turn });
const isFull = ({ depth, reading }: Position): boolean => depth < fullDepth && reading.steps < fullSteps;

function make(given: unknown, place: Position): unknown {
  if (place.depth > deepest) throw new UnsupportedSchema("$ref: the schema requires itself without end");
  const schema = flatten(given, place.reading);
  if ("const" in schema) return schema["const"];
  const { enum: values, anyOf, oneOf } = schema;
  if (Array.isArray(values)) return fromList(schema, values, place);
  if (anyOf !== undefined) return fromBranches(schema, "anyOf", anyOf as unknown[], place);
  if (oneOf !== undefined) return fromBranches(schema, "oneOf", oneOf as unknown[], place);

  switch (typeOf(schema)) {
    case "null":
      return null;
    case "boolean":
      return place.turn % 2 === 1;
    case "integer":
      return numberOf(schema, true, place.turn);
    case "number":
      return numberOf(schema, false, place.turn);
    case "string":
      return stringOf(schema, place.turn);
    case "array":
      return list(schema, place);
    default:
      return object(schema, place);
  }
}

function fromList(schema: JsonSchema, values: readonly unknown[], { reading, turn }: Position): unknown {
  const fitting = values.filter((value) => violation(schema, value, reading) === undefined);
  if (fitting.length === 0) throw new UnsupportedSchema("enum: none of the values fits the rest of the schema");
  return fitting[turn % fitting.length];
}

/** The first branch that gives a value which fits the whole; a second value is tried where a first fits two branches. */
function fromBranches(schema: JsonSchema, keyword: string, branches: readonly unknown[], place: Position): unknown {
  const { [keyword]: _, ...rest } = schema;
  let failure: unknown;
  for (const branch of branches) {
    for (const turn of [place.turn, place.turn + 1, place.turn + 2]) {
      try {
        const both = merge(rest, flatten(branch, place.reading));
        return checked(schema, make(both, below(place, turn)), place.reading);
      } catch (error) {
        if (!(error instanceof UnsupportedSchema)) throw error;
        failure ??= error;
      }
    }
  }
  throw failure;
}

/** The type to make: the first that is not null, else one that the other keywords speak of. */
function typeOf(schema: JsonSchema): string {
  const { type } = schema;
  const hinted = Object.entries(hints).find(([, keywords]) => keywords.some((keyword) => keyword in schema))?.[0];
  if (!Array.isArray(type)) return typeof type === "string" ? type : (hinted ?? "object");
  if (hinted !== undefined && type.includes(hinted)) return hinted;
  return type.find((name) => name !== "null") ?? "null";
}

const hints: Readonly<Record<string, readonly string[]>> = {
  object: ["properties", "required", "additionalProperties", "minProperties"],
  array: ["items", "prefixItems", "minItems", "uniqueItems", "contains"],
  string: ["pattern", "format", "minLength", "maxLength"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
};

function object(schema: JsonSchema, place: Position): Record<string, unknown> {
  const {
    properties = {},
    required = [],
    patternProperties = {},
    additionalProperties = true,
  } = schema as {
    properties?: JsonSchema;
    required?: string[];
    patternProperties?: JsonSchema;
    additionalProperties?: unknown;
  };
  const { minProperties = 0, maxProperties = Infinity } = schema as { minProperties?: number; maxProperties?: number };
  const schemaOf = (name: string): unknown => {
    if (Object.hasOwn(properties, name)) return properties[name];
    const pattern = Object.keys(patternProperties).find((pattern) => new RegExp(pattern, "u").test(name));
    return pattern === undefined ? additionalProperties : patternProperties[pattern];
  };
  const forbidden = required.find((name) => schemaOf(name) === false);
  if (forbidden !== undefined) throw new UnsupportedSchema(`required: ${forbidden} is forbidden by the same schema`);
  const made = new Map(required.map((name) => [name, make(schemaOf(name), below(place))]));
  const invented = Array.from({ length: Math.min(minProperties, mostItems) }, (_, index) => `member${index + 1}`);
  for (const name of [...Object.keys(properties), ...invented]) {
    const wanted = made.size < minProperties || (isFull(place) && Object.hasOwn(properties, name));
    if (!wanted || made.size >= maxProperties || made.has(name)) continue;
    try {
      made.set(name, make(schemaOf(name), below(place)));
    } catch (error) {
      // What is optional and cannot be made is left out.
      if (!(error instanceof UnsupportedSchema)) throw error;
    }
  }
  const order = [...new Set([...Object.keys(properties), ...made.keys()])].filter((name) => made.has(name));
  return Object.fromEntries(order.map((name) => [name, made.get(name)]));
}

function list(schema: JsonSchema, place: Position): unknown[] {
  const {
    prefixItems = [],
    items = true,
    contains,
  } = schema as {
    prefixItems?: unknown[];
    items?: unknown;
    contains?: unknown;
  };
  const { minItems = 0, maxItems = Infinity } = schema as { minItems?: number; maxItems?: number };
  if (minItems > mostItems) throw new UnsupportedSchema(`minItems: more than ${mostItems}`);
  const usual = isFull(place) ? Math.max(prefixItems.length, items === false ? 0 : 1) : 0;
  const length = Math.min(maxItems, Math.max(minItems, usual, contains === undefined ? 0 : 1));
  const made: unknown[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < length; index += 1) {
    const rest = contains !== undefined && index === prefixItems.length ? { allOf: [items, contains] } : items;
    const given = index < prefixItems.length ? prefixItems[index] : rest;
    try {
      made.push(schema["uniqueItems"] === true ? unlike(seen, given, place, index) : make(given, below(place)));
    } catch (error) {
      if (!(error instanceof UnsupportedSchema) || index < minItems) throw error;
      break;
    }
  }
  return made;
}

/** A value that is not yet in a list. */
function unlike(seen: Set<string>, schema: unknown, place: Position, index: number): unknown {
  for (let turn = place.turn + index; turn < place.turn + index + 8; turn += 1) {
    const value = make(schema, below(place, turn));
    const text = canonical(value);
    if (!seen.has(text)) {
      seen.add(text);
      return value;
    }
  }
  throw new UnsupportedSchema("uniqueItems: so many different items cannot be made");
}
