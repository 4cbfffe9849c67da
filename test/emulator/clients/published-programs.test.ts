import { AzureKeyCredential } from "@azure/core-auth";
import { createSseStream } from "@azure/core-sse";
import ModelClient, { isUnexpected } from "@azure-rest/ai-inference";
import { ChatOpenAI } from "@langchain/openai";
import OpenAI from "openai";
import * as hooks from "vitest";
import { describe, expect, test } from "vitest";
import { useEmulator } from "../../../src/emulator/index.ts";

// Published programs in our words, with the options and models that they set, at an emulator with the default options.

const emulator = useEmulator(hooks);
const weather = {
  type: "function" as const,
  function: {
    name: "get_current_weather",
    description: "Returns the weather in a city",
    parameters: { type: "object", properties: { location: { type: "string" } }, required: ["location"] },
  },
};
const boston = { role: "user" as const, content: "What's the weather like in Boston?" };
const clientOf = (options: object = {}, endpoint = emulator.url) =>
  ModelClient(endpoint, new AzureKeyCredential("k"), { allowInsecureConnection: true, ...options });

async function bodyOf<Response extends { status: string; body: unknown }>(call: PromiseLike<Response>) {
  const response = await call;
  expect([response.status, response.body]).toEqual(["200", expect.anything()]);
  return response.body as Extract<Response, { status: "200" }>["body"];
}

describe("audit F1, F6: samples of @azure-rest/ai-inference", () => {
  test("a tool message with a name", async () => {
    const client = clientOf();
    const tool_calls = [
      { id: "call-1", type: "function" as const, function: { name: "get_current_weather", arguments: "{}" } },
    ];
    const messages = [
      boston,
      { role: "assistant", content: null, tool_calls },
      { role: "tool", content: "sunny", tool_call_id: "call-1", name: "get_current_weather" },
    ];
    const body = await bodyOf(client.path("/chat/completions").post({ body: { messages, tools: [weather] } as never }));
    expect(body.choices[0]?.message.content).toBe("The tool gave back: sunny");
  });

  test("a streamed tool call", async () => {
    const stream = await clientOf()
      .path("/chat/completions")
      .post({ body: { messages: [boston], tools: [weather], stream: true, model: "gpt-4o" } })
      .asNodeStream();
    let name = "";
    let args = "";
    for await (const { data } of createSseStream(stream.body as NodeJS.ReadableStream as never)) {
      if (data === "[DONE]") break;
      const { choices } = JSON.parse(data) as {
        choices: { delta: { tool_calls?: { function: { name?: string; arguments?: string } }[] } }[];
      };
      for (const { function: call } of choices[0]?.delta.tool_calls ?? []) {
        name += call.name ?? "";
        args += call.arguments ?? "";
      }
    }
    expect([name, JSON.parse(args)]).toEqual(["get_current_weather", { location: "text" }]);
  });

  test("the portal's quick start: max_completion_tokens at /models", async () => {
    const body = { messages: [boston], max_completion_tokens: 3, model: "gpt-5-mini" } as never;
    const answer = await bodyOf(clientOf({}, emulator.urlOf("foundry")).path("/chat/completions").post({ body }));
    expect(answer).toMatchObject({ model: "gpt-5-mini", choices: [{ finish_reason: "length" }] });
  });

  test("GitHub Models' generated sample: model_extras, and a model of its own", async () => {
    const body = {
      messages: [{ role: "system", content: "" }, boston],
      model: "openai/gpt-4.1",
      temperature: 1,
      stream: true,
      model_extras: { stream_options: { include_usage: true } },
    } as never;
    const response = await clientOf().path("/chat/completions").post({ body }).asNodeStream();
    expect(response.status).toBe("200");
  });

  test.each(["2024-08-01-preview", "2024-12-01-preview", "2025-01-01-preview"])(
    "apiVersion %s, at the URL of a deployment too",
    async (apiVersion) => {
      for (const endpoint of [emulator.url, emulator.urlOf("azure-openai", "gpt-4o"), emulator.urlOf("foundry")])
        await bodyOf(
          clientOf({ apiVersion }, endpoint)
            .path("/chat/completions")
            .post({ body: { messages: [boston] } }),
        );
    },
  );
});

