import { type Client, createClient } from "model-inference";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scenarios } from "../scenarios.ts";
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
    test("a stream without events is an error, not an empty answer", async () => {
      const messages = [{ role: "user" as const, content: "word ".repeat(400) }];
      const read = async () => {
        for await (const _ of clientOf(key).streamChatCompletions({ model: "tiny", messages })) break;
      };
      await expect(read()).rejects.toMatchObject({ name: "StreamError", reason: "interrupted" });
    });
  });
});
