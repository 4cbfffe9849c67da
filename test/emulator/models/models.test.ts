import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operationValidators } from "../../../generated/validators.ts";
import type { ChatCompletions, ChatCompletionsChunk } from "../../../src/client/index.ts";
import { defaultModels, readModels } from "../../../src/emulator/index.ts";
import { issuesOf } from "../../../src/validation/index.ts";
import { emulate, eventsOf, messages } from "../call.ts";

const chat = (model: string, more: object = {}) => ({ path: "/chat/completions", body: { messages, model, ...more } });
const picture = { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } };
const tools = [{ type: "function", function: { name: "f" } }];
const json = { response_format: { type: "json_object" } };

describe("D17: each model knows what it knows", () => {
  test("the first handles every request", () => {
    expect(defaultModels[0]).toMatchObject({ name: "emulated-all" });
    expect(defaultModels[0]?.unsupported).toBeUndefined();
  });

  test.each<[string, object, (string | number)[]]>([
    ["emulated-chat-small", { tools }, ["tools"]],
    ["emulated-chat-small", json, ["response_format"]],
    ["emulated-no-system", { messages: [{ role: "system", content: "a" }, ...messages] }, ["messages", 0, "role"]],
    ["emulated-no-system", { messages: [{ role: "developer", content: "a" }, ...messages] }, ["messages", 0, "role"]],
    ["emulated-reasoning", { tools }, ["tools"]],
    ["emulated-reasoning", json, ["response_format"]],
    ["emulated-tools", { messages: [{ role: "user", content: [picture] }] }, ["messages", 0, "content", 0, "type"]],
    ["emulated-vision", { tools }, ["tools"]],
    ["emulated-vision", { messages: [{ role: "user", content: [picture, picture] }] }, ["messages", 0, "content"]],
  ])("%s refuses %j", async (model, more, loc) => {
    const { status, body } = await (await emulate())(chat(model, more));
    expect([status, body]).toMatchObject([
      422,
      { code: "parameter_not_supported", detail: { loc: ["body", ...loc], input: expect.anything() } },
    ]);
  });

  test.each<[string, object]>([
    ["emulated-no-system", { tools, tool_choice: "required", ...json }],
    ["emulated-reasoning", { messages: [{ role: "system", content: "a" }, ...messages], temperature: 0 }],
    ["emulated-tools", { tools, tool_choice: "required" }],
    ["emulated-tools", json],
    ["emulated-vision", { messages: [{ role: "user", content: [picture] }] }],
  ])("%s takes %j", async (model, more) => {
    expect((await (await emulate())(chat(model, more))).status).toBe(200);
  });

  test.each<[string, string, object, number]>([
    ["emulated-completions", "/completions", { prompt: "a" }, 200],
    ["emulated-completions", "/chat/completions", { messages }, 404],
    ["emulated-embed", "/embeddings", { input: "a" }, 200],
    ["emulated-embed", "/completions", { prompt: "a" }, 404],
    ["emulated-image-embed", "/images/embeddings", { input: [{ image: picture.image_url.url }] }, 200],
    ["emulated-image-embed", "/images/embeddings", { input: Array(2).fill({ image: picture.image_url.url }) }, 422],
    [
      "emulated-image-embed",
      "/images/embeddings",
      { input: [{ image: picture.image_url.url }], input_type: "query" },
      422,
    ],
    ["emulated-vision", "/embeddings", { input: "a" }, 404],
  ])("%s at %s with %j responses %i", async (model, path, body, status) => {
    expect((await (await emulate())({ path, body: { ...body, model } })).status).toBe(status);
  });

  test("a model of one's own has limits of its own", async () => {
    const operations = ["getChatCompletions", "getEmbeddings"] as const;
    const limits = { dimensions: 64, contextTokens: 3, inputs: 2 };
    const call = await emulate({ models: [{ name: "m", type: "chat", provider: "p", operations, limits }] });
    const embed = (more: object) => call({ path: "/embeddings", body: { input: "a", ...more } });
    expect((await embed({})).body).toMatchObject({ data: [{ embedding: { length: 64 } }] });
    expect((await embed({ dimensions: 65 })).status).toBe(422);
    expect((await embed({ input: ["a", "b", "c"] })).body).toMatchObject({ message: "m takes 2 input(s) a request" });
    const long = await call(chat("m", { messages: [{ role: "user", content: "one two three four" }] }));
    expect([long.status, long.body]).toMatchObject([413, { error: { code: "tokens_limit_reached" } }]);
    const there = { ...chat("m", { messages: [{ role: "user", content: "one two three four" }] }), query: "" };
    const openai = await call({ ...there, path: "/v1/chat/completions" });
    expect([openai.status, openai.body]).toMatchObject([400, { error: { code: "context_length_exceeded" } }]);
  });
});

