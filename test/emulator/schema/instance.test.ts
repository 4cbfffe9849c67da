import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formats } from "../../../src/emulator/schema/formats.ts";
import { instance } from "../../../src/emulator/schema/instance.ts";
import { UnsupportedSchema } from "../../../src/emulator/schema/read.ts";
import { violation } from "../../../src/emulator/schema/violation.ts";

const options = {
  strict: false,
  formats: Object.fromEntries(Object.entries(formats).map(([name, { pattern }]) => [name, pattern])),
};
const whole = new Ajv2020(options);
// To keep track of members for `unevaluatedProperties`, AJV 8.20 writes code that fails under `if`.
const untracked = new Ajv2020(options);
untracked.opts.unevaluated = false;
const fits = (schema: object, value: unknown, ajv = untracked): boolean => ajv.compile(schema)(value);

/** Schemas as people write them for tools and answers: all of them can be met. */
const usual: fc.Arbitrary<object> = fc.letrec((tie) => ({
  schema: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("leaf"),
    tie("object"),
    tie("list"),
    tie("nullable"),
    tie("tagged"),
  ),
  leaf: fc.oneof(
    fc.record({ type: fc.constantFrom("null", "boolean", "string", "integer", "number") }),
    fc.record({ type: fc.constant(["string", "null"]) }),
    fc.record({ enum: fc.array(fc.jsonValue({ maxDepth: 1 }), { minLength: 1, maxLength: 4 }) }),
    fc.record({ const: fc.jsonValue({ maxDepth: 1 }) }),
    fc.record({ type: fc.constant("string"), format: fc.constantFrom(...Object.keys(formats)) }),
    fc.record({
      type: fc.constant("string"),
      pattern: fc.constantFrom(
        "^[A-Z]{2,4}-\\d{3,}$",
        "^(?:ab|c)+x?$",
        "^\\+?[1-9]\\d{6,14}$",
        "[^a-z]\\.js$",
        "^\\S+@\\S+$",
      ),
    }),
    fc
      .tuple(fc.nat(9), fc.nat(9))
      .map(([least, more]) => ({ type: "string", minLength: least, maxLength: least + more })),
    fc
      .tuple(fc.integer({ min: -99, max: 99 }), fc.nat(99))
      .map(([low, more]) => ({ type: "integer", minimum: low, maximum: low + more })),
    fc
      .tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: 2, max: 99 }))
      .map(([low, more]) => ({ type: "number", exclusiveMinimum: low, exclusiveMaximum: low + more })),
    fc.constantFrom(0.01, 0.1, 1, 3, 7).map((multipleOf) => ({ type: "number", minimum: 0.25, multipleOf })),
  ),
  object: fc
    .dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tie("schema"), { maxKeys: 4 })
    .chain((properties) =>
      fc
        .subarray(Object.keys(properties))
        .map((required) => ({ type: "object", properties, required, additionalProperties: false })),
    ),
  list: fc
    .tuple(tie("schema"), fc.nat(3), fc.nat(3))
    .map(([items, least, more]) => ({ type: "array", items, minItems: least, maxItems: least + more })),
  nullable: tie("schema").map((schema) => ({ anyOf: [schema, { type: "null" }] })),
  tagged: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }).map((schemas) => ({
    oneOf: schemas.map((value, index) => ({
      type: "object",
      properties: { kind: { const: `k${index}` }, value },
      required: ["kind", "value"],
    })),
  })),
})).schema as fc.Arbitrary<object>;

const some = <Value>(members: Record<string, fc.Arbitrary<Value>>) => fc.record(members, { requiredKeys: [] });
const names = fc.constantFrom("a", "b", "c");

