import { Ajv, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Document } from "../../codegen/document.ts";
import { flavours } from "../../codegen/flavours.ts";
import { apiVersions } from "../../generated/operations.ts";
import type { Validator } from "../../generated/validators.ts";
import * as validators from "../../generated/validators.ts";
import { issuesOf } from "../../src/validation/index.ts";
import { copyOf, newest } from "../documents.ts";
import { damages, valuesOf } from "./samples.ts";

const between = (low: number, high: number) => ({
  type: "number" as const,
  validate: (value: number) => value >= low && value <= high,
});
const formats = { int32: between(-(2 ** 31), 2 ** 31 - 1), int64: true, float: true, double: true } as const;
const bodies = [
  "ChatCompletionsOptions",
  "ChatCompletions",
  "ChatCompletionsChunk",
  "CompletionsOptions",
  "Completions",
  "CompletionsChunk",
  "EmbeddingsOptions",
  "EmbeddingsResult",
  "ImageEmbeddingsOptions",
  "ModelInfo",
  "ErrorBody",
  "ContentFilterError",
  "UnsupportedParameterError",
];

/** A validator that AJV makes at run time, by the rules of the document's own version of OpenAPI. */
function compile(document: Document, name: string): ValidateFunction {
  const options = { strict: false, formats, logger: false } as const;
  const ajv = document.openapi.startsWith("3.0.") ? new Ajv(options) : new Ajv2020(options);
  ajv.addSchema(document, "document");
  return ajv.compile({ $ref: `document#/components/schemas/${name}` });
}

describe("the flavours of a version are equal in meaning: each takes and refuses the same values", () => {
  test.each(apiVersions.flatMap((version) => bodies.map((name) => ({ version, name }))))(
    "$version $name",
    ({ version, name }) => {
      const document = copyOf(version, "3.1");
      const schema = { $ref: `#/components/schemas/${name}` };
      const compiled = flavours.map((flavour) => compile(copyOf(version, flavour), name));
      fc.assert(
        fc.property(valuesOf(document, schema), (value) => {
          if (!compiled.every((validate) => validate(value))) throw new Error(`refused: ${JSON.stringify(value)}`);
          for (const { value: damaged, why, pointer } of damages(document, schema, value)) {
            if (compiled.some((validate) => validate(damaged))) throw new Error(`taken: ${why} at ${pointer}`);
          }
        }),
        { numRuns: 15 },
      );
    },
  );
});

const reached = new Set<string>();

describe("type and validator agree: a value of each type is taken, each single damage is refused and pointed at", () => {
  test.each(bodies)("%s", (name) => {
    const document = copyOf(newest, "3.1");
    const schema = { $ref: `#/components/schemas/${name}` };
    const validate: Validator<unknown> = (validators as unknown as Record<string, Validator<unknown>>)[
      `validate${name}`
    ] as Validator<unknown>;
    fc.assert(
      fc.property(valuesOf(document, schema), (value) => {
        if (!validate(value)) throw new Error(`refused: ${JSON.stringify(issuesOf(validate, value))}`);
        for (const { value: damaged, why, pointer } of damages(document, schema, value, (name) => reached.add(name))) {
          const pointers = issuesOf(validate, damaged).map((issue) => issue.pointer);
          if (!pointers.includes(pointer)) throw new Error(`${why} at ${pointer} was told at ${pointers.join()}`);
        }
      }),
      // The same values each time, so that the same models are reached.
      { numRuns: 100, seed: 1 },
    );
  });

  test("every model of the contract was reached, save for parameters", () => {
    const models = Object.keys(copyOf(newest, "3.1").components.schemas).filter((name) => name !== "ExtraParameters");
    expect(models.filter((name) => !reached.has(name))).toEqual([]);
  });
});
