import { describe, expect, test } from "vitest";
import {
  type Document,
  type Operation,
  objects,
  type Parameter,
  refName,
  type Schema,
} from "../../codegen/document.ts";
import { apiVersions } from "../../generated/operations.ts";
import { copyOf, published } from "../documents.ts";

const common = [
  "query api-version",
  "header azureml-model-deployment",
  "header x-ms-model-mesh-model-name",
  "header x-ms-client-request-id",
  "header traceparent",
];
const withBody = [...common, "header extra-parameters"];
const both = ["application/json", "text/event-stream"];
const json = ["application/json"];

const operation = (document: Document, line: string): Operation => {
  const [method = "", path = ""] = line.split(" ");
  return document.paths[path]?.[method.toLowerCase()] as Operation;
};
const parametersOf = (document: Document, { parameters }: Operation): string[] =>
  parameters
    .map(({ $ref = "" }) => document.components.parameters?.[refName($ref)] as Parameter)
    .map(
      ({ in: place, name, required }) => `${place} ${name}${required && name !== "api-version" ? " (required)" : ""}`,
    );

const routes: [
  line: string,
  id: string,
  parameters: string[],
  body: string | undefined,
  answer: string,
  types: string[],
][] = [
  ["GET /info", "getModelInfo", common, undefined, "ModelInfo", json],
  ["POST /chat/completions", "getChatCompletions", withBody, "ChatCompletionsOptions", "ChatCompletions", both],
  ["POST /completions", "getCompletions", withBody, "CompletionsOptions", "Completions", both],
  ["POST /embeddings", "getEmbeddings", withBody, "EmbeddingsOptions", "EmbeddingsResult", json],
  ["POST /images/embeddings", "getImageEmbeddings", withBody, "ImageEmbeddingsOptions", "EmbeddingsResult", json],
];

describe.each(published)("$version in OpenAPI $flavour", ({ version, document }) => {
  test("has these routes and no others", () => {
    const found = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(found).toEqual(routes.map(([line]) => line));
  });

  test.each(routes)("%s is %s", (line, id, parameters, body, answer, types) => {
    const found = operation(document, line);
    expect(found.operationId).toBe(id);
    const more = id === "getModelInfo" && version === "2025-04-01" ? ["query model"] : [];
    expect(parametersOf(document, found)).toEqual([...parameters, ...more]);
    expect(found.requestBody?.content["application/json"]?.schema?.$ref).toBe(body && `#/components/schemas/${body}`);
    expect(found.requestBody?.required).toBe(body && true);
    expect(Object.keys(found.responses)).toEqual(["200", "4XX", "5XX"]);
    const { content = {}, headers = {} } = found.responses["200"] ?? {};
    expect(Object.keys(content)).toEqual(types);
    expect(content["application/json"]?.schema?.$ref).toBe(`#/components/schemas/${answer}`);
    expect(Object.keys(headers)).toEqual(
      expect.arrayContaining([
        "x-request-id",
        "apim-request-id",
        "x-ratelimit-remaining-tokens",
        "x-ratelimit-reset-requests",
      ]),
    );
  });

  test("failures share one body, and carry hints and ids", () => {
    for (const name of ["ClientError", "ServerError"]) {
      const response = document.components.responses?.[name];
      expect(response?.content?.["application/json"]?.schema?.$ref).toBe("#/components/schemas/ErrorBody");
      expect(Object.keys(response?.headers ?? {})).toEqual(
        expect.arrayContaining([
          "x-ms-error-code",
          "retry-after",
          "retry-after-ms",
          "ms-azureml-model-error-statuscode",
          "x-request-id",
        ]),
      );
    }
  });

  test("a key goes into api-key or is a bearer, as a token is", () => {
    expect(document.components.securitySchemes).toMatchObject({
      KeyAuth: { type: "apiKey", in: "header", name: "api-key" },
      TokenAuth: { type: "http", scheme: "Bearer" },
    });
    expect((document as unknown as { security: object[] }).security).toEqual([{ KeyAuth: [] }, { TokenAuth: [] }]);
  });

  test("no default is stated anywhere", () => {
    for (const { value, path } of objects({ ...document, servers: [] }))
      expect(Object.keys(value), path.join("/")).not.toContain("default");
  });
});

