import fc from "fast-check";
import { type Document, type Json, refName, type Schema } from "../../codegen/document.ts";

const int32 = { min: -(2 ** 31), max: 2 ** 31 - 1 };
const fullDepth = 8;

/** Values that fit a schema of a document; what it leaves open is filled with anything. */
export function valuesOf(document: Document, schema: Schema): fc.Arbitrary<Json> {
  const made = new Map<string, fc.Arbitrary<Json>>();
  return values(schema, 0);

  function values(schema: Schema, depth: number): fc.Arbitrary<Json> {
    const { $ref, anyOf, oneOf } = schema;
    if ($ref !== undefined) return valuesOfModel($ref, depth);
    const branches = anyOf ?? oneOf;
    if (branches !== undefined) return fc.oneof(...branches.map((branch) => values(branch, depth)));
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
    const types = [schema.type].flat();
    const fitting = valuesOfType(schema, types[0], depth);
    return types.includes("null") || schema.nullable ? fc.option(fitting) : fitting;
  }

  /** Models that name each other often would be made over and over. */
  function valuesOfModel($ref: string, depth: number): fc.Arbitrary<Json> {
    const key = `${$ref} at ${depth}`;
    const found = made.get(key) ?? values(component(document, $ref), depth);
    made.set(key, found);
    return found;
  }

  function valuesOfType(schema: Schema, type: string | undefined, depth: number): fc.Arbitrary<Json> {
    const { minimum, maximum, minItems = 0, maxLength, pattern } = schema;
    switch (type) {
      case "string":
        if (pattern !== undefined)
          return fc.stringMatching(new RegExp(pattern)).map((text) => text.slice(0, maxLength));
        return fc.oneof(fc.string(), fc.constantFrom(...(schema["x-extensible-enum"] ?? ["text"])));
      case "boolean":
        return fc.boolean();
      case "integer":
        return fc.integer({ min: minimum ?? int32.min, max: maximum ?? int32.max });
      case "number":
        return fc
          .float({
            noNaN: true,
            noDefaultInfinity: true,
            ...(minimum !== undefined && { min: minimum }),
            ...(maximum !== undefined && { max: maximum }),
          })
          .map((value) => (Object.is(value, -0) ? 0 : value));
      case "array":
        return fc.array(values(schema.items ?? {}, depth + 1), { minLength: minItems, maxLength: minItems + 2 });
      case "object":
        return valuesOfObject(schema, depth);
      default:
        return fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
    }
  }

  function valuesOfObject({ properties = {}, required = [], additionalProperties }: Schema, depth: number) {
    // Some schemas lead back to themselves by way of what is optional.
    const members = Object.entries(properties).filter(([name]) => depth < fullDepth || required.includes(name));
    const known = fc.record(Object.fromEntries(members.map(([name, member]) => [name, values(member, depth + 1)])), {
      requiredKeys: required.filter((name) => name in properties) as never[],
    }) as fc.Arbitrary<Record<string, Json>>;
    if (additionalProperties === false) return known;
    const extra = fc.dictionary(fc.stringMatching(/^x_[a-z]{1,3}$/), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 1 });
    return fc.tuple(known, extra).map(([known, extra]) => ({ ...extra, ...known }) as Json);
  }
}

/** One place of a value that no longer fits. */
export interface Damage {
  pointer: string;
  value: Json;
  why: string;
}

/** Every single damage to a value, each with the place where it must be noticed. */
export function damages(
  document: Document,
  schema: Schema,
  whole: Json,
  seen: (name: string) => void = () => undefined,
): Damage[] {
  const found: Damage[] = [];
  visit(schema, whole, []);
  return found;

  function visit(given: Schema, value: Json, path: readonly (string | number)[]): void {
    const schema = settle(given, value);
    const report = (why: string, damaged: Json | undefined, at = path): void => {
      found.push({ pointer: pointerOf(at), value: replaced(whole, at, damaged), why });
    };
    const types = typesOf(document, given);
    const wrong = ([null, true, "text", 7, [], {}] as Json[]).find(
      (candidate) =>
        types.length > 0 &&
        !types.includes(typeOf(candidate)) &&
        !(typeOf(candidate) === "integer" && types.includes("number")),
    );
    if (wrong !== undefined) report("wrong type", wrong);
    if (schema === undefined) return;
    if (schema.enum !== undefined) report("outside the list", "no-such-value");
    if (typeof value === "number") {
      const whole = schema.type === "integer";
      const limits = whole ? int32 : { min: undefined, max: undefined };
      const { minimum = limits.min, maximum = limits.max } = schema;
      const step = whole ? 1 : 0.001;
      if (minimum !== undefined) report("too small", minimum - step);
      if (maximum !== undefined) report("too large", maximum + step);
      if (whole) report("not whole", 0.5);
    }
    if (typeof value === "string" && schema.maxLength !== undefined) {
      report("too long", "a".repeat(schema.maxLength + 1));
      if (schema.pattern !== undefined) report("against the pattern", "not a name!");
    }
    if (Array.isArray(value)) {
      if (schema.minItems) report("too few items", value.slice(0, schema.minItems - 1));
      for (const [index, item] of value.entries()) visit(schema.items ?? {}, item as Json, [...path, index]);
    } else if (typeof value === "object" && value !== null) {
      for (const name of schema.required ?? []) report("missing", undefined, [...path, name]);
      if (schema.additionalProperties === false) report("unknown member", true, [...path, "unknown_member"]);
      for (const [name, member] of Object.entries(schema.properties ?? {})) {
        if (Object.hasOwn(value, name)) visit(member, (value as Record<string, Json>)[name] as Json, [...path, name]);
      }
    }
  }

  /** The schema that a value was made for: the branch that its type or tag decides for. */
  function settle(schema: Schema, value: Json): Schema | undefined {
    if (schema.$ref !== undefined) {
      seen(refName(schema.$ref));
      return settle(component(document, schema.$ref), value);
    }
    const tag = schema.discriminator?.propertyName;
    if (schema.oneOf !== undefined && tag !== undefined) {
      const chosen = schema.discriminator?.mapping?.[String((value as Record<string, Json>)[tag])];
      return chosen === undefined ? undefined : settle({ $ref: chosen }, value);
    }
    if (schema.anyOf === undefined) return schema;
    const branch = schema.anyOf.find((branch) => typesOf(document, branch).includes(typeOf(value)));
    return branch === undefined ? undefined : settle(branch, value);
  }
}

function component(document: Document, ref: string): Schema {
  const schema = document.components.schemas[refName(ref)];
  if (schema === undefined) throw new Error(`${ref} leads nowhere`);
  return schema;
}

/** The JSON types that a schema takes; none when it takes all. */
function typesOf(document: Document, schema: Schema): string[] {
  if (schema.$ref !== undefined) return typesOf(document, component(document, schema.$ref));
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap((branch) => typesOf(document, branch));
  return [schema.type ?? [], schema.nullable ? "null" : []].flat();
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "number" ? (Number.isInteger(value) ? "integer" : "number") : typeof value;
}

function replaced(whole: Json, [step, ...rest]: readonly (string | number)[], value: Json | undefined): Json {
  if (step === undefined) return value as Json;
  const copy = (Array.isArray(whole) ? [...whole] : { ...(whole as object) }) as Record<string | number, Json>;
  if (rest.length === 0 && value === undefined) delete copy[step];
  else copy[step] = replaced(copy[step] as Json, rest, value);
  return copy as Json;
}

const pointerOf = (path: readonly (string | number)[]): string => path.map((step) => `/${step}`).join("");
