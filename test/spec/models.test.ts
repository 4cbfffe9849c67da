import { describe, expect, test } from "vitest";
import type { Schema } from "../../codegen/document.ts";
import { copyOf, newest } from "../documents.ts";

const { schemas } = copyOf(newest, "3.1").components;
const limitWords = ["minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "pattern"] as const;

/** What a schema asks of a value beside its type; the limits of 64-bit integers are those of JSON numbers. */
function limits(schema: Schema): Partial<Schema> {
  return Object.fromEntries(
    limitWords
      .filter((word) => schema[word] !== undefined && schema.format !== "int64")
      .map((word) => [word, schema[word]]),
  );
}

test("these members have limits, and no others of what is asked", () => {
  const asked = Object.keys(schemas).filter((name) =>
    /Options$|^ChatRequest|ContentItem$|^Function|^Tool|^JsonSchema|^Image|^Audio/.test(name),
  );
  const found = asked.flatMap((name) =>
    Object.entries(schemas[name]?.properties ?? {})
      .map(([member, schema]) => [`${name}.${member}`, limits(schema)] as const)
      .filter(([, limits]) => Object.keys(limits).length > 0),
  );
  const penalty = { minimum: -2, maximum: 2 };
  const settings = {
    frequency_penalty: penalty,
    presence_penalty: penalty,
    // No maximum: many models take more than the 1 that the vendor's definition states.
    temperature: { minimum: 0 },
    top_p: { minimum: 0, maximum: 1 },
    max_tokens: { minimum: 0 },
  };
  const named = (model: string, members: Record<string, object>) =>
    Object.fromEntries(Object.entries(members).map(([member, limits]) => [`${model}.${member}`, limits]));
  const name = { maxLength: 64, pattern: "^[A-Za-z0-9_-]+$" };
  expect(Object.fromEntries(found)).toEqual({
    ...named("ChatCompletionsOptions", { ...settings, messages: { minItems: 1 }, tools: { minItems: 1 } }),
    ...named("CompletionsOptions", settings),
    ...named("EmbeddingsOptions", { dimensions: { minimum: 0 } }),
    ...named("ImageEmbeddingsOptions", { dimensions: { minimum: 0 } }),
    ...named("FunctionDefinition", { name }),
    ...named("JsonSchemaFormat", { name }),
  });
});

describe("the members of a request, those that are required first", () => {
  const settings = "frequency_penalty presence_penalty temperature top_p max_tokens stream stop seed";
  test.each([
    ["ChatCompletionsOptions", "messages", `model ${settings} response_format tools tool_choice modalities`],
    ["CompletionsOptions", "prompt", `model ${settings}`],
    ["EmbeddingsOptions", "input", "model dimensions encoding_format input_type"],
    ["ImageEmbeddingsOptions", "input", "model dimensions encoding_format input_type"],
    ["ImageEmbeddingInput", "image", "text"],
    ["ToolDefinition", "type function", ""],
    ["FunctionDefinition", "name", "description parameters"],
    ["NamedToolChoice", "type function", ""],
    ["ToolCall", "id type function", ""],
    ["FunctionCall", "name arguments", ""],
    ["JsonSchemaFormat", "name schema", "description strict"],
    ["ImageUrl", "url", "detail"],
    ["AudioData", "data format", ""],
    ["ChatRequestSystemMessage", "role content", ""],
    ["ChatRequestDeveloperMessage", "role content", ""],
    ["ChatRequestUserMessage", "role content", ""],
    ["ChatRequestAssistantMessage", "role", "content tool_calls audio"],
    ["ChatRequestToolMessage", "role tool_call_id", "content"],
  ])("%s: %s", (name, required, optional) => {
    const split = (members: string) => members.split(" ").filter(Boolean).sort();
    const { required: stated = [], properties = {} } = schemas[name] ?? {};
    expect([...stated].sort()).toEqual(split(required));
    expect(Object.keys(properties).sort()).toEqual(split(`${required} ${optional}`));
  });
});

test("the top of a body is open, everything below is closed, save for calls that a conversation hands back", () => {
  const open = (name: string) => JSON.stringify(schemas[name]?.additionalProperties) === "{}";
  const bodies = ["ChatCompletionsOptions", "CompletionsOptions", "EmbeddingsOptions", "ImageEmbeddingsOptions"];
  const below = [
    ...["ChatRequestSystemMessage", "ChatRequestDeveloperMessage", "ChatRequestUserMessage"],
    ...["ChatRequestAssistantMessage", "ChatRequestToolMessage", "TextContentItem", "ImageContentItem"],
    ...["AudioUrlContentItem", "AudioDataContentItem", "AudioData", "AudioUrl", "AudioReference", "ImageUrl"],
    ...["ToolDefinition", "FunctionDefinition", "NamedToolChoice", "NamedFunction", "JsonSchemaFormat"],
    ...["TextResponseFormat", "JsonObjectResponseFormat", "JsonSchemaResponseFormat", "ImageEmbeddingInput"],
  ];
  const all = [...bodies, "ToolCall", "FunctionCall", ...below];
  expect(all.filter(open)).toEqual([...bodies, "ToolCall", "FunctionCall"]);
  expect(all.filter((name) => schemas[name] === undefined)).toEqual([]);
});

/** Every model that a model leads to, itself included. */
function within(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  const refs = JSON.stringify(schemas[name]).matchAll(/"#\/components\/schemas\/(\w+)"/g);
  for (const [, inner = ""] of refs) within(inner, seen);
  return seen;
}

test.each([
  "ChatCompletions",
  "ChatCompletionsChunk",
  "Completions",
  "CompletionsChunk",
  "EmbeddingsResult",
  "ModelInfo",
  "ErrorBody",
  "ContentFilterError",
  "UnsupportedParameterError",
])("%s and everything in it is open", (answer) => {
  const objects = [...within(answer)].filter((name) => [schemas[name]?.type].flat().includes("object"));
  expect(objects).toContain(answer);
  for (const name of objects) expect(schemas[name]?.additionalProperties, name).toEqual({});
});

test("nothing of an answer is required that a real server was seen to leave out", () => {
  const required = (name: string) => [...(schemas[name]?.required ?? [])].sort();
  expect(required("ErrorBody")).toEqual([]);
  expect(required("NestedError")).toEqual([]);
  for (const name of ["ChatCompletions", "ChatCompletionsChunk", "EmbeddingsResult", "EmbeddingItem"]) {
    expect(required(name)).not.toEqual(expect.arrayContaining(["object"]));
    expect(required(name)).not.toEqual(expect.arrayContaining(["usage"]));
  }
  expect(required("EmbeddingsResult")).not.toContain("id");
  expect(required("StreamingChatChoice")).not.toContain("delta");
});
