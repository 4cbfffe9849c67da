/** SDKs that take a `fetch`: what they mishandle alone comes out as an error when the `fetch` is ours. */
import type { ServerResponse } from "node:http";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, embed, generateText, streamText } from "ai";
import OpenAI from "openai";
import createOpenapiFetch from "openapi-fetch";
import { describe, expect, onTestFinished, test } from "vitest";
import type { paths } from "../../../generated/types.ts";
import { createFetch, type FetchOptions } from "../../../src/client/index.ts";
import { startEmulator } from "../../../src/emulator/index.ts";
import { type Answer, chunk, eventStream, events, key, messages, serve } from "../../support/server.ts";

const unused = "never-sent";
const model = "m";

/** A caller of one SDK: a whole answer's text, and a stream's. Each fails with what went wrong at last. */
interface Caller {
  answer(): Promise<string>;
  stream(): Promise<string>;
}

type Connect = (endpoint: string, fetch?: ReturnType<typeof createFetch>) => Caller;

const sdks: Record<string, Connect> = {
  openai: (baseURL, fetch) => {
    const client = new OpenAI({ baseURL, apiKey: unused, maxRetries: 0, ...(fetch && { fetch }) });
    return {
      answer: async () => (await client.chat.completions.create({ model, messages })).choices[0]?.message.content ?? "",
      stream: async () => {
        let text = "";
        const stream = await client.chat.completions.create({ model, messages, stream: true });
        for await (const { choices } of stream) text += choices[0]?.delta.content ?? "";
        return text;
      },
    };
  },
  "AI SDK": (baseURL, fetch) => {
    const provider = createOpenAICompatible({ name: "server", baseURL, apiKey: unused, ...(fetch && { fetch }) });
    const asked = { model: provider(model), messages, maxRetries: 0 };
    return {
      answer: async () => (await generateText(asked)).text,
      stream: async () => {
        let text = "";
        for await (const part of streamText({ ...asked, onError: () => undefined }).fullStream) {
          if (part.type === "error") throw part.error;
          if (part.type === "text-delta") text += part.text;
        }
        return text;
      },
    };
  },
};

async function callerOf(sdk: string, answer: Parameters<typeof serve>[0], options: Partial<FetchOptions> = {}) {
  const { url, received } = await serve(answer);
  const connect = sdks[sdk] as Connect;
  const endpoint = `${url}/v1`;
  return {
    received,
    ours: connect(endpoint, createFetch({ endpoint, credential: { key }, retry: { retries: 0 }, ...options })),
    alone: connect(endpoint),
  };
}

/** What a call fails with; the AI SDK wraps what a stream fails with. */
const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    (value) => expect.unreachable(`was ${JSON.stringify(value)}`),
    (error: unknown) => (APICallError.isInstance(error) && error.cause) || error,
  );

const cut = eventStream(chunk("Hel"));
const flatError = eventStream(chunk("Hel"), { object: "error", message: "Out of capacity", code: "overloaded" });
const silent = (_: unknown, response: ServerResponse): undefined => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(events(chunk("Hel")));
};

describe.each(Object.keys(sdks))("%s", (sdk) => {
  test("responses and streams pass, with our credential", async () => {
    const whole: Answer = {
      body: {
        id: "1",
        object: "chat.completion",
        created: 1,
        model,
        choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Hello" } }],
      },
    };
    const { ours, received } = await callerOf(sdk, ({ body }) =>
      body.includes('"stream":true') ? eventStream(chunk("Hel"), chunk("lo", "stop"), "[DONE]") : whole,
    );
    expect(await ours.answer()).toBe("Hello");
    expect(await ours.stream()).toBe("Hello");
    for (const { url, headers } of received) {
      expect([url, headers.authorization]).toEqual(["/v1/chat/completions", `Bearer ${key}`]);
    }
    expect(JSON.stringify(received)).not.toContain(unused);
  });

  test("A23: a stream that is cut fails", async () => {
    const { ours } = await callerOf(sdk, cut);
    expect(await failureOf(ours.stream())).toMatchObject({ name: "StreamError", reason: "interrupted" });
  });

  test("B41: a flat error within a stream is reported with its code", async () => {
    const { ours } = await callerOf(sdk, flatError);
    expect(await failureOf(ours.stream())).toMatchObject({
      name: "StreamError",
      reason: "failed",
      problem: { code: "overloaded", message: "Out of capacity" },
    });
  });

  test("a stream that stalls fails", async () => {
    const { ours } = await callerOf(sdk, silent, { stream: { idleTimeoutMs: 100 } });
    expect(await failureOf(ours.stream())).toMatchObject({ name: "StreamError", reason: "stalled" });
  });

  test("A07: a hint of a day fails at once, after one request", async () => {
    const { ours, received } = await callerOf(
      sdk,
      { status: 429, headers: { "retry-after": "86400" }, body: { error: { message: "slow down" } } },
      { retry: {} },
    );
    const error = await failureOf(ours.answer());
    expect({
      status:
        (error as { status?: number; statusCode?: number }).status ?? (error as { statusCode?: number }).statusCode,
    }).toEqual({ status: 429 });
    expect(received).toHaveLength(1);
  });

  test("what passes is tried again", async () => {
    let calls = 0;
    const { ours, received } = await callerOf(
      sdk,
      () => {
        calls += 1;
        return calls < 3
          ? { status: 503, headers: { "retry-after-ms": "0" } }
          : eventStream(chunk("Hello", "stop"), "[DONE]");
      },
      { retry: {} },
    );
    expect(await ours.stream()).toBe("Hello");
    expect(received).toHaveLength(3);
  });
});

test("alone, openai takes a stream that is cut for a whole one, and knows nothing of a flat error", async () => {
  expect(await (await callerOf("openai", cut)).alone.stream()).toBe("Hel");
  expect(await failureOf((await callerOf("openai", flatError)).alone.stream())).toBeInstanceOf(TypeError);
});

test("alone, the AI SDK gives a flat error as one of types, without its code", async () => {
  const error = await failureOf((await callerOf("AI SDK", flatError)).alone.stream());
  expect(error).toMatchObject({ name: "AI_TypeValidationError" });
});

test("openai retries no response after the last retry, whatever its maxRetries", async () => {
  const { url, received } = await serve({ status: 503, headers: { "retry-after-ms": "0" } });
  const fetch = createFetch({ endpoint: url, credential: { key }, retry: { retries: 1 } });
  const client = new OpenAI({ baseURL: url, apiKey: unused, fetch, maxRetries: 5 });
  await failureOf(client.models.list());
  expect(received).toHaveLength(2);
});

test("the AI SDK embeds through it", async () => {
  const { url, fetch } = await emulated("openai-v1");
  const provider = createOpenAICompatible({ name: "server", baseURL: url, fetch });
  const { embedding } = await embed({ model: provider.embeddingModel("emulated-embed"), value: "a cat" });
  expect(embedding.length).toBeGreaterThan(1);
});

test("a client generated from the contract runs through it", async () => {
  const { url, fetch } = await emulated("foundry");
  const client = createOpenapiFetch<paths>({ baseUrl: url, fetch });
  const params = { query: { "api-version": "2024-05-01-preview" } };
  const { data, response } = await client.GET("/info", { params });
  expect([response.status, data?.model_type]).toEqual([200, "chat-completion"]);
});

/** An endpoint of the emulator, and a `fetch` for it. */
async function emulated(kind: "openai-v1" | "foundry") {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.stop());
  const url = emulator.urlOf(kind);
  return { url, fetch: createFetch({ endpoint: url, credential: { key: "any" }, kind }) };
}
