import { Ajv, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Document, Json, MediaType } from "../../codegen/document.ts";
import { flavours } from "../../codegen/openapi/flavours.ts";
import { apiVersions } from "../../generated/operations.ts";
import type { Validator } from "../../generated/validators.ts";
import * as validators from "../../generated/validators.ts";
import { issuesOf } from "../../src/validation/index.ts";
import { copyOf, newest, ofEveryOperation } from "../support/documents.ts";
import { damages, valuesOf } from "./samples.ts";

const between = (low: number, high: number) => ({
  type: "number" as const,
  validate: (value: number) => value >= low && value <= high,
});
const formats = { int32: between(-(2 ** 31), 2 ** 31 - 1), int64: true, float: true, double: true } as const;
const bodies = Object.keys(validators)
  .filter((name) => name.startsWith("validate"))
  .map((name) => name.slice("validate".length));
const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** Validators that AJV makes at run time, by the rules of the document's own version of OpenAPI. */
function compiler(document: Document): (name: string) => ValidateFunction {
  const options = { strict: false, formats, logger: false } as const;
  const ajv = document.openapi.startsWith("3.0.") ? new Ajv(options) : new Ajv2020(options);
  ajv.addSchema(document, "document");
  return (name) => ajv.compile({ $ref: `document#/components/schemas/${name}` });
}

/** Fails on a value that one validator refuses, and on a damaged one that it takes. */
function agree(
  document: Document,
  name: string,
  compiled: readonly ValidateFunction[],
  runs: fc.Parameters<[Json]>,
): void {
  fc.assert(
    fc.property(valuesOf(document, refTo(name)), (value) => {
      if (!compiled.every((validate) => validate(value))) throw new Error(`refused: ${JSON.stringify(value)}`);
      for (const { value: damaged, why, pointer } of damages(document, refTo(name), value)) {
        if (compiled.some((validate) => validate(damaged))) throw new Error(`taken: ${why} at ${pointer}`);
      }
    }),
    runs,
  );
}

describe.each(apiVersions)("the flavours of %s are equal in meaning", (version) => {
  const documents = flavours.map((flavour) => copyOf(version, flavour));
  const compilers = documents.map(compiler);

  test.each(bodies.filter((name) => name in copyOf(version, "3.1").components.schemas))(
    "each takes and refuses the same values as %s",
    (name) => {
      const compiled = compilers.map((compile) => compile(name));
      agree(copyOf(version, "3.1"), name, compiled, { numRuns: 15 });
    },
  );

  test("what is not a schema is the same, word for word, but for the description of a stream", () => {
    const [oldest, ...others] = documents.map((document) => {
      const { openapi: _, components, ...rest } = structuredClone(document);
      for (const methods of Object.values(rest.paths)) {
        const content = methods["post"]?.responses["200"]?.content as Record<string, MediaType> | undefined;
        if (content?.["text/event-stream"] !== undefined) content["text/event-stream"] = {};
      }
      return { ...rest, components: { ...components, schemas: Object.keys(components.schemas) } };
    });
    for (const other of others) expect(other).toEqual(oldest);
  });
});

describe("a flavour that says something else is noticed", () => {
  type Members = Record<string, Record<string, unknown>>;
  test.each<[what: string, name: string, damage: (schemas: Members) => void]>([
    [
      "a null that is not allowed",
      "ChatCompletions",
      (schemas) =>
        delete (schemas["ChatResponseMessage"] as { properties: Members }).properties["content"]?.["nullable"],
    ],
    ["a member that is not required", "ModelInfo", (schemas) => delete schemas["ModelInfo"]?.["required"]],
    [
      "members that are refused",
      "ChatCompletionsOptions",
      (schemas) => delete schemas["ChatRequestUserMessage"]?.["properties"],
    ],
    [
      "members that are let in",
      "ChatCompletionsOptions",
      (schemas) => Object.assign(schemas["ChatRequestUserMessage"] ?? {}, { additionalProperties: true }),
    ],
    ["a list that is closed", "ModelInfo", (schemas) => Object.assign(schemas["ModelType"] ?? {}, { enum: ["chat"] })],
  ])("%s", (_, name, damage) => {
    const oldest = copyOf(newest, "3.0");
    const document = copyOf(newest, "3.1");
    damage(oldest.components.schemas as unknown as Members);
    const compiled = [compiler(oldest)(name), compiler(document)(name)];
    expect(() => agree(document, name, compiled, { numRuns: 200, seed: 1, endOnFailure: true })).toThrow(
      "Property failed",
    );
  });
});

const reached = new Set<string>();

describe("type and validator agree: a value of each type is taken, each single damage is refused and pointed at", () => {
  const document = ofEveryOperation();
  const byName = validators as unknown as Record<string, Validator<unknown>>;

  test.each(bodies)("%s", (name) => {
    const validate = byName[`validate${name}`] as Validator<unknown>;
    fc.assert(
      fc.property(valuesOf(document, refTo(name)), (value) => {
        if (!validate(value)) throw new Error(`refused: ${JSON.stringify(issuesOf(validate, value))}`);
        for (const damage of damages(document, refTo(name), value, (name) => reached.add(name))) {
          const pointers = issuesOf(validate, damage.value).map(({ pointer }) => pointer);
          if (pointers.join() !== damage.pointer)
            throw new Error(`${damage.why} at ${damage.pointer} was told at ${pointers.join()}`);
        }
      }),
      // The same values each time, so that the same models are reached.
      { numRuns: 100, seed: 1 },
    );
  });

  test("every model of the contract was reached, save for parameters", () => {
    const models = Object.keys(document.components.schemas).filter((name) => name !== "ExtraParameters");
    expect(models.filter((name) => !reached.has(name))).toEqual([]);
  });
});
