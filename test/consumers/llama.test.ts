import { type Client, createClient } from "model-inference";
import { type Emulator, startEmulator } from "model-inference/emulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scenarios } from "../support/scenarios.ts";
import { compilers, type LlamaServer, llamaEnvironment, startLlama } from "./llama.ts";
import { installTimeMs, python } from "./python.ts";
import { describeWith } from "./toolchain.ts";

// A real engine behind the built package: what it says is noise, but it is a model that is loaded, run and sampled.

const key = "sesame";

describeWith([python, compilers], "llama-cpp-python's server", () => {
  let llama: LlamaServer;
  beforeAll(async () => {
    llama = await startLlama(await llamaEnvironment(), key);
  }, installTimeMs);
  afterAll(() => llama?.stop());

  describe("asked directly", () => {
    const clientOf = (key: string): Client =>
      createClient({ endpoint: llama.url, kind: "openai-compatible", credential: { key }, retry: { retries: 0 } });

    scenarios(clientOf);

    test("a text that is continued", async () => {
      const asked = { model: "tiny", prompt: "Once", max_tokens: 8, temperature: 0 };
      const { choices } = await clientOf(key).getCompletions(asked);
      expect(choices[0]?.text).toMatch(/^[a-z ]{6,}$/);
    });

    // To a conversation that is too long the server answers 200 and not one event, when a stream was asked for.
    test("a stream without events is an error, not an empty response", async () => {
      const messages = [{ role: "user" as const, content: "word ".repeat(400) }];
      const read = async () => {
        for await (const _ of clientOf(key).streamChatCompletions({ model: "tiny", messages })) break;
      };
      await expect(read()).rejects.toMatchObject({ name: "StreamError", reason: "interrupted" });
    });
  });

  describe("behind the emulator", () => {
    let emulator: Emulator;
    beforeAll(async () => {
      emulator = await startEmulator({ keys: [key], upstream: { url: llama.url, key } });
    });
    afterAll(() => emulator?.stop());

    const endpoints = {
      serverless: () => emulator.urlOf("serverless", "tiny"),
      managed: () => emulator.urlOf("managed", "tiny"),
      foundry: () => emulator.urlOf("foundry"),
      "azure-openai": () => emulator.urlOf("azure-openai", "tiny"),
      "openai-v1": () => emulator.urlOf("openai-v1"),
    } as const;

    describe.each(Object.keys(endpoints) as (keyof typeof endpoints)[])("at %s", (kind) => {
      scenarios((key) =>
        createClient({ endpoint: endpoints[kind](), kind, credential: { key }, retry: { retries: 0 } }),
      );
    });

    const messages = [{ role: "user" as const, content: "Hello, you" }];
    const ask = async (body: object, headers: Record<string, string> = {}) => {
      const response = await fetch(`${emulator.url}/chat/completions?api-version=2024-05-01-preview`, {
        method: "POST",
        headers: { "api-key": key, "content-type": "application/json", ...headers },
        body: JSON.stringify({ model: "tiny", ...body }),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };

    test("what does not fit the contract is refused in its words, where the server fails", async () => {
      expect(await ask({ messages: "Hello" })).toMatchObject({ status: 422, body: { detail: expect.anything() } });
    });

    test("a property that is the server's own is refused, or passed through and heeded", async () => {
      const greedy = { messages, max_tokens: 12, top_k: 1 };
      expect(await ask(greedy)).toMatchObject({ status: 400 });
      const heeded = await ask(greedy, { "extra-parameters": "pass-through" });
      const { choices } = await ask({ messages, max_tokens: 12, temperature: 0 }).then(({ body }) => body);
      expect(heeded).toMatchObject({ status: 200, body: { choices } });
    });

    test("a conversation that is too long is reported in the contract's words", async () => {
      const messages = [{ role: "user", content: "word ".repeat(600) }];
      const { status, body } = await ask({ messages });
      expect({ status, body }).toMatchObject({ status: 413, body: { error: { code: "tokens_limit_reached" } } });
    });

    test("a stream without events has the status of a failure", async () => {
      const messages = [{ role: "user", content: "word ".repeat(600) }];
      const { status } = await ask({ messages, stream: true });
      expect(status).toBe(502);
    });
  });
});
