import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, streamText } from "ai";
import OpenAI from "openai";
import createOpenapiFetch from "openapi-fetch";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Answer, chunk, eventStream, events, messages } from "../../support/server.ts";
import { fetchOf } from "./fetch-of.ts";

// Other people's clients, as they come from npm, with our fetch and alone: what fetch-in-sdks.test.ts does not ask.

type Fetch = typeof globalThis.fetch;

const done = eventStream(chunk("Hel"), chunk("lo", "stop"), "[DONE]");
const whole = {
  ...chunk(""),
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Hello" } }],
};
const cut = eventStream(chunk("Hel"));
const stall: Parameters<typeof fetchOf>[0] = (_, response) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(events(chunk("Hel")));
  return undefined;
};
const day = 86_400;
const tooMany: Answer = {
  status: 429,
  headers: { "retry-after": String(day) },
  body: { error: { message: "Slow down" } },
};
const idle = { stream: { idleTimeoutMs: 200 } };

afterEach(() => {
  vi.restoreAllMocks();
});

/** What became of a promise by now. */
const stateOf = (promise: Promise<unknown>): Promise<string> =>
  Promise.race([
    promise.then(
      () => "ended",
      () => "failed",
    ),
    new Promise<string>((resolve) => setImmediate(() => resolve("waits"))),
  ]);

