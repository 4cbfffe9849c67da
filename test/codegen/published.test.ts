import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type MediaType, objects, operations } from "../../codegen/document.ts";
import type { Bundle } from "../../codegen/openapi/json-schema.ts";
import { apiVersions } from "../../generated/operations.ts";
import { type Emulator, startEmulator } from "../../src/emulator/index.ts";
import { copyOf, newest, published } from "../support/documents.ts";

const bundleOf = (version: string): Bundle =>
  JSON.parse(readFileSync(`generated/openapi/${version}/json-schema.json`, "utf8")) as Bundle;

describe.each(published)("$version in OpenAPI $flavour", ({ version, flavour, document }) => {
  test.each(["1.1", "1.2"] as const)("a reader of YAML %s reads what the JSON says", (yaml) => {
    const text = readFileSync(`generated/openapi/${version}/openapi-${flavour}.yaml`, "utf8");
    expect(parse(text, { version: yaml })).toEqual(document);
  });

  test("every operation, status and stream has examples, and each fits its schema", () => {
    const root = structuredClone(document);
    for (const { value } of objects(root)) delete value["discriminator"];
    const ajv = flavour === "3.0" ? new Ajv({ strict: false }) : new Ajv2020({ strict: false });
    for (const format of ["int32", "int64", "float", "double"]) ajv.addFormat(format, true);
    ajv.addSchema({ $id: "document", components: { schemas: root.components.schemas } });
    const check = (ref: string | undefined, value: unknown, where: string): void => {
      const validate = ajv.compile({ $ref: `document${ref}` });
      expect(validate(value), `${where}: ${ajv.errorsText(validate.errors)}`).toBe(true);
    };
    const all = (media: MediaType | undefined, where: string): void => {
      const examples = Object.entries(media?.examples ?? {});
      expect(examples.length, where).toBeGreaterThan(0);
      for (const [name, { value }] of examples) check(media?.schema?.$ref, value, `${where} ${name}`);
    };

    for (const { operation } of operations(document)) {
      const { operationId, requestBody, responses } = operation;
      if (requestBody !== undefined) all(requestBody.content["application/json"], `${operationId} request`);
      all(responses["200"]?.content?.["application/json"], `${operationId} answer`);
      const stream = responses["200"]?.content?.["text/event-stream"];
      if (stream === undefined) continue;
      const [example] = Object.values(stream.examples ?? {});
      const text = String(flavour === "3.2" ? example?.serializedValue : example?.value);
      const events = text.split("\n\n").filter((event) => event !== "");
      expect(events.pop()).toBe("data: [DONE]");
      const schema = operationId === "getCompletions" ? "CompletionsChunk" : "ChatCompletionsChunk";
      for (const event of events) check(`#/components/schemas/${schema}`, JSON.parse(event.slice(6)), operationId);
    }
    for (const name of ["ClientError", "ServerError"])
      all(document.components.responses?.[name]?.content?.["application/json"], name);
  });
});

describe.each(apiVersions)("the JSON Schema of %s", (version) => {
  test("holds every model, in words of JSON Schema alone", () => {
    const { $defs } = bundleOf(version);
    expect(Object.keys($defs)).toEqual(Object.keys(copyOf(version, "3.1").components.schemas));
    for (const { value } of objects($defs)) {
      expect(value).not.toHaveProperty("nullable");
      expect(value["$ref"] ?? "#/$defs/").toMatch(/^#\/\$defs\//);
    }
    const ajv = new Ajv2020({ strictSchema: true, strictTypes: false });
    for (const word of ["x-extensible-enum", "x-documented-forms"]) ajv.addKeyword(word);
    expect(() => ajv.compile(bundleOf(version))).not.toThrow();
  });

  test("takes the examples, and refuses what is no example", () => {
    const ajv = new Ajv2020({ strict: false });
    const bundle = bundleOf(version);
    ajv.addSchema(bundle);
    const validate = ajv.compile({ $ref: `${bundle.$id}#/$defs/ChatCompletionsOptions` });
    const media = copyOf(version, "3.1").paths["/chat/completions"]?.["post"]?.requestBody?.content["application/json"];
    for (const { value } of Object.values(media?.examples ?? {})) expect(validate(value)).toBe(true);
    expect(validate({ messages: [] })).toBe(false);
    expect(validate({ messages: [{ role: "user", content: "x" }], max_tokens: 2 ** 31 })).toBe(false);
  });
});

test("the emulator accepts every example of a request", async () => {
  const emulator: Emulator = await startEmulator();
  try {
    for (const { route, operation } of operations(copyOf(newest, "3.1"))) {
      const examples = operation.requestBody?.content["application/json"]?.examples ?? {};
      for (const [name, { value }] of Object.entries(examples)) {
        const response = await fetch(`${emulator.url}${route}?api-version=${newest}`, {
          method: "POST",
          headers: { "content-type": "application/json", "api-key": "k" },
          body: JSON.stringify(value),
        });
        expect(response.status, `${operation.operationId} ${name}: ${await response.text()}`).toBe(200);
      }
    }
  } finally {
    await emulator.stop();
  }
});
