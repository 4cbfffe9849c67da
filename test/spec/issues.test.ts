import { describe, expect, test } from "vitest";
import {
  issuesOf,
  validateChatCompletionsOptions,
  validateEmbeddingsOptions,
  validateErrorBody,
} from "../../src/validation/index.ts";

describe("issues show the position and what would be right", () => {
  const messages = [{ role: "user", content: "a" }];
  test.each<[body: unknown, pointer: string, message: string]>([
    [[], "", "must be an object"],
    [{}, "/messages", "is missing"],
    [{ messages: [] }, "/messages", "must have at least 1 item"],
    [
      { messages: [{ role: "usr" }] },
      "/messages/0/role",
      'must be one of "system", "developer", "user", "assistant", "tool"',
    ],
    [
      { messages: [{ content: "a" }] },
      "/messages/0/role",
      'must be one of "system", "developer", "user", "assistant", "tool"',
    ],
    [{ messages: [{ role: "user" }] }, "/messages/0/content", "is missing"],
    [{ messages: [{ role: "user", content: 7 }] }, "/messages/0/content", "must be a string or an array"],
    [{ messages: [{ role: "user", content: [{ type: "text" }] }] }, "/messages/0/content/0/text", "is missing"],
    [
      { messages: [{ role: "user", content: "a", names: ["b"] }] },
      "/messages/0/names",
      "is not a member of the contract",
    ],
    [
      { messages: [{ role: "user", content: "a", "x/y~z": "b" }] },
      "/messages/0/x~1y~0z",
      "is not a member of the contract",
    ],
    [{ messages, temperature: -1 }, "/temperature", "must be >= 0"],
    [{ messages, top_p: 2 }, "/top_p", "must be <= 1"],
    [{ messages, max_tokens: 1.5 }, "/max_tokens", "must be an integer"],
    [
      { messages, tools: [{ type: "function", function: { name: "a b" } }] },
      "/tools/0/function/name",
      "must match ^[A-Za-z0-9_-]+$",
    ],
    [{ messages, tool_choice: { type: "function" } }, "/tool_choice/function", "is missing"],
    [
      { messages, response_format: { type: "xml" } },
      "/response_format/type",
      'must be one of "text", "json_object", "json_schema"',
    ],
    [
      { messages: [{ role: "user", content: [{ type: "image", image_url: { url: "u" } }] }] },
      "/messages/0/content/0/type",
      'must be one of "text", "image_url", "audio_url", "input_audio"',
    ],
  ])("%j", (body, pointer, message) => {
    expect(issuesOf(validateChatCompletionsOptions, body)).toMatchObject([{ pointer, message }]);
  });
});

describe("if a value may have several types, the branch that matches most is reported", () => {
  test.each<[input: unknown, pointer: string, message: string]>([
    [{}, "/input", "must be a string or an array"],
    [[1.5], "/input/0", "must be a string or an integer or an array"],
    [[[1, "a"]], "/input/0/1", "must be an integer"],
  ])("%j", (input, pointer, message) => {
    expect(issuesOf(validateEmbeddingsOptions, { input })).toEqual([{ pointer, message }]);
  });
});

test("E27: a tag without the properties that it asks for is refused, in requests of every kind", () => {
  const refused: [body: object, pointer: string][] = [
    [{ messages: [{ role: "tool" }] }, "/messages/0/tool_call_id"],
    [{ messages: [{ role: "user", content: [{ type: "input_audio" }] }] }, "/messages/0/content/0/input_audio"],
    [
      { messages: [{ role: "user", content: "a" }], response_format: { type: "json_schema" } },
      "/response_format/json_schema",
    ],
  ];
  for (const [body, pointer] of refused) {
    expect(issuesOf(validateChatCompletionsOptions, body)).toEqual([{ pointer, message: "is missing" }]);
  }
});

test("C20: a value with a hundred thousand mistakes gives one position", () => {
  const messages = Array.from({ length: 100_000 }, () => ({ role: "nobody" }));
  expect(issuesOf(validateChatCompletionsOptions, { messages })).toHaveLength(1);
});

test("C23: a value of 20,000 levels is an issue, not a full stack", () => {
  let innererror = {};
  for (let level = 0; level < 20_000; level += 1) innererror = { innererror };
  expect(validateErrorBody({ error: { innererror } })).toBe(false);
  expect(issuesOf(validateErrorBody, { error: { innererror } })).toEqual([
    { pointer: "", message: "is nested too deeply" },
  ]);
});