describe("D17: a reasoning model thinks in the dialect of the version", () => {
  const ask = async (query: string, more: object = {}, path = "/chat/completions") =>
    (await emulate())({ ...chat("emulated-reasoning", more), query, path });
  const said = 'You said "Hello". The model emulated-reasoning is emulated and repeats what it is told.';
  const thought = 'I am told "Hello". I say it again.';

  test.each([
    ["api-version=2025-04-01", "/chat/completions"],
    ["", "/openai/v1/chat/completions"],
  ])("in a property of its own: %s %s", async (query, path) => {
    const { body } = await ask(query, {}, path);
    expect(issuesOf(operationValidators.getChatCompletions.response, body)).toEqual([]);
    expect((body as ChatCompletions).choices[0]?.message).toMatchObject({ content: said, reasoning_content: thought });
    expect((body as ChatCompletions).usage?.completion_tokens_details?.reasoning_tokens).toBe(12);
  });

  test("before, within the content", async () => {
    const { body } = await ask("api-version=2024-05-01-preview");
    expect((body as ChatCompletions).choices[0]?.message).toEqual({
      role: "assistant",
      content: `<think>\n${thought}\n</think>\n\n${said}`,
    });
  });

  test("streamed, thoughts come before the response, with an empty content", async () => {
    const { text } = await ask("api-version=2025-04-01", { stream: true });
    const chunks = eventsOf(text).slice(1, -2) as ChatCompletionsChunk[];
    const deltas = chunks.map(({ choices }) => choices[0]?.delta ?? {});
    for (const chunk of chunks) expect(issuesOf(operationValidators.getChatCompletions.stream, chunk)).toEqual([]);
    expect(deltas.map((delta) => delta?.reasoning_content ?? "").join("")).toBe(thought);
    expect(deltas.map((delta) => delta?.content ?? "").join("")).toBe(said);
    expect(deltas[0]).toEqual({ content: "", reasoning_content: "I" });
    const old = eventsOf((await ask("api-version=2024-05-01-preview", { stream: true })).text).slice(1, -2);
    expect((old as ChatCompletionsChunk[]).map(({ choices }) => choices[0]?.delta?.content).join("")).toBe(
      `<think>\n${thought}\n</think>\n\n${said}`,
    );
  });

  test("thoughts are paid for: a low limit leaves nothing for the response", async () => {
    const { body } = await ask("api-version=2025-04-01", { max_tokens: 3 });
    expect((body as ChatCompletions).choices[0]).toMatchObject({
      finish_reason: "length",
      message: { content: "", reasoning_content: "I am told" },
    });
    expect((body as ChatCompletions).usage?.completion_tokens).toBe(3);
    const old = await ask("api-version=2024-05-01-preview", { max_tokens: 3 });
    expect((old.body as ChatCompletions).choices[0]?.message.content).toBe("<think>\nI am told");
  });
});

describe("D17: profiles from a file", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "models-"));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const file = async (text: string) => {
    const path = join(folder, `${Math.random()}.json`);
    await writeFile(path, text);
    return path;
  };
  const model = { name: "m", type: "chat", provider: "p", operations: ["getChatCompletions"], reasoning: true };

  test("a list, or an object that holds one", async () => {
    expect(await readModels(await file(JSON.stringify([model])))).toEqual([model]);
    const models = await readModels(await file(JSON.stringify({ models: [model] })));
    const { body } = await (await emulate({ models }))({ path: "/info" });
    expect(body).toEqual({ model_name: "m", model_type: "chat", model_provider_name: "p" });
  });

  test.each<[string, string]>([
    ["[", ": is not JSON: "],
    ["{}", ": models: must be a list of at least one profile, not undefined"],
    [
      JSON.stringify([{ ...model, operation: [] }]),
      ": models[0].operation: is not known here; known are name, type, provider, operations, unsupported, reasoning, limits",
    ],
    [JSON.stringify([{ ...model, reasoning: "yes" }]), ': models[0].reasoning: must be true or false, not "yes"'],
    [
      JSON.stringify([{ ...model, limits: { images: 0 } }]),
      ": models[0].limits.images: must be a whole number from 1 to 1000000000, not 0",
    ],
    [
      JSON.stringify([{ ...model, limits: { words: 1 } }]),
      ": models[0].limits.words: is not known here; known are inputs",
    ],
  ])("a file that cannot be is refused with its name and the property: %s", async (text, message) => {
    const path = await file(text);
    await expect(readModels(path)).rejects.toThrow(path + message);
  });

  test("a file that is not there", async () => {
    await expect(readModels(join(folder, "none.json"))).rejects.toThrow(/ENOENT/);
  });
});