const schema = (version: string, name: string): Schema | undefined => copyOf(version, "3.1").components.schemas[name];
const members = (version: string, name: string): string[] => Object.keys(schema(version, name)?.properties ?? {});
const [first = "", middle = "", last = ""] = apiVersions;

describe("what a version has and others do not", () => {
  test.each<[model: string, member: string, versions: string[]]>([
    ["ModelInfo", "model_provider", [first]],
    ["ModelInfo", "model_provider_name", [middle, last]],
    ["CompletionsUsage", "capacity_type", [first]],
    ["EmbeddingsUsage", "input_tokens", [first]],
    ["ChatCompletionsOptions", "model", [middle, last]],
    ["ChatCompletionsOptions", "modalities", [middle, last]],
    ["CompletionsUsage", "completion_tokens_details", [middle, last]],
    ["ChatResponseMessage", "audio", [middle, last]],
    ["ChatResponseMessage", "reasoning_content", [last]],
    ["ChatMessageDelta", "reasoning_content", [last]],
    ["CompletionTokensDetails", "reasoning_tokens", [last]],
  ])("%s.%s", (model, member, versions) => {
    expect(apiVersions.filter((version) => members(version, model).includes(member))).toEqual(versions);
  });

  test("roles, parts and formats that came later", () => {
    const tags = (version: string, union: string) => Object.keys(schema(version, union)?.discriminator?.mapping ?? {});
    expect(tags(first, "ChatRequestMessage")).toEqual(["system", "user", "assistant", "tool"]);
    expect(tags(middle, "ChatRequestMessage")).toEqual(["system", "developer", "user", "assistant", "tool"]);
    expect(tags(first, "ContentItem")).toEqual(["text"]);
    expect(tags(middle, "ContentItem")).toEqual(["text", "image_url", "audio_url", "input_audio"]);
    expect(tags(first, "ResponseFormat")).toEqual(["text", "json_object"]);
    expect(tags(middle, "ResponseFormat")).toEqual(["text", "json_object", "json_schema"]);
    expect(schema(first, "ChatCompletionsOptions")?.properties?.["response_format"]?.$ref).toBe(
      "#/components/schemas/ResponseFormatOrName",
    );
  });
});

describe("what a request may say", () => {
  test.each<[model: string, member: string, limits: Schema]>([
    ["ChatCompletionsOptions", "temperature", { minimum: 0 }],
    ["ChatCompletionsOptions", "top_p", { minimum: 0, maximum: 1 }],
    ["ChatCompletionsOptions", "frequency_penalty", { minimum: -2, maximum: 2 }],
    ["ChatCompletionsOptions", "presence_penalty", { minimum: -2, maximum: 2 }],
    ["ChatCompletionsOptions", "max_tokens", { minimum: 0 }],
    ["ChatCompletionsOptions", "messages", { minItems: 1 }],
    ["ChatCompletionsOptions", "tools", { minItems: 1 }],
    ["CompletionsOptions", "temperature", { minimum: 0 }],
    ["EmbeddingsOptions", "dimensions", { minimum: 0 }],
    ["FunctionDefinition", "name", { maxLength: 64, pattern: "^[A-Za-z0-9_-]+$" }],
  ])("%s.%s", (model, member, limits) => {
    const { minimum, maximum, minItems, maxLength, pattern } = schema(last, model)?.properties?.[member] ?? {};
    expect({ minimum, maximum, minItems, maxLength, pattern }).toEqual({
      minimum: undefined,
      maximum: undefined,
      minItems: undefined,
      maxLength: undefined,
      pattern: undefined,
      ...limits,
    });
  });

  test("the top of a body is open, everything below is closed, save for calls that a conversation hands back", () => {
    const { schemas } = copyOf(last, "3.1").components;
    const open = (name: string) => JSON.stringify(schemas[name]?.additionalProperties) === "{}";
    for (const name of [
      "ChatCompletionsOptions",
      "CompletionsOptions",
      "EmbeddingsOptions",
      "ImageEmbeddingsOptions",
      "ToolCall",
      "FunctionCall",
    ])
      expect(open(name), name).toBe(true);
    for (const name of [
      "ChatRequestUserMessage",
      "ChatRequestAssistantMessage",
      "ToolDefinition",
      "FunctionDefinition",
      "JsonSchemaFormat",
      "ImageUrl",
      "ImageEmbeddingInput",
    ])
      expect(open(name), name).toBe(false);
  });
});
