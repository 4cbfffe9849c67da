import { describe, expect, test } from "vitest";
import type { Schema } from "../../codegen/document.ts";
import {
  additionalProperties,
  discriminatorMappings,
  eventStreams,
  jsonFirst,
  normalise,
  nulls,
  openEnums,
  reachable,
  references,
  safeIntegers,
  shareComponents,
  sources,
} from "../../codegen/openapi/normalise.ts";
import { fragment, operation, ref } from "./fragment.ts";

const steps = {
  references,
  openEnums,
  nulls,
  additionalProperties,
  discriminatorMappings,
  eventStreams,
  safeIntegers,
  jsonFirst,
  sources,
  shareComponents,
  reachable,
};

describe("E04: a step that finds nothing to do fails", () => {
  test.each(Object.entries(steps))("%s", (name, step) => {
    expect(() => normalise(fragment({}), { [name]: step })).toThrow(
      `spec: normalise/${name}: found nothing to do. Delete the step if TypeSpec no longer needs it, or mend what it looks for.\n    seen in v 3.2`,
    );
  });
});

test("the emitted document is left as it was", () => {
  const emitted = fragment({ A: { type: "object" } });
  normalise(emitted, { additionalProperties });
  expect(emitted).toEqual(fragment({ A: { type: "object" } }));
});

/** What a step makes of schemas. */
function schemasAfter(step: keyof typeof steps, schemas: Record<string, Schema>): Record<string, Schema> {
  return normalise(fragment(schemas), { [step]: steps[step] }).components.schemas;
}

test("references: words of a property stand next to its reference", () => {
  expect(schemasAfter("references", { A: { properties: { b: { allOf: [ref("B")], description: "w" } } } })).toEqual({
    A: { properties: { b: { ...ref("B"), description: "w" } } },
  });
});

test("E23: openEnums: a union of string and literals is a string whose values are documented", () => {
  const A = { anyOf: [{ type: "string" }, { type: "string", enum: ["x", "y"] }], description: "w" };
  expect(schemasAfter("openEnums", { A })).toEqual({
    A: {
      type: "string",
      "x-extensible-enum": ["x", "y"],
      description: "w\n\nKnown values: `x`, `y`; others may come.",
    },
  });
});

describe("E21, E22: nulls", () => {
  test.each<[string, Record<string, Schema>, Record<string, Schema>]>([
    [
      "a plain type lists null",
      { A: { anyOf: [{ type: "integer" }, { type: "null" }], minimum: 0 } as Schema },
      { A: { type: ["integer", "null"], minimum: 0 } },
    ],
    [
      "of several branches the first does",
      { A: { anyOf: [{ type: "string" }, { type: "integer" }, { type: "null" }] } },
      { A: { anyOf: [{ type: ["string", "null"] }, { type: "integer" }] } },
    ],
    [
      "what is referred to becomes nullable itself",
      { A: { properties: { b: { anyOf: [ref("B"), { type: "null" }] } } }, B: { type: "object" } },
      { A: { properties: { b: ref("B") } }, B: { type: ["object", "null"] } },
    ],
  ])("%s", (_, before, after) => {
    expect(schemasAfter("nulls", before)).toEqual(after);
  });

  test("a model that is nullable in one position alone is refused, with what to do", () => {
    const A = { properties: { b: { anyOf: [ref("B"), { type: "null" }] }, c: ref("B") } };
    expect(() => schemasAfter("nulls", { A, B: { type: "object" } })).toThrow(
      "normalise/nulls: B may be null in another place but not here: declare two models.\n    seen in v 3.2#/components/schemas/A/properties/c",
    );
  });

  test("a closed list of values cannot be nullable", () => {
    const A = { anyOf: [{ type: "string", enum: ["x"] }, { type: "null" }] };
    expect(() => schemasAfter("nulls", { A })).toThrow(
      "only a schema with one type and no closed list of values may be null",
    );
  });
});

test("E33: additionalProperties: what else may come is stated", () => {
  const schemas = {
    A: { type: "object" },
    B: { type: "object", unevaluatedProperties: {} },
    C: { type: ["object", "null"] },
  };
  expect(schemasAfter("additionalProperties", schemas)).toEqual({
    A: { type: "object", additionalProperties: false },
    B: { type: "object", additionalProperties: {} },
    C: { type: ["object", "null"], additionalProperties: false },
  });
});

