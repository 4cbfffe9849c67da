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

  test("a response, and a stream that says the same", async () => {
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

test("a policy for extra parameters goes to the kinds that know it alone", async () => {
  const policies: [string, string | null][] = [];
  for (const kind of kinds) {
    const fetch = async (_: string, { headers }: RequestInit): Promise<Response> => {
      policies.push([kind, new Headers(headers).get("extra-parameters")]);
      return Response.json({ choices: [] });
    };
    const client = ModelClient("https://host.example", { key: "good" }, { kind, fetch });
    await client.path("/chat/completions").post({ "extra-parameters": "pass-through", body: { messages } });
  }
  const known = ["serverless", "managed", "foundry"];
  expect(policies).toEqual(kinds.map((kind) => [kind, known.includes(kind) ? "pass-through" : null]));
});

test("a caller's onResponse that throws ends the call of a stream", async () => {
  let signal: AbortSignal | null | undefined;
  const fetch = async (_: string, init: RequestInit): Promise<Response> => {
    ({ signal } = init);
    return new Response(new ReadableStream(), { headers: { "content-type": "text/event-stream" } });
  };
  const client = ModelClient("https://host.example", { key: "good" }, { fetch });
  const onResponse = (): never => {
    throw new Error("mine");
  };
  const call = client.path("/chat/completions").post({ body: { messages, stream: true }, onResponse });
  await expect(call.asBrowserStream()).rejects.toThrow("mine");
  expect(signal?.aborted).toBe(true);
});
