import { beforeEach, describe, expect, test, vi } from "vitest";
import { SpecError } from "../../codegen/problem.ts";
import { operationRows } from "../../codegen/typescript/operations.ts";
import { validators } from "../../codegen/typescript/validators.ts";
import { copyOf, newest } from "../support/documents.ts";

// AJV's code as another version of AJV might write it.
const ajv = vi.hoisted(() => ({ rewrite: (code: string) => code }));
vi.mock("ajv/dist/standalone/index.js", async (original) => {
  const { default: standalone } = await original<{ default: { default: (...given: never[]) => string } }>();
  return { default: { default: (...given: never[]) => ajv.rewrite(standalone.default(...given)) } };
});

const document = copyOf(newest, "3.1");
const generate = () => validators(document, operationRows(document));

beforeEach(() => {
  ajv.rewrite = (code) => code;
});

test("AJV's code as it is gives a module", () => {
  expect(generate()).toContain("export const validateModelInfo: Validator<ModelInfo> = ");
});

describe("E04: AJV's code in another form is refused, and what to mend is reported", () => {
  test.each<[what: string, from: string | RegExp, to: string]>([
    ["another way to length a text", "ajv/dist/runtime/ucs2length", "ajv/dist/runtime/length"],
    ["code from text", /^/, 'new Function("return 1");\n'],
    ["another way to export", /^export const (\w+) = (\w+);$/gm, "export { $2 as $1 };"],
    ["no exports", /^export const .*$/gm, ""],
    ["schemas that are not constants", /^const (schema\d+)/gm, "let $1"],
    ["places in the schema told in another way", /schemaPath:/g, "schemaPath: "],
    ["the value of a tag under another name", /tagValue: tag(\d+)/g, "tagValue: data.tag$1"],
    ["tags that are compared in another way", /tag(\d+) === /g, "tag$1 == "],
    ["what a validator is given next to the value", /rootData=data/g, "rootData = data"],
    ["what it gives on next to a value within", /,rootData\}/g, ",rootData,data}"],
  ])("%s", (_, from, to) => {
    const change = vi.fn((code: string) => code.replace(from, to));
    ajv.rewrite = change;
    expect(generate).toThrow(SpecError);
    expect(generate).toThrow(
      /^spec: validators: AJV's standalone code has another form than expected \(.+\): mend codegen\/typescript\/validators\.ts\.$/,
    );
    expect(change.mock.results[0]?.value).not.toBe(change.mock.calls[0]?.[0]);
  });
});
