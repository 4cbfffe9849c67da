/** Thrown when no value can be made for a schema; says which keyword stands in the way. */
export class UnsupportedSchema extends Error {
  override readonly name = "UnsupportedSchema";
}

type JsonSchema = Readonly<Record<string, unknown>>;

const unread = [
  "not",
  "if",
  "contains",
  "dependentSchemas",
  "dependentRequired",
  "propertyNames",
  "patternProperties",
  "$dynamicRef",
];

/** Below this depth only what is required is filled in, so that schemas that refer to themselves come to an end. */
const fullDepth = 4;
const deepest = 64;

/**
 * A JSON Schema -> a value that fits it, always the same.
 *
 * @throws {UnsupportedSchema} when the schema uses a keyword that is not read, or asks for what cannot be made.
 */
export function instance(schema: unknown): unknown {
  return make(schema, { root: schema, depth: 0, turn: 0 });
}

interface Place {
  root: unknown;
  depth: number;
  /** Counts the items of a list whose items must differ. */
  turn: number;
}

function make(given: unknown, place: Place): unknown {
  if (given === true) return {};
  if (place.depth > deepest) throw new UnsupportedSchema("$ref: the schema requires itself without end");
  if (!isSchema(given)) throw new UnsupportedSchema("a schema must be an object or true");
  const schema = settle(given, place.root);
  const keyword = unread.find((keyword) => keyword in schema);
  if (keyword !== undefined) throw new UnsupportedSchema(`${keyword}: this keyword is not read`);

  if ("const" in schema) return schema["const"];
  const { enum: values, anyOf, oneOf } = schema;
  if (Array.isArray(values)) return values[place.turn % values.length];
  const branches = anyOf ?? oneOf;
  if (Array.isArray(branches)) return fromBranches(schema, branches, place);

  switch (typeOf(schema)) {
    case "null":
      return null;
    case "boolean":
      return place.turn % 2 === 1;
    case "integer":
    case "number":
      return number(schema, place.turn);
    case "string":
      return string(schema, place.turn);
    case "array":
      return list(schema, place);
    default:
      return object(schema, place);
  }
}

/** Follows references and folds `allOf` in. */
function settle(schema: JsonSchema, root: unknown, hops = 0): JsonSchema {
  const { $ref, allOf, ...rest } = schema;
  if ($ref === undefined && allOf === undefined) return schema;
  if (hops > deepest) throw new UnsupportedSchema("$ref: the references lead in a circle");
  const parts = [...(typeof $ref === "string" ? [resolve($ref, root)] : []), ...(Array.isArray(allOf) ? allOf : [])];
  const settled = parts.filter(isSchema).map((part) => settle(part, root, hops + 1));
  return [...settled, rest].reduce(merge, {});
}

function merge(a: JsonSchema, b: JsonSchema): JsonSchema {
  const merged: Record<string, unknown> = { ...a, ...b };
  if (a["properties"] && b["properties"])
    merged["properties"] = { ...(a["properties"] as object), ...(b["properties"] as object) };
  if (a["required"] && b["required"]) merged["required"] = [...(a["required"] as []), ...(b["required"] as [])];
  for (const [keyword, pick] of [
    ["minimum", Math.max],
    ["minLength", Math.max],
    ["minItems", Math.max],
    ["maximum", Math.min],
    ["maxLength", Math.min],
    ["maxItems", Math.min],
  ] as const) {
    if (keyword in a && keyword in b) merged[keyword] = pick(a[keyword] as number, b[keyword] as number);
  }
  return merged;
}

function resolve(ref: string, root: unknown): unknown {
  if (!ref.startsWith("#")) throw new UnsupportedSchema(`$ref: ${ref} is not in the schema itself`);
  const steps = ref
    .slice(1)
    .split("/")
    .slice(1)
    .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"));
  const found = steps.reduce<unknown>(
    (value, step) => (isSchema(value) || Array.isArray(value) ? (value as JsonSchema)[step] : undefined),
    root,
  );
  if (found === undefined) throw new UnsupportedSchema(`$ref: ${ref} leads nowhere`);
  return found;
}

function fromBranches(schema: JsonSchema, branches: readonly unknown[], place: Place): unknown {
  const { anyOf: _, oneOf: __, ...rest } = schema;
  let failure: unknown;
  for (const branch of branches) {
    try {
      return make(isSchema(branch) ? merge(rest, settle(branch, place.root)) : rest, {
        ...place,
        depth: place.depth + 1,
      });
    } catch (error) {
      failure = error;
    }
  }
  throw failure ?? new UnsupportedSchema("anyOf: has no branch");
}

function typeOf(schema: JsonSchema): unknown {
  const { type } = schema;
  if (Array.isArray(type)) return type.find((name) => name !== "null") ?? "null";
  if (type !== undefined) return type;
  if ("items" in schema || "prefixItems" in schema) return "array";
  if ("pattern" in schema || "format" in schema || "minLength" in schema) return "string";
  return "minimum" in schema || "maximum" in schema || "multipleOf" in schema ? "number" : "object";
}