describe("openai", () => {
  const model = "m";

  async function openaiOf(handler: Parameters<typeof fetchOf>[0], options?: Parameters<typeof fetchOf>[1]) {
    const { fetch, endpoint, received } = await fetchOf(handler, options);
    const make = (own: Partial<ConstructorParameters<typeof OpenAI>[0]>) =>
      new OpenAI({ baseURL: endpoint, apiKey: "dummy", maxRetries: 0, ...own });
    return { ours: make({ fetch }), alone: make({}), make, fetch, received };
  }

  /** The texts of a stream; what is no chunk counts as "?". */
  async function read(client: OpenAI, signal?: AbortSignal): Promise<string[]> {
    const told: string[] = [];
    const stream = await client.chat.completions.create({ model, messages, stream: true }, { signal });
    for await (const { choices } of stream) told.push(choices?.[0]?.delta.content ?? "?");
    return told;
  }

  test("an upload comes through, as a form", async () => {
    const { ours, received } = await openaiOf({ body: { id: "f" } });
    await ours.files.create({ file: new File(["bytes"], "a.jsonl"), purpose: "batch" });
    expect(received[0]?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    expect(received[0]?.body).toContain('filename="a.jsonl"');
  });

  test("B48: JSON instead of a stream is an error; alone it is a stream without a chunk", async () => {
    const { ours, alone } = await openaiOf({ body: whole });
    expect(await read(alone)).toEqual([]);
    await expect(read(ours)).rejects.toMatchObject({ name: "StreamError", reason: "not_a_stream" });
  });

  test("a stream that stalls is an error; alone it still waits then", async () => {
    const { ours, alone } = await openaiOf(stall, idle);
    const leave = new AbortController();
    const waiting = read(alone, leave.signal);
    await expect(read(ours)).rejects.toMatchObject({ name: "StreamError", reason: "stalled" });
    expect(await stateOf(waiting)).toBe("waits");
    leave.abort();
    await waiting.catch(() => undefined);
  });

  test("a hint of a day is an error at once, although it would try again; alone it sleeps for a day", async () => {
    const { make, fetch, received } = await openaiOf(tooMany, { retry: { retries: 3 } });
    const ask = (client: OpenAI) =>
      client.chat.completions.create({ model, messages }).catch((error: unknown) => error);
    const ours = await ask(make({ fetch, maxRetries: 2 }));
    expect(ours).toBeInstanceOf(OpenAI.RateLimitError);
    expect(received).toHaveLength(1);

    const { setTimeout } = globalThis;
    const slept: number[] = [];
    vi.spyOn(globalThis, "setTimeout").mockImplementation(((callback: () => void, ms = 0) => {
      if (ms === day * 1000) slept.push(ms);
      return setTimeout(callback, ms === day * 1000 ? 0 : ms);
    }) as typeof globalThis.setTimeout);
    await ask(make({ maxRetries: 2 }));
    expect(slept).toEqual([day * 1000, day * 1000]);
  });

  test("its abort reaches the server, and its error is its own", async () => {
    const { ours } = await openaiOf(stall);
    const signal = AbortSignal.abort("enough");
    await expect(ours.models.list({ signal })).rejects.toBeInstanceOf(OpenAI.APIUserAbortError);
    const stream = await ours.chat.completions.create({ model, messages, stream: true });
    let chunks = 0;
    for await (const _ of stream) {
      chunks += 1;
      stream.controller.abort();
    }
    expect(chunks).toBe(1);
  });

  test("a base URL elsewhere is refused, and the error says so", async () => {
    const { make, fetch, received } = await openaiOf(done);
    const error = await make({ fetch, baseURL: "https://other.example/v1" })
      .models.list()
      .catch((error: unknown) => error);
    expect(error).toMatchObject({ cause: { name: "ConfigurationError", option: "input" } });
    expect(received).toEqual([]);
  });
});

describe("AI SDK", () => {
  async function providerOf(handler: Parameters<typeof fetchOf>[0], options?: Parameters<typeof fetchOf>[1]) {
    const { fetch, endpoint, received } = await fetchOf(handler, options);
    const make = (own?: Fetch) =>
      createOpenAICompatible({ name: "server", baseURL: endpoint, apiKey: "dummy", ...(own && { fetch: own }) })("m");
    return { ours: make(fetch), alone: make(), received };
  }

  type Model = Awaited<ReturnType<typeof providerOf>>["ours"];

  /** The texts of a stream, or its error. */
  async function read(model: Model, abortSignal?: AbortSignal): Promise<string[]> {
    const told: string[] = [];
    const onError = (): void => undefined;
    const options = { model, messages, maxRetries: 0, onError, ...(abortSignal && { abortSignal }) };
    for await (const part of streamText(options).fullStream) {
      if (part.type === "error") throw part.error;
      if (part.type === "text-delta") told.push(part.text);
    }
    return told;
  }

  test("B48: JSON instead of a stream is an error that says so", async () => {
    const { ours } = await providerOf({ body: whole });
    const cause = { name: "StreamError", reason: "not_a_stream" };
    await expect(read(ours)).rejects.toMatchObject({ name: "AI_APICallError", cause });
  });

  test("a stream that stalls is an error; alone it still waits then", async () => {
    const { ours, alone } = await providerOf(stall, idle);
    const leave = new AbortController();
    const waiting = read(alone, leave.signal);
    await expect(read(ours)).rejects.toMatchObject({ cause: { name: "StreamError", reason: "stalled" } });
    expect(await stateOf(waiting)).toBe("waits");
    leave.abort();
    await waiting.catch(() => undefined);
  });

  test("a hint of a day is an error at once; alone it asks again, after seconds that no one named", async () => {
    const { ours, alone, received } = await providerOf(tooMany, { retry: { retries: 3 } });
    await expect(generateText({ model: ours, messages, maxRetries: 0 })).rejects.toMatchObject({ statusCode: 429 });
    expect(received).toHaveLength(1);

    const { setTimeout } = globalThis;
    const slept: number[] = [];
    vi.spyOn(globalThis, "setTimeout").mockImplementation(((callback: () => void, ms = 0) => {
      if (ms === 2_000) slept.push(ms);
      return setTimeout(callback, ms === 2_000 ? 0 : ms);
    }) as typeof globalThis.setTimeout);
    await expect(generateText({ model: alone, messages, maxRetries: 1 })).rejects.toMatchObject({
      name: "AI_RetryError",
    });
    expect(slept).toEqual([2_000]);
    expect(received).toHaveLength(3);
  });
});

describe("a generated client", () => {
  interface paths {
    "/embeddings": {
      post: {
        requestBody: { content: { "application/json": { input: string } } };
        responses: { 200: { content: { "application/json": { data: unknown[] } } } };
      };
    };
    "/chat/completions": {
      post: {
        requestBody: { content: { "application/json": { stream: boolean } } };
        responses: { 200: { content: { "text/event-stream": string } } };
      };
    };
  }

  test("that makes Requests sends them with our credential and retries", async () => {
    const { fetch, endpoint, received } = await fetchOf(
      () => (received.length < 2 ? { status: 503, headers: { "retry-after-ms": "0" } } : { body: { data: [1] } }),
      { retry: { retries: 1 } },
    );
    const client = createOpenapiFetch<paths>({ baseUrl: endpoint, fetch });
    const { data } = await client.POST("/embeddings", { body: { input: "a" } });
    expect(data).toEqual({ data: [1] });
    expect(received.map(({ url, body }) => [url, body])).toEqual(
      Array(2).fill(["/models/embeddings?api-version=2024-05-01-preview", '{"input":"a"}']),
    );
  });

  test("reads a stream that does not end early in silence", async () => {
    const { fetch, endpoint } = await fetchOf(cut);
    const client = createOpenapiFetch<paths>({ baseUrl: endpoint, fetch });
    const { data } = await client.POST("/chat/completions", { body: { stream: true }, parseAs: "stream" });
    await expect(new Response(data).text()).rejects.toMatchObject({ name: "StreamError", reason: "interrupted" });
  });
});
