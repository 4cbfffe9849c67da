import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../codegen/document.ts";
import type { Validator } from "../../generated/validators.ts";
import * as validators from "../../generated/validators.ts";
import { issuesOf } from "../../src/validation/index.ts";
import { ofEveryOperation } from "../support/documents.ts";
import { valuesOf } from "./samples.ts";

const { operationValidators: _, ...guards } = validators;
const all = Object.entries(guards) as unknown as [string, Validator<unknown>][];
const document = ofEveryOperation();
const fitting = all.map(([name, validate]) => {
  const values = valuesOf(document, { $ref: `#/components/schemas/${name.replace("validate", "")}` });
  return { name, validate, values };
});

/** The same value with each of its texts replaced. */
function withTexts(value: Json, text: string): Json {
  if (typeof value === "string") return text;
  if (Array.isArray(value)) return value.map((item) => withTexts(item, text));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withTexts(member, text)]));
}

const secret = "s3cret";

/** Any value, and values that nearly fit, with a secret for each text, each tag included now and then. */
const secrets = fc.oneof(
  fc.jsonValue().map((value) => withTexts(value as Json, secret)),
  ...fitting.map(({ values }) => values.map((value) => withTexts(value, secret))),
  fc.record({
    messages: fc.array(
      fc.record({ role: fc.constantFrom(secret, "user"), content: fc.constantFrom(secret, 7, [secret]) }),
    ),
    response_format: fc.record({ type: fc.constantFrom(secret, "json_schema"), json_schema: fc.constant(secret) }),
  }),
);

/** Fails when a value is changed, or stands in what is told of it. */
function tellsAndChangesNothing(validate: Validator<unknown>): void {
  fc.assert(
    fc.property(secrets, (value) => {
      const before = JSON.stringify(value);
      validate(value);
      expect(JSON.stringify(validate.errors ?? null)).not.toContain(secret);
      expect(JSON.stringify(issuesOf(validate, value))).not.toContain(secret);
      expect(JSON.stringify(value)).toBe(before);
    }),
    { endOnFailure: true },
  );
}

test.each(all)("C21, C22: %s changes no value, and shows nothing of it but names of properties", (_, validate) => {
  tellsAndChangesNothing(validate);
});

describe("C21, C22: a validator that does is noticed", () => {
  test.each([
    ["errors that hold the value", { verbose: true }],
    ["members that are removed", { removeAdditional: "all" }],
  ] as const)("%s", (_, options) => {
    const schema = { type: "object", properties: { messages: { type: "array", items: { type: "string" } } } };
    const validate = new Ajv(options).compile(schema) as unknown as Validator<unknown>;
    expect(() => tellsAndChangesNothing(validate)).toThrow("Property failed");
  });
});

describe("C19: a hostile text of 100 KiB costs less than 50 ms wherever it stands", () => {
  const size = 100 * 1024;
  const texts: [what: string, text: string][] = [
    ["letters, then one that the pattern refuses", `${"a".repeat(size)}!`],
    ["letters that the pattern takes", "a".repeat(size)],
    ["characters of two code units", "😀".repeat(size / 4)],
    ["lone surrogates", "\ud83d".repeat(size / 3)],
    ["nulls", "\0".repeat(size)],
    ["quotes and backslashes", '"\\'.repeat(size / 2)],
  ];

  test.each(texts)("%s", (_, text) => {
    for (const { name, validate, values } of fitting) {
      for (const value of fc.sample(values, { numRuns: 5, seed: 1 })) {
        const hostile = withTexts(value, text);
        // The best of three: what else the machine does is not the validator's.
        const times = [0, 0, 0].map(() => {
          const started = performance.now();
          issuesOf(validate, hostile);
          return performance.now() - started;
        });
        expect(Math.min(...times), name).toBeLessThan(50);
      }
    }
  });

  test("it is reported by its length, before its pattern is tried", () => {
    const body = {
      messages: [{ role: "user", content: "" }],
      tools: [{ type: "function", function: { name: texts[0]?.[1] } }],
    };
    expect(issuesOf(validators.validateChatCompletionsOptions, body)).toEqual([
      { pointer: "/tools/0/function/name", message: "must have at most 64 characters" },
    ]);
  });
});
