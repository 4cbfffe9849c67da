import { readdirSync, readFileSync } from "node:fs";
import { Ajv, type ErrorObject } from "ajv";
import { describe, expect, test } from "vitest";
import { objects } from "../../codegen/document.ts";
import type { Validator } from "../../generated/validators.ts";
import * as validators from "../../generated/validators.ts";
import { issuesOf } from "../../src/validation/index.ts";
import { copyOf } from "../support/documents.ts";

// The example payloads that Azure/azure-rest-api-specs publishes for 2024-04-01-preview. A generator made them up, tags
// included, so some fit no contract; the schemas do not bend for them.

interface Example {
  operationId: string;
  parameters: { body?: object };
  responses: { "200": { body: object } };
}

const folder = "test/spec/examples";
const files = readdirSync(folder).sort();
const read = (file: string): Example => JSON.parse(readFileSync(`${folder}/${file}`, "utf8")) as Example;

const schemas: Record<string, [request: string | undefined, response: string]> = {
  GetChatCompletions: ["ChatCompletionsOptions", "ChatCompletions"],
  GetEmbeddings: ["EmbeddingsOptions", "EmbeddingsResult"],
  GetModelInfo: [undefined, "ModelInfo"],
  GetModelInformation: [undefined, "ModelInfo"],
};

/** What does not fit, by JSON pointer into the file, why, and a value that would fit. */
type Misfit = [pointer: string, why: string, repair: unknown];
const body = "/parameters/body";
const answer = "/responses/200/body";
const role: Misfit = [`${body}/messages/0/role`, "the tag is made up: no such role", "system"];
const content: Misfit = [`${body}/messages/0/content`, "the base type has no content", "text"];
const provider: Misfit = [`${answer}/model_provider_name`, "called model_provider in the first version", "p"];

const misfits: Record<string, { own: Misfit[]; newest: Misfit[] }> = {
  "GetChatCompletions_MaximumSet_Gen.json": {
    own: [
      role,
      content,
      [`${body}/tools/0/function`, "the base type has no function", { name: "f" }],
      [`${body}/tools/0/type`, "the tag is made up: functions are the only tools", "function"],
      [
        `${answer}/choices/0/message/tool_calls/0/function`,
        "the base type has no function",
        { name: "f", arguments: "" },
      ],
    ],
    newest: [
      role,
      content,
      [`${body}/response_format`, "a bare name in the first version, an object since", { type: "text" }],
      [`${body}/tools/0/function`, "the base type has no function", { name: "f" }],
      [`${body}/tools/0/type`, "the tag is made up: functions are the only tools", "function"],
      [
        `${answer}/choices/0/message/tool_calls/0/function`,
        "the base type has no function",
        { name: "f", arguments: "" },
      ],
    ],
  },
  "GetChatCompletions_MinimumSet_Gen.json": { own: [role, content], newest: [role, content] },
  "GetModelInfo_MaximumSet_Gen.json": { own: [], newest: [provider] },
  "GetModelInfo_MinimumSet_Gen.json": { own: [], newest: [provider] },
  "GetModelInformation_MaximumSet_Gen.json": { own: [], newest: [provider] },
  "GetModelInformation_MinimumSet_Gen.json": { own: [], newest: [provider] },
};

/** Where a value first breaks a schema; undefined when it fits. */
type Check = (name: string, value: unknown) => string | undefined;

/** The example's own version, by AJV: it decides tagged unions by their tag, so that it points at the tag. */
function checkOf(version: string): Check {
  const document = copyOf(version, "3.0");
  for (const { value } of objects(document)) {
    if ("discriminator" in value) delete (value["discriminator"] as { mapping?: object }).mapping;
  }
  const ajv = new Ajv({ strict: false, discriminator: true, validateFormats: false }).addSchema(document, "document");
  return (name, value) => {
    const validate = ajv.compile({ $ref: `document#/components/schemas/${name}` });
    if (validate(value)) return undefined;
    const [{ instancePath, params }] = validate.errors as [ErrorObject];
    const member = params["missingProperty"] ?? params["tag"];
    return member === undefined ? instancePath : `${instancePath}/${member}`;
  };
}

/** The newest version, by the validators that are generated from it. */
const checkOfNewest: Check = (name, value) =>
  issuesOf((validators as unknown as Record<string, Validator<unknown>>)[`validate${name}`] as never, value)[0]
    ?.pointer;

/** Repairs what is listed, in turn, and tells what was found at fault before each repair, and after the last. */
function faults(file: string, check: Check, listed: readonly Misfit[]): (string | undefined)[] {
  const example = read(file);
  const [request, response] = schemas[example.operationId] ?? [undefined, "?"];
  const next = (): string | undefined => {
    const inBody = request && check(request, example.parameters.body);
    if (inBody !== undefined) return body + inBody;
    const inAnswer = check(response, example.responses["200"].body);
    return inAnswer === undefined ? undefined : answer + inAnswer;
  };
  const found = [next()];
  for (const [pointer, , repair] of listed) {
    const steps = pointer.split("/").slice(1);
    const last = steps.pop() as string;
    const parent = steps.reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], example);
    (parent as Record<string, unknown>)[last] = repair;
    found.push(next());
  }
  return found;
}

describe("the published examples fit, but for what is listed", () => {
  const inContract = files.filter((file) => schemas[read(file).operationId] !== undefined);

  test.each(inContract)("%s", (file) => {
    const { own, newest: later } = misfits[file] ?? { own: [], newest: [] };
    expect(faults(file, checkOf("2024-04-01-preview"), own)).toEqual([...own.map(([pointer]) => pointer), undefined]);
    expect(faults(file, checkOfNewest, later)).toEqual([...later.map(([pointer]) => pointer), undefined]);
  });

  test("those that are left out make images, which this contract does not", () => {
    const leftOut = files.filter((file) => !inContract.includes(file)).map((file) => read(file).operationId);
    expect([...new Set(leftOut)]).toEqual(["GenerateImages", "GetImageGenerations"]);
    expect(inContract).toHaveLength(8);
  });
});