describe("audit F8: what the public tests of @azure-rest/ai-inference expect", () => {
  test("embeddings without a zero at either end", async () => {
    const input = ["first phrase", "second phrase", "third phrase"];
    const { data } = await bodyOf(clientOf().path("/embeddings").post({ body: { input } }));
    for (const { embedding } of data) {
      const numbers = embedding as unknown as number[];
      expect(numbers[0] === 0 || numbers.at(-1) === 0).toBe(false);
      expect(numbers.every((number) => number !== 0)).toBe(true);
    }
  });

  test("image embeddings with prompt tokens", async () => {
    const image =
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChAGA60e6kgAAAABJRU5ErkJggg==";
    const { usage, data } = await bodyOf(
      clientOf()
        .path("/images/embeddings")
        .post({ body: { input: [{ image }] } }),
    );
    expect(usage.prompt_tokens).toBeGreaterThan(0);
    expect((data[0]?.embedding as unknown as number[] | undefined)?.[0]).not.toBe(0);
  });

  test("a tool call when the tool fits the question", async () => {
    const body = { messages: [boston], tools: [weather] };
    const { choices } = await bodyOf(clientOf().path("/chat/completions").post({ body }));
    expect(choices[0]).toMatchObject({
      finish_reason: "tool_calls",
      message: { tool_calls: [{ function: { name: "get_current_weather" } }] },
    });
  });

  test("a conversation of several turns, by a rule", async () => {
    emulator.rules.add({ when: { lastMessage: /second/ }, answer: "Venus is the second planet." });
    const messages = [
      { role: "user", content: "Which planet is the first?" },
      { role: "assistant", content: "Mercury." },
      { role: "user", content: "And the second?" },
    ];
    const { choices } = await bodyOf(clientOf().path("/chat/completions").post({ body: { messages } }));
    expect(choices[0]?.message.content).toMatch(/Venus/);
  });

  test("the 422 of a response format names it as the reference does", async () => {
    const response = await clientOf()
      .path("/chat/completions")
      .post({ body: { messages: [boston], model: "emulated-chat-small", response_format: { type: "json_object" } } });
    expect(isUnexpected(response)).toBe(true);
    expect(response.body).toMatchObject({ detail: { loc: ["body", "response_format"], input: "json_object" } });
  });
});

describe("the reference page's REST requests, as they are printed", () => {
  const send = async (path: string, body?: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${emulator.url}${path}?api-version=2024-05-01-preview`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: "Bearer k", "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  const system = { role: "system", content: "You are a helpful assistant." };

  test("/info", async () => {
    expect(await send("/info")).toMatchObject({ status: 200, body: { model_type: "chat-completion" } });
  });

  test("a chat with an extra parameter that is passed through", async () => {
    const body = {
      messages: [system, boston],
      temperature: 0,
      top_p: 1,
      response_format: { type: "text" },
      safe_mode: true,
    };
    expect((await send("/chat/completions", body, { "extra-parameters": "pass-through" })).status).toBe(200);
  });

  test("the content safety sample", async () => {
    const knife =
      "Chopping tomatoes and cutting them into cubes or wedges are great ways to practice your knife skills.";
    const messages = [system, { role: "user", content: knife }];
    expect(await send("/chat/completions", { messages, temperature: 0, top_p: 1 })).toMatchObject({
      status: 400,
      body: {
        error: { code: "content_filter", innererror: { content_filter_result: { violence: { filtered: true } } } },
      },
    });
  });
});

describe("streams of other clients with their default parameters", () => {
  const baseURL = () => emulator.url;

  test("LangChain", async () => {
    const model = new ChatOpenAI({
      model: "gpt-4o-mini",
      apiKey: "k",
      maxRetries: 0,
      configuration: { baseURL: baseURL() },
    });
    let text = "";
    let tokens = 0;
    for await (const chunk of await model.stream("Hello")) {
      text += String(chunk.content);
      tokens += (chunk.usage_metadata as { total_tokens: number } | undefined)?.total_tokens ?? 0;
    }
    expect(text).toMatch(/^You said "Hello"/);
    expect(tokens).toBeGreaterThan(0);
    expect(emulator.journal.entries[0]).toMatchObject({
      path: "/chat/completions",
      extraParameters: { decision: "passed" },
    });
  });

  test("openai lists the models", async () => {
    const client = new OpenAI({ baseURL: emulator.urlOf("openai-v1"), apiKey: "k", maxRetries: 0 });
    const { data } = await client.models.list();
    expect(data[0]).toMatchObject({ id: "emulated-all", object: "model", owned_by: "model-inference" });
    expect(data).toHaveLength(9);
  });

  test("openai, at the root", async () => {
    const client = new OpenAI({ baseURL: baseURL(), apiKey: "k", maxRetries: 0 });
    const stream = client.chat.completions.stream({
      model: "gpt-4.1",
      messages: [boston],
      user: "u",
      n: 1,
      logprobs: true,
    });
    expect(await stream.finalContent()).toMatch(/^You said/);
    expect(emulator.journal.entries[0]?.extraParameters).toMatchObject({ members: ["user", "n", "logprobs"] });
  });
});
