import { createSseStream } from "@azure/core-sse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import ModelClient, { isUnexpected, problemOf } from "../../src/azure-rest/index.ts";
import { type Emulator, startEmulator } from "../../src/emulator/index.ts";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ keys: ["good"] });
});
afterAll(() => emulator.stop());

const messages = [{ role: "user", content: "Hello" }];
const kinds = ["serverless", "managed", "foundry", "azure-openai", "openai-v1"] as const;

/** One program for every kind of endpoint: only the endpoint changes. */
describe.each(kinds)("%s", (kind) => {
  const clientOf = (key = "good") =>
    ModelClient(emulator.urlOf(kind), { key }, { kind, retryOptions: { maxRetries: 0 } });

  test("an answer, and a stream that says the same", async () => {
    const chat = clientOf().path("/chat/completions");
    const whole = await chat.post({ body: { messages } });
    if (isUnexpected(whole)) throw whole.body.error;
    const { content } = whole.body.choices[0]?.message ?? {};
    expect(content).toMatch(/^You said "Hello"/);

    const streamed = await chat.post({ body: { messages, stream: true } }).asBrowserStream();
    let text = "";
    for await (const { data } of createSseStream(streamed.body as ReadableStream<Uint8Array>)) {
      if (data !== "[DONE]") text += JSON.parse(data).choices[0]?.delta?.content ?? "";
    }
    expect(text).toBe(content);
  });

  test("a tool call", async () => {
    const tools = [{ type: "function", function: { name: "f", parameters: { type: "object" } } }] as const;
    const body = { messages, tools: [...tools], tool_choice: "required" };
    const response = await clientOf().path("/chat/completions").post({ body });
    if (isUnexpected(response)) throw response.body.error;
    expect(response.body.choices[0]?.message.tool_calls).toMatchObject([{ function: { name: "f", arguments: "{}" } }]);
  });

  test("vectors", async () => {
    const response = await clientOf()
      .path("/embeddings")
      .post({ body: { input: ["a", "b"], dimensions: 8 } });
    if (isUnexpected(response)) throw response.body.error;
    expect(response.body.data.map(({ embedding }) => embedding.length)).toEqual([8, 8]);
  });

  test("what is refused", async () => {
    const wrongKey = await clientOf("bad").path("/chat/completions").post({ body: { messages } });
    expect([wrongKey.status, problemOf(wrongKey).kind]).toEqual(["401", "authentication"]);
    const stopped = [{ role: "user", content: "[hate]" }];
    const filtered = await clientOf()
      .path("/chat/completions")
      .post({ body: { messages: stopped } });
    expect(problemOf(filtered)).toMatchObject({ kind: "content_filter" });
  });
});
