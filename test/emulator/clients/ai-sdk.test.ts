import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, embedMany, generateObject, generateText, stepCountIs, streamText, tool } from "ai";
import * as hooks from "vitest";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Flavour, flavourNames, useEmulator } from "../../../src/emulator/index.ts";

// The AI SDK through its provider for whatever speaks as OpenAI does, at each kind of endpoint.

const emulator = useEmulator(hooks, { keys: ["good"] });
const model = "emulated-all";
const prompt = "Hello, you";
const said = 'You said "Hello, you". The model emulated-all is emulated and repeats what it is told.';
const versions: Partial<Record<Flavour, string>> = { "azure-openai": "2024-10-21" };
const isOpenai = (flavour: Flavour) => flavour === "azure-openai" || flavour === "openai-v1";

const providerOf = (flavour: Flavour, apiKey = "good") =>
  createOpenAICompatible({
    name: "emulated",
    baseURL: emulator.urlOf(flavour),
    apiKey,
    includeUsage: true,
    supportsStructuredOutputs: true,
    ...(flavour !== "openai-v1" && { queryParams: { "api-version": versions[flavour] ?? "2025-04-01" } }),
    // It sends `stream_options`, which the contract knows only as an extra.
    ...(!isOpenai(flavour) && { headers: { "extra-parameters": "pass-through" } }),
  });
const weather = tool({
  description: "Tells the weather",
  inputSchema: z.object({ city: z.string() }),
  execute: ({ city }) => `sunny in ${city}`,
});

describe.each(flavourNames)("D24: the AI SDK at %s", (flavour) => {
  const provider = () => providerOf(flavour);
  const once = { prompt, maxRetries: 0 };

  test("a text", async () => {
    const { text, finishReason, usage } = await generateText({ ...once, model: provider()(model) });
    expect(text).toBe(said);
    expect(finishReason).toBe("stop");
    expect(usage).toMatchObject({ inputTokens: 3, outputTokens: 22, totalTokens: 25 });
  });

  test("a stream, with its usage", async () => {
    const { textStream, finishReason, usage } = streamText({ ...once, model: provider()(model) });
    const parts: string[] = [];
    for await (const part of textStream) parts.push(part);
    expect(parts.join("")).toBe(said);
    expect(parts.length).toBeGreaterThan(20);
    expect(await finishReason).toBe("stop");
    expect(await usage).toMatchObject({ inputTokens: 3, outputTokens: 22, totalTokens: 25 });
  });

  test("a tool that is called and run, and whose result is used", async () => {
    const { text, steps } = await generateText({
      ...once,
      model: provider()(model),
      prompt: "Use weather",
      tools: { weather },
      stopWhen: stepCountIs(3),
    });
    expect(steps.map(({ finishReason }) => finishReason)).toEqual(["tool-calls", "stop"]);
    expect(steps[0]?.toolCalls).toMatchObject([{ toolName: "weather", input: { city: "text" } }]);
    expect(text).toBe("The tool gave back: sunny in text");
  });

  test("a streamed tool call", async () => {
    const { toolCalls } = streamText({ ...once, model: provider()(model), prompt: "Use weather", tools: { weather } });
    expect(await toolCalls).toMatchObject([{ toolName: "weather", input: { city: "text" } }]);
  });

  test("a value of a schema", async () => {
    const schema = z.object({ city: z.string(), degrees: z.number() });
    const { object } = await generateObject({ ...once, model: provider()(model), schema });
    expect(object).toEqual({ city: "text", degrees: 0 });
  });

  test("vectors", async () => {
    const { embeddings, usage } = await embedMany({
      model: provider().embeddingModel(model),
      values: ["a", "b"],
      maxRetries: 0,
      providerOptions: { emulated: { dimensions: 4 } },
    });
    expect(embeddings.map((vector) => vector.length)).toEqual([4, 4]);
    expect(usage).toEqual({ tokens: 2 });
  });

  test("a refusal and a wrong key", async () => {
    const ask = (apiKey: string, text: string) =>
      generateText({ ...once, model: providerOf(flavour, apiKey)(model), prompt: text });
    const refused = await ask("good", "[hate]").catch((error: unknown) => error);
    expect(APICallError.isInstance(refused) && refused).toMatchObject({
      statusCode: flavour === "managed" ? 424 : 400,
      responseBody: expect.stringContaining('"code":"content_filter"'),
      ...(flavour !== "managed" && { message: expect.stringContaining("content") }),
    });
    await expect(ask("bad", prompt)).rejects.toMatchObject({ statusCode: 401 });
  });
});