function object(schema: JsonSchema, place: Place): Record<string, unknown> {
  const properties = (schema["properties"] ?? {}) as Record<string, unknown>;
  const required = (schema["required"] ?? []) as string[];
  const names = place.depth < fullDepth ? [...new Set([...Object.keys(properties), ...required])] : required;
  const below = { ...place, depth: place.depth + 1 };
  const extra = isSchema(schema["additionalProperties"]) ? schema["additionalProperties"] : {};
  const entries = names.map(
    (name) => [name, make(Object.hasOwn(properties, name) ? properties[name] : extra, below)] as const,
  );
  if (entries.length < Number(schema["minProperties"] ?? 0))
    throw new UnsupportedSchema("minProperties: more than the schema names");
  return Object.fromEntries(entries);
}

function list(schema: JsonSchema, place: Place): unknown[] {
  const first = (schema["prefixItems"] ?? []) as unknown[];
  const least = Number(schema["minItems"] ?? 0);
  const most = Number(schema["maxItems"] ?? Number.POSITIVE_INFINITY);
  const wanted = Math.min(most, Math.max(least, place.depth < fullDepth ? Math.max(first.length, 1) : 0));
  const rest = schema["items"] === undefined || schema["items"] === true ? {} : schema["items"];
  const length = rest === false ? Math.min(wanted, first.length) : wanted;
  const unique = schema["uniqueItems"] === true;
  const items = Array.from({ length }, (_, index) =>
    make(first[index] ?? rest, { ...place, depth: place.depth + 1, turn: unique ? index : place.turn }),
  );
  if (unique && new Set(items.map((item) => JSON.stringify(item))).size < items.length) {
    throw new UnsupportedSchema("uniqueItems: so many different items cannot be made");
  }
  return items;
}

function number(schema: JsonSchema, turn: number): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema as Record<
    string,
    number | undefined
  >;
  const whole = typeOf(schema) === "integer";
  const step = multipleOf ?? (whole ? 1 : 0.5);
  const low = Math.max(minimum ?? -Infinity, exclusiveMinimum ?? -Infinity);
  const high = Math.min(maximum ?? Infinity, exclusiveMaximum ?? Infinity);
  const fits = (value: number): boolean =>
    value >= low &&
    value <= high &&
    value !== exclusiveMinimum &&
    value !== exclusiveMaximum &&
    (!whole || Number.isInteger(value));
  const start = low > -Infinity ? Math.ceil(low / step) : high < Infinity ? Math.min(0, Math.floor(high / step)) : 0;
  const candidates = [start, start + 1, start + 2, start - 1, start - 2].map((times) => times * step);
  const between = multipleOf === undefined && !whole ? [(low + high) / 2] : [];
  const fitting = [...candidates, ...between].filter(fits);
  const chosen = fitting[0];
  if (chosen === undefined) throw new UnsupportedSchema("minimum, maximum: no number lies between");
  const later = chosen + turn * step;
  return fits(later) ? later : (fitting[turn % fitting.length] ?? chosen);
}

const formats: Readonly<Record<string, string>> = {
  date: "2025-01-01",
  "date-time": "2025-01-01T00:00:00Z",
  time: "00:00:00Z",
  duration: "P1D",
  email: "user@example.com",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uri: "https://example.com/",
  url: "https://example.com/",
  uuid: "00000000-0000-4000-8000-000000000000",
};

const samples = [
  "text",
  "Text",
  "a",
  "A",
  "0",
  "1",
  "12",
  "123",
  "1234",
  "12345",
  "a1",
  "A1",
  "AB",
  "ABC",
  "AB-12",
  "abc-123",
  "a_b",
  "+1234567890",
  "#aabbcc",
  "1.0",
  "1.0.0",
  "12:00",
  "2025-01",
  "+49 30 123456",
  "text text",
  "/a",
  ...Object.values(formats),
];

function string(schema: JsonSchema, turn: number): string {
  const least = Number(schema["minLength"] ?? 0);
  const most = Number(schema["maxLength"] ?? Number.POSITIVE_INFINITY);
  const { pattern, format } = schema;
  const known = formats[String(format)];
  if (known !== undefined) return known;
  const fitted = (text: string): string => [...text.padEnd(least, "x")].slice(0, most).join("");
  const plain = fitted(turn === 0 ? "text" : `${turn} text`);
  if (typeof pattern !== "string") return plain;
  const regexp = new RegExp(pattern, "u");
  const candidates = [
    plain,
    ...samples.flatMap((text) => [
      text,
      fitted(text),
      fitted(text.repeat(8)),
      text[0]?.repeat(Math.max(least, 1)) ?? "",
    ]),
  ];
  const found = candidates.filter((text) => regexp.test(text) && [...text].length >= least && [...text].length <= most);
  if (found.length === 0) throw new UnsupportedSchema(`pattern: no text was found for ${pattern}`);
  return found[turn % found.length] ?? "";
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
