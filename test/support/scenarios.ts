import { expect, test } from "vitest";
import type { Client } from "../../src/client/index.ts";

const model = "tiny";
const messages = [{ role: "user" as const, content: "Hello, you" }];
/** At no temperature the same is said each time. */
const settled = { model, messages, max_tokens: 12, temperature: 0 };
const parameters = { type: "object", properties: { city: { enum: ["Oslo"] } }, required: ["city"] };

/** What any endpoint does alike: one code, of which only the endpoint changes. `sesame` is the key. */
export function scenarios(clientOf: (key: string) => Client): void {
  const client = (): Client => clientOf("sesame");

  test("a chat", async () => {
    const { choices, usage } = await client().getChatCompletions(settled);
    expect(choices[0]).toMatchObject({ finish_reason: "length", message: { role: "assistant" } });
    expect(choices[0]?.message.content?.length).toBeGreaterThan(8);
    expect(usage).toMatchObject({ completion_tokens: 12 });
  });

  test("a stream of the same words, token by token", async () => {
    const whole = await client().getChatCompletions(settled);
    const parts: string[] = [];
    const reasons: unknown[] = [];
    for await (const { choices } of client().streamChatCompletions(settled)) {
      parts.push(choices[0]?.delta?.content ?? "");
      reasons.push(...choices.map(({ finish_reason }) => finish_reason));
    }
    expect(parts.join("")).toBe(whole.choices[0]?.message.content);
    expect(parts.filter((part) => part !== "").length).toBeGreaterThan(8);
    expect(reasons.at(-1)).toBe("length");
  });

  test("a stream that is left in the midst, and a call after it", async () => {
    for await (const _ of client().streamChatCompletions({ ...settled, max_tokens: 400 })) break;
    const { choices } = await client().getChatCompletions(settled);
    expect(choices).toHaveLength(1);
  });

  test("a call of a tool that is named", async () => {
    const { choices } = await client().getChatCompletions({
      ...settled,
      max_tokens: 200,
      tools: [{ type: "function", function: { name: "weather", parameters } }],
      tool_choice: { type: "function", function: { name: "weather" } },
    });
    const [call] = choices[0]?.message.tool_calls ?? [];
    expect(call?.function.name).toBe("weather");
    expect(JSON.parse(call?.function.arguments ?? "")).toEqual({ city: "Oslo" });
  });

  test("vectors: equal for equal texts, and for others not", async () => {
    const { data } = await client().getEmbeddings({ model, input: ["a cat", "a cat", "a dog"] });
    const [first, again, other] = data.map(({ embedding }) => embedding as number[]);
    expect(first?.length).toBeGreaterThan(8);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  test("a conversation that is too long is an error that says so", async () => {
    const long = { ...settled, messages: [{ role: "user" as const, content: "word ".repeat(600) }] };
    const refused = { problem: { message: expect.stringMatching(/512 tokens/) } };
    await expect(client().getChatCompletions(long)).rejects.toMatchObject(refused);
  });

  test("a wrong key is an error of authentication", async () => {
    const asked = clientOf("wrong").getChatCompletions(settled);
    await expect(asked).rejects.toMatchObject({ status: 401, problem: { kind: "authentication" } });
  });
}