describe("E25, E26: discriminatorMappings", () => {
  const leaf = (tag: string): Schema => ({ type: "object", required: ["k"], properties: { k: { enum: [tag] } } });
  const union: Schema = { oneOf: [ref("A"), ref("B")], discriminator: { propertyName: "k" } };

  test("every variant is mapped", () => {
    const { U } = schemasAfter("discriminatorMappings", { U: union, A: leaf("a"), B: leaf("b") });
    expect(U?.discriminator?.mapping).toEqual({ a: ref("A").$ref, b: ref("B").$ref });
  });

  test.each<[string, Schema]>([
    ["without a required tag", { ...leaf("b"), required: [] }],
    ["with two values of the tag", { ...leaf("b"), properties: { k: { enum: ["b", "c"] } } }],
  ])("a variant %s is refused", (_, B) => {
    expect(() => schemasAfter("discriminatorMappings", { U: union, A: leaf("a"), B })).toThrow(
      "every variant is to be a named model with one required literal `k`.\n    seen in v 3.2#/components/schemas/U",
    );
  });
});

test("E34: eventStreams: an event needs data and no name, and is one of its kinds", () => {
  const oneOf = [{ properties: { data: { contentSchema: ref("A") } } }, { properties: { data: { const: "[DONE]" } } }];
  const paths = { "/a": { post: { x: { itemSchema: { required: ["event"], oneOf } } } } };
  const { paths: after } = normalise(fragment({}, paths), { eventStreams });
  expect(after["/a"]?.["post"]).toEqual({
    x: {
      itemSchema: {
        type: "object",
        required: ["data"],
        properties: { data: { type: "string" } },
        additionalProperties: {},
        anyOf: oneOf,
      },
    },
  });
});

test("E35: safeIntegers: what is declared safe is bounded by what JSON numbers carry, or more tightly", () => {
  const schemas = {
    A: { type: "integer", format: "double-int" },
    B: { type: "integer", format: "double-int", minimum: 0 },
    C: { type: "integer", format: "int64" },
  };
  expect(schemasAfter("safeIntegers", schemas)).toMatchObject({
    A: { format: "int64", minimum: -(2 ** 53) + 1, maximum: 2 ** 53 - 1 },
    B: { format: "int64", minimum: 0, maximum: 2 ** 53 - 1 },
  });
});

test("sources: the keys at the end of a paragraph stand apart from its words", () => {
  const schemas = {
    A: { description: "A text [a]. [chat] [wire]\n\nKnown values: `a`." },
    B: { description: "[b] c." },
  };
  expect(schemasAfter("sources", schemas)).toEqual({
    A: { description: "A text [a].\n\nKnown values: `a`.", "x-source": ["chat", "wire"] },
    B: { description: "[b] c." },
  });
});

test("E29: jsonFirst: JSON comes before the stream", () => {
  const paths = { "/a": { post: operation({ "text/event-stream": {}, "application/json": {} }) } };
  const { paths: after } = normalise(fragment({}, paths), { jsonFirst });
  expect(Object.keys(after["/a"]?.["post"]?.responses["200"]?.content ?? {})).toEqual([
    "application/json",
    "text/event-stream",
  ]);
});

test("shareComponents: what operations have in common is written once", () => {
  const parameter = { name: "api-version", in: "query", schema: { type: "string" } };
  const failure = { description: "f", headers: { "retry-after": { schema: { type: "string" } } } };
  const one = { ...operation({}), parameters: [parameter], responses: { "4XX": failure } };
  const { paths, components } = normalise(fragment({}, { "/a": { get: one }, "/b": { get: structuredClone(one) } }), {
    shareComponents,
  });
  for (const route of ["/a", "/b"]) {
    expect(paths[route]?.["get"]).toMatchObject({
      parameters: [{ $ref: "#/components/parameters/ApiVersion" }],
      responses: { "4XX": { $ref: "#/components/responses/ClientError" } },
    });
  }
  expect(components.parameters).toEqual({ ApiVersion: parameter });
  expect(components.responses?.["ClientError"]?.headers).toEqual({
    "retry-after": { $ref: "#/components/headers/RetryAfter" },
  });
});

test("reachable: schemas that nothing leads to are left out, the others stand in order", () => {
  const schemas = { B: { properties: { a: ref("A") } }, Z: {}, A: {} };
  const paths = { "/a": { post: operation({ "application/json": { schema: ref("B") } }) } };
  expect(Object.keys(normalise(fragment(schemas, paths), { reachable }).components.schemas)).toEqual(["A", "B"]);
});
