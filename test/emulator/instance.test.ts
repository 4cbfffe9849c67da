import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instance, UnsupportedSchema } from "../../src/emulator/instance.ts";

const ajv = new Ajv2020({ strict: false, formats: { date: /^\d{4}-\d\d-\d\d$/, email: /@/, uuid: /^[0-9a-f-]{36}$/ } });

/** Schemas as people write them for tools and answers: all of them can be met. */
const schemas: fc.Arbitrary<object> = fc.letrec((tie) => ({
  schema: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("leaf"),
    tie("object"),
    tie("list"),
    tie("union"),
  ),
  leaf: fc.oneof(
    fc.record({ type: fc.constantFrom("null", "boolean", "string", "integer", "number") }),
    fc.record({ type: fc.constant(["string", "null"]) }),
    fc.record({ enum: fc.array(fc.jsonValue({ maxDepth: 1 }), { minLength: 1, maxLength: 4 }) }),
    fc.record({ const: fc.jsonValue({ maxDepth: 1 }) }),
    fc.record({ type: fc.constant("string"), format: fc.constantFrom("date", "email", "uuid") }),
    fc
      .tuple(fc.nat(9), fc.nat(9))
      .map(([least, more]) => ({ type: "string", minLength: least, maxLength: least + more })),
    fc
      .tuple(fc.integer({ min: -99, max: 99 }), fc.nat(99))
      .map(([low, more]) => ({ type: "integer", minimum: low, maximum: low + more })),
    fc
      .tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: 2, max: 99 }))
      .map(([low, more]) => ({ type: "number", exclusiveMinimum: low, exclusiveMaximum: low + more })),
    fc.integer({ min: 1, max: 9 }).map((multipleOf) => ({ type: "integer", multipleOf })),
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
  union: fc.array(tie("leaf"), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
})).schema as fc.Arbitrary<object>;

test("a value fits the schema that it was made for, and is the same each time", () => {
  fc.assert(
    fc.property(schemas, (schema) => {
      const value = instance(schema);
      expect(instance(schema)).toEqual(value);
      const validate = ajv.compile(schema);
      expect(validate(value), JSON.stringify([schema, value, validate.errors])).toBe(true);
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
    [{ allOf: [{ properties: { a: { const: 1 } } }, { properties: { b: { const: 2 } } }] }, { a: 1, b: 2 }],
    [{ oneOf: [{ not: {} }, { const: 1 }] }, 1],
    [{ prefixItems: [{ const: 1 }, { const: 2 }], items: false }, [1, 2]],
    [{ type: "array", items: { type: "integer" }, minItems: 3, uniqueItems: true }, [0, 1, 2]],
    [{ type: "string", pattern: "^[A-Z]{2}-\\d{2}$" }, "AB-12"],
    [{ minimum: 0.25, maximum: 0.375 }, 0.3125],
    [{ maximum: -3, type: "integer" }, -3],
  ])("%j", (schema, value) => {
    expect(instance(schema)).toEqual(value);
  });

  test("a schema that refers to itself comes to an end", () => {
    const schema = {
      $ref: "#/$defs/node",
      $defs: { node: { type: "object", properties: { next: { $ref: "#/$defs/node" } } } },
    };
    expect(ajv.compile(schema)(instance(schema))).toBe(true);
  });

  test.each<[object, string]>([
    [{ not: {} }, "not: this keyword is not read"],
    [{ $ref: "#/$defs/lost" }, "$ref: #/$defs/lost leads nowhere"],
    [{ $ref: "https://example.org/s" }, "$ref: https://example.org/s is not in the schema itself"],
    [{ $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/a" } } }, "$ref: the references lead in a circle"],
    [
      { type: "object", required: ["a"], properties: { a: { $ref: "#" } } },
      "$ref: the schema requires itself without end",
    ],
    [{ type: "string", pattern: "^\\p{Lu}{3}[!?]$" }, "pattern: no text was found for ^\\p{Lu}{3}[!?]$"],
    [{ minimum: 2, maximum: 1 }, "minimum, maximum: no number lies between"],
    [
      { type: "array", items: { const: 1 }, minItems: 2, uniqueItems: true },
      "uniqueItems: so many different items cannot be made",
    ],
    [{ type: "object", minProperties: 1 }, "minProperties: more than the schema names"],
  ])("what cannot be made is refused by keyword: %j", (schema, message) => {
    expect(() => instance(schema)).toThrow(new UnsupportedSchema(message));
  });
});