/** Keywords beside one another: many contradict themselves. */
const wild: fc.Arbitrary<object> = fc.letrec((tie) => {
  const list = fc.array(tie("schema"), { minLength: 1, maxLength: 3 });
  return {
    schema: fc.oneof(
      { depthSize: "small" },
      some({ type: fc.constantFrom("string", "number", "integer", "object", "array", "null", "boolean") }),
      some<unknown>({
        type: fc.constantFrom("integer", "number"),
        minimum: fc.integer({ min: -5, max: 5 }),
        maximum: fc.integer({ min: -5, max: 9 }),
        exclusiveMinimum: fc.integer({ min: -5, max: 5 }),
        exclusiveMaximum: fc.integer({ min: -5, max: 9 }),
        multipleOf: fc.constantFrom(0.1, 0.5, 2, 3),
      }),
      some<unknown>({
        type: fc.constant("string"),
        minLength: fc.nat(5),
        maxLength: fc.nat(9),
        pattern: fc.constantFrom("^a+$", "^[A-Z]{3}-\\d+$", "x"),
        format: fc.constantFrom("date", "email", "uuid"),
      }),
      some<unknown>({
        properties: fc.dictionary(names, tie("schema")),
        patternProperties: fc.dictionary(fc.constantFrom("^a", "b$"), tie("schema")),
        additionalProperties: fc.oneof(fc.boolean(), tie("schema")),
        propertyNames: fc.constant({ maxLength: 1 }),
        required: fc.uniqueArray(names),
        dependentRequired: fc.dictionary(names, fc.uniqueArray(names)),
        minProperties: fc.nat(3),
        maxProperties: fc.nat(3),
      }),
      some<unknown>({
        prefixItems: list,
        items: fc.oneof(fc.boolean(), tie("schema")),
        minItems: fc.nat(3),
        maxItems: fc.nat(4),
        uniqueItems: fc.boolean(),
      }),
      // Never beside prefixItems: there, AJV 8.20 lets an empty list pass.
      some<unknown>({ items: tie("schema"), contains: tie("schema"), maxItems: fc.nat(4) }),
      some<unknown>({ anyOf: list, oneOf: list, allOf: list, not: tie("schema") }),
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      some<unknown>({ if: tie("schema"), then: tie("schema"), else: tie("schema") }),
    ),
  };
}).schema as fc.Arbitrary<object>;

