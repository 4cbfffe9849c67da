import { type Client, createClient } from "model-inference";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compilers, type LlamaServer, llamaEnvironment, startLlama } from "./llama.ts";
import { installTimeMs, python } from "./python.ts";
import { describeWith } from "./toolchain.ts";

// A real engine behind the built package: what it says is noise, but it is a model that is loaded, run and sampled.

const key = "sesame";
const model = "tiny";
const messages = [{ role: "user" as const, content: "Hello, you" }];
/** At no temperature the same is said each time. */
const settled = { model, messages, max_tokens: 12, temperature: 0 };

describeWith([python, compilers], "llama-cpp-python's server", () => {
  let llama: LlamaServer;
  beforeAll(async () => {
    llama = await startLlama(await llamaEnvironment(), key);
  }, installTimeMs);
  afterAll(() => llama?.stop());

  const routes = {
    "asked directly": (key: string): Client =>
      createClient({ endpoint: llama.url, kind: "openai-compatible", credential: { key }, retry: { retries: 0 } }),
  };

  describe.each(Object.entries(routes))("%s", (_, clientOf) => {
    test("a chat", async () => {
      const { choices, usage } = await clientOf(key).getChatCompletions(settled);
      expect(choices[0]).toMatchObject({ finish_reason: "length", message: { role: "assistant" } });
      expect(choices[0]?.message.content).toMatch(/^[a-z ]{8,}$/);
      expect(usage).toMatchObject({ completion_tokens: 12 });
    });

    test("a stream of the same words, token by token", async () => {
      const whole = await clientOf(key).getChatCompletions(settled);
      const parts: string[] = [];
      const reasons: unknown[] = [];
      for await (const { choices } of clientOf(key).streamChatCompletions(settled)) {
        parts.push(choices[0]?.delta?.content ?? "");
        reasons.push(choices[0]?.finish_reason);
      }
      expect(parts.join("")).toBe(whole.choices[0]?.message.content);
      expect(parts.filter((part) => part !== "").length).toBeGreaterThan(8);
      expect(reasons.at(-1)).toBe("length");
    });

    test("a stream that is left in the midst, and a call after it", async () => {
      for await (const _ of clientOf(key).streamChatCompletions({ ...settled, max_tokens: 400 })) break;
      const { choices } = await clientOf(key).getChatCompletions(settled);
      expect(choices).toHaveLength(1);
    });

    test("a call of a tool that is named", async () => {
      const parameters = { type: "object", properties: { city: { enum: ["Oslo"] } }, required: ["city"] };
      const { choices } = await clientOf(key).getChatCompletions({
        ...settled,
        max_tokens: 200,
        tools: [{ type: "function", function: { name: "weather", parameters } }],
        tool_choice: { type: "function", function: { name: "weather" } },
      });
      const [call] = choices[0]?.message.tool_calls ?? [];
      expect(call?.function.name).toBe("weather");
      expect(JSON.parse(call?.function.arguments ?? "")).toEqual({ city: "Oslo" });
    });

    test("a text that is continued", async () => {
      const { choices } = await clientOf(key).getCompletions({ model, prompt: "Once", max_tokens: 8, temperature: 0 });
      expect(choices[0]?.text).toMatch(/^[a-z ]{6,}$/);
    });

    test("vectors: equal for equal texts, and for others not", async () => {
      const { data } = await clientOf(key).getEmbeddings({ model, input: ["a cat", "a cat", "a dog"] });
      const [first, again, other] = data.map(({ embedding }) => embedding as number[]);
      expect(first).toHaveLength(32);
      expect(again).toEqual(first);
      expect(other).not.toEqual(first);
    });

    const long = { ...settled, messages: [{ role: "user" as const, content: "word ".repeat(400) }] };

    test("a conversation that is too long is an error that says so", async () => {
      const refused = { status: 400, problem: { code: "context_length_exceeded" } };
      await expect(clientOf(key).getChatCompletions(long)).rejects.toMatchObject(refused);
    });

    // To the same as a stream the server answers 200 and not one event.
    test("a stream without events is an error, not an empty answer", async () => {
      const read = async () => {
        for await (const _ of clientOf(key).streamChatCompletions(long)) break;
      };
      await expect(read()).rejects.toMatchObject({ name: "StreamError", reason: "interrupted" });
    });

    test("a wrong key is an error of authentication", async () => {
      const asked = clientOf("wrong").getChatCompletions(settled);
      await expect(asked).rejects.toMatchObject({ status: 401, problem: { kind: "authentication" } });
    });
  });
});
