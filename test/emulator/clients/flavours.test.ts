import { AzureKeyCredential } from "@azure/core-auth";
import ModelClient, { isUnexpected } from "@azure-rest/ai-inference";
import OpenAI, { AzureOpenAI } from "openai";
import * as hooks from "vitest";
import { describe, expect, test } from "vitest";
import { useEmulator } from "../../../src/emulator/index.ts";

// Other people's clients at each kind of endpoint, set up as their own documentation says.

const emulator = useEmulator(hooks, { keys: ["good"], strict: true });
const messages = [{ role: "user" as const, content: "Hello, you" }];
const said = /^You said "Hello, you"/;

describe("D24: @azure-rest/ai-inference", () => {
  const flavours = ["serverless", "managed", "foundry", "azure-openai"] as const;
  const clientAt = (flavour: (typeof flavours)[number], key = "good") =>
    ModelClient(emulator.urlOf(flavour as "foundry"), new AzureKeyCredential(key), {
      allowInsecureConnection: true,
      retryOptions: { maxRetries: 0 },
      ...(flavour === "azure-openai" && { apiVersion: "2024-10-21" }),
    });

  test.each(flavours)("chat, vectors and a wrong key at %s", async (flavour) => {
    const chat = await clientAt(flavour).path("/chat/completions").post({ body: { messages } });
    if (isUnexpected(chat)) throw new Error(chat.status);
    expect(chat.body.choices[0]?.message.content).toMatch(said);
    const vectors = await clientAt(flavour)
      .path("/embeddings")
      .post({ body: { input: ["a"], dimensions: 4 } });
    if (isUnexpected(vectors)) throw new Error(vectors.status);
    expect(vectors.body.data[0]?.embedding).toHaveLength(4);
    const wrong = await clientAt(flavour, "bad").path("/chat/completions").post({ body: { messages } });
    expect(wrong.status).toBe("401");
  });
});

describe("D24: openai", () => {
  const clients = {
    "azure-openai": (apiKey: string) =>
      new AzureOpenAI({ endpoint: emulator.url, apiKey, apiVersion: "2024-10-21", maxRetries: 0 }),
    "openai-v1": (apiKey: string) => new OpenAI({ baseURL: emulator.urlOf("openai-v1"), apiKey, maxRetries: 0 }),
  };

  test.each(Object.entries(clients))("chat, a stream with usage, vectors and mistakes at %s", async (_, clientOf) => {
    const model = "emulated-all";
    const client = clientOf("good");
    const answer = await client.chat.completions.create({ model, messages, max_completion_tokens: 50 });
    expect(answer.choices[0]?.message.content).toMatch(said);
    const stream = await client.chat.completions.create({
      model,
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let usage: unknown;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      usage = chunk.usage ?? usage;
    }
    expect(text).toBe(answer.choices[0]?.message.content);
    expect(usage).toMatchObject({ prompt_tokens: 3 });
    const vectors = await client.embeddings.create({ model, input: "a", dimensions: 4 });
    expect(vectors.data[0]?.embedding).toHaveLength(4);
    await expect(
      client.chat.completions.create({ model: "emulated-chat-small", messages, tool_choice: "auto" }),
    ).rejects.toMatchObject({ status: 400, code: "unsupported_parameter", param: "tool_choice" });
    await expect(client.chat.completions.create({ model: "nobody", messages })).rejects.toBeInstanceOf(
      OpenAI.NotFoundError,
    );
    await expect(clientOf("bad").chat.completions.create({ model, messages })).rejects.toBeInstanceOf(
      OpenAI.AuthenticationError,
    );
  });
});