test("a value fits the schema that it was made for, says AJV, and is the same each time", () => {
  fc.assert(
    fc.property(usual, (schema) => {
      const value = instance(schema);
      expect(instance(schema)).toEqual(value);
      expect(fits(schema, value), JSON.stringify([schema, value])).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test("whatever the keywords, a value fits or is refused", () => {
  let made = 0;
  fc.assert(
    fc.property(wild, (schema) => {
      let value: unknown;
      try {
        value = instance(schema);
      } catch (error) {
        expect(error).toBeInstanceOf(UnsupportedSchema);
        return;
      }
      made += 1;
      expect(fits(schema, value), JSON.stringify([schema, value])).toBe(true);
    }),
    { numRuns: 400 },
  );
  expect(made).toBeGreaterThan(60);
});

test("the check agrees with AJV on values that were not made for the schema", () => {
  fc.assert(
    fc.property(wild, fc.jsonValue({ maxDepth: 2 }), (schema, value) => {
      // Small numbers with one digit: AJV tells whole multiples by their text, which large ones write as 1e21.
      const plain: unknown = JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
        typeof inner === "number" ? Math.round((inner % 100) * 10) / 10 + 0 : inner,
      );
      const found = violation(schema, plain, { root: schema, steps: 0 });
      expect(found === undefined, JSON.stringify([schema, plain, found])).toBe(fits(schema, plain));
    }),
    { numRuns: 400 },
  );
});

describe("each keyword has its say", () => {
  test.each<[object, unknown]>([
    [
      { type: "object", properties: { a: { type: "string" } }, required: ["b"] },
      { a: "text", b: {} },
    ],
    [{ $ref: "#/$defs/n", $defs: { n: { const: 7 } } }, 7],
    [{ $ref: "#/$defs/a~1b%25", $defs: { "a/b%": { const: 8 } } }, 8],
    [{ allOf: [{ properties: { a: { const: 1 } } }, { properties: { b: { const: 2 } } }] }, { a: 1, b: 2 }],
    [{ allOf: [{ enum: [1, 2] }, { enum: [2, 3] }] }, 2],
    [{ allOf: [{ anyOf: [{ const: 1 }, { const: 2 }] }, { anyOf: [{ const: 2 }, { const: 3 }] }] }, 2],
    [{ anyOf: [{ type: "integer" }], oneOf: [{ minimum: 5 }, { type: "string" }] }, 5],
    [{ oneOf: [{ not: {} }, { const: 1 }] }, 1],
    [{ oneOf: [{ type: "integer" }, { type: "number" }] }, 0.5],
    [{ type: "string", enum: [1, "a"] }, "a"],
    [{ not: { type: "string" } }, {}],
    [
      { if: { required: ["a"] }, else: false, properties: { a: {}, b: {} } },
      { a: {}, b: {} },
    ],
    [{ allOf: [{ properties: { a: { const: 1 } } }], unevaluatedProperties: false }, { a: 1 }],
    [{ prefixItems: [{ const: 1 }, { const: 2 }], items: false }, [1, 2]],
    [{ items: { type: "integer" }, contains: { minimum: 3 } }, [3]],
    [{ type: "array", items: { type: "integer" }, minItems: 3, uniqueItems: true }, [0, 1, 2]],
    [{ type: "array", prefixItems: [{ const: 1 }], items: { enum: [1, 2] }, minItems: 2, uniqueItems: true }, [1, 2]],
    [
      { type: "array", items: { type: "string", format: "date" }, minItems: 2, uniqueItems: true },
      ["2025-01-01", "2025-01-02"],
    ],
    [{ type: "object", minProperties: 1 }, { member1: {} }],
    [{ properties: { a: { const: 1 }, b: { const: 2 } }, required: ["b"], maxProperties: 1 }, { b: 2 }],
    [{ type: "object", patternProperties: { "^x": { const: 1 } }, required: ["xy"] }, { xy: 1 }],
    [{ properties: { a: { const: 1 }, b: false, c: { pattern: "(?=c)" } } }, { a: 1 }],
    [{ type: "string", pattern: "^[A-Z]{2}-\\d{2}$" }, "AA-00"],
    [{ type: "string", pattern: "^(?<a>v|w)\\.\\x41[^\\W\\d]\\u{62}$" }, "v.Aab"],
    [{ type: "string", pattern: "^a", minLength: 4 }, "axxx"],
    [{ type: "number", multipleOf: 0.1, minimum: 0.25 }, 0.4],
    [{ minimum: 0.25, maximum: 0.375 }, 0.3125],
    [{ maximum: -3, type: "integer" }, -3],
  ])("%j", (schema, value) => {
    expect(instance(schema)).toEqual(value);
    expect(fits(schema, value, whole)).toBe(true);
  });

  test("a schema that refers to itself comes to an end, however wide it is", () => {
    const properties = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`p${n}`, { $ref: "#/$defs/node" }]));
    const schema = { $ref: "#/$defs/node", $defs: { node: { type: "object", properties } } };
    const value = instance(schema);
    expect(fits(schema, value)).toBe(true);
    expect(JSON.stringify(value).length).toBeLessThan(100_000);
  });

  test.each<[unknown, string]>([
    [{ not: {} }, "not: no value was found that meets it"],
    [{ $ref: "#/$defs/lost" }, "$ref: #/$defs/lost leads nowhere"],
    [{ $ref: "#/%" }, "$ref: #/% leads nowhere"],
    [{ $ref: "#anchor" }, "$ref: #anchor is not a place in the schema itself"],
    [{ $ref: "https://example.org/s" }, "$ref: https://example.org/s is not a place in the schema itself"],
    [{ $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/a" } } }, "$ref: the references lead in a circle"],
    [
      { type: "object", required: ["a"], properties: { a: { $ref: "#" } } },
      "$ref: the schema requires itself without end",
    ],
    [
      { $ref: "#/$defs/a", $defs: { a: { allOf: [{ $ref: "#/$defs/a" }, { $ref: "#/$defs/a" }] } } },
      "$ref: the references lead in a circle",
    ],
    [{ type: "string", pattern: "^\\p{Lu}{3}[!?]$" }, "pattern: no text was found for ^\\p{Lu}{3}[!?]$"],
    [{ type: "string", pattern: "(" }, "pattern: must be a regular expression"],
    [{ type: "string", pattern: "(?:a{1000}){1000}" }, "pattern: no text was found for (?:a{1000}){1000}"],
    [{ type: "string", minLength: 1e9 }, "minLength: more than 100000"],
    [{ type: "array", minItems: 1e9 }, "minItems: more than 10000"],
    [{ minimum: 2, maximum: 1 }, "minimum, maximum, multipleOf: no number was found that fits"],
    [
      { type: "array", items: { const: 1 }, minItems: 2, uniqueItems: true },
      "uniqueItems: so many different items cannot be made",
    ],
    [{ required: ["a"], unevaluatedProperties: false }, "unevaluatedProperties: no value was found that meets it"],
    [{ required: ["a"], additionalProperties: false }, "required: a is forbidden by the same schema"],
    [{ allOf: [{ type: "string" }, { type: "null" }] }, "type: the types have nothing in common"],
    [{ type: "any" }, "type: must be among null, boolean, integer, number, string, array, object"],
    [{ enum: [] }, "enum: must be a list that is not empty"],
    [{ properties: null }, "properties: must be an object of schemas"],
    [{ required: "a" }, "required: must be a list of texts"],
    [{ multipleOf: 0 }, "multipleOf: must be a number above 0"],
    [{ $dynamicRef: "#a" }, "$dynamicRef: must be absent: this keyword is not read"],
    [
      // Audit E12: this took 15 s.
      { allOf: [{ type: "string", pattern: "^a{28}!$" }, { pattern: "^(a+)+$" }] },
      "schema: no value was found within 1000 ms; simplify its patterns",
    ],
    [7, "schema: must be an object, true or false"],
    [false, "false: no value fits"],
  ])("what cannot be made is refused by keyword: %j", (schema, message) => {
    expect(() => instance(schema)).toThrow(new UnsupportedSchema(message));
  });
});
