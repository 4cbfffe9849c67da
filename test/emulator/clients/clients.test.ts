import { AzureKeyCredential } from "@azure/core-auth";
import { createSseStream } from "@azure/core-sse";
import ModelClient, { isUnexpected } from "@azure-rest/ai-inference";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../../src/emulator/index.ts";

// Other people's clients of the same API, as they come from npm: ours and the emulator cannot be wrong together.

const pixel =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const messages = [{ role: "user" as const, content: "Hello, you" }];
const said = 'You said "Hello, you". The model emulated-all is emulated and repeats what it is told.';
const usage = { completion_tokens: 22, prompt_tokens: 3, total_tokens: 25 };
const head = { created: 1735689600, id: expect.stringMatching(/^chatcmpl-[0-9a-f]{24}$/), model: "emulated-all" };
const parameters = {
  type: "object",
  properties: { a: { type: "integer" }, city: { type: "string" } },
  required: ["a", "city"],
};
const tools = [
  { type: "function" as const, function: { name: "weather", description: "Tells the weather", parameters } },
];

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ keys: ["good"], strict: true });
});
afterAll(() => emulator.stop());

describe("D24: @azure-rest/ai-inference", () => {
  const clientOf = (key = "good") =>
    ModelClient(emulator.url, new AzureKeyCredential(key), {
      allowInsecureConnection: true,
      retryOptions: { maxRetries: 0 },
    });

  test("info", async () => {
    const { status, body } = await clientOf().path("/info").get();
    expect(status).toBe("200");
    expect(body).toEqual({
      model_name: "emulated-all",
      model_type: "chat-completion",
      model_provider_name: "model-inference",
    });
  });

  test("chat", async () => {
    const response = await clientOf().path("/chat/completions").post({ body: { messages } });
    expect(response.status).toBe("200");
    expect(response.body).toEqual({
      ...head,
      object: "chat.completion",
      choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: said } }],
      usage,
    });
  });

  test("stream, as its samples read it", async () => {
    const response = await clientOf()
      .path("/chat/completions")
      .post({ body: { messages, stream: true } })
      .asNodeStream();
    expect(response.status).toBe("200");
    const stream = response.body as import("node:http").IncomingMessage;
    let text = "";
    let last: unknown;
    for await (const event of createSseStream(stream)) {
      if (event.data === "[DONE]") break;
      last = JSON.parse(event.data);
      text += (last as { choices: { delta?: { content?: string } }[] }).choices[0]?.delta?.content ?? "";
    }
    expect(text).toBe(said);
    expect(last).toEqual({
      ...head,
      object: "chat.completion.chunk",
      choices: [{ index: 0, delta: {}, finish_reason: "stop" }],
      usage,
    });
  });

  test("embeddings, as floats and as base64 of the same", async () => {
    const post = async (encoding_format: string) => {
      const response = await clientOf()
        .path("/embeddings")
        .post({ body: { input: ["a", "b"], dimensions: 8, encoding_format } });
      if (isUnexpected(response)) throw new Error(response.status);
      expect(response.body).toMatchObject({
        id: expect.stringMatching(/^emb-/),
        object: "list",
        model: "emulated-all",
        data: [
          { index: 0, object: "embedding" },
          { index: 1, object: "embedding" },
        ],
        usage: { prompt_tokens: 2, total_tokens: 2 },
      });
      return response.body.data.map(({ embedding }) => embedding);
    };
    const [floats, texts] = [await post("float"), await post("base64")];
    expect(
      texts.map((text) => [...new Float32Array(Uint8Array.from(Buffer.from(String(text), "base64")).buffer)]),
    ).toEqual(floats);
  });

  test("image embeddings", async () => {
    const response = await clientOf()
      .path("/images/embeddings")
      .post({ body: { input: [{ image: pixel, text: "a dot" }] } });
    if (isUnexpected(response)) throw new Error(response.status);
    expect(response.body).toMatchObject({
      id: expect.stringMatching(/^emb-/),
      object: "list",
      model: "emulated-all",
      data: [{ index: 0, object: "embedding" }],
      usage: { prompt_tokens: 3, total_tokens: 3 },
    });
    expect(Math.hypot(...response.body.data.flatMap(({ embedding }) => embedding as number[]))).toBeCloseTo(1, 5);
  });

  test("a tool call, and a response from what the tool gave back", async () => {
    const asked = await clientOf()
      .path("/chat/completions")
      .post({ body: { messages, tools, tool_choice: "required" } });
    if (isUnexpected(asked)) throw new Error(asked.status);
    const [choice] = asked.body.choices;
    const tool_calls = choice?.message.tool_calls ?? [];
    expect(choice?.finish_reason).toBe("tool_calls");
    expect(tool_calls.map((call) => call.function)).toEqual([{ name: "weather", arguments: '{"a":0,"city":"text"}' }]);
    const history = [
      ...messages,
      { role: "assistant", content: "", tool_calls },
      { role: "tool", tool_call_id: tool_calls[0]?.id, content: "sunny" },
    ];
    const told = await clientOf()
      .path("/chat/completions")
      .post({ body: { messages: history } });
    expect(told.body).toMatchObject({ choices: [{ message: { content: "The tool gave back: sunny" } }] });
  });

  test("a 422 names the parameter", async () => {
    const response = await clientOf()
      .path("/chat/completions")
      .post({ body: { messages, model: "emulated-chat-small", response_format: { type: "json_object" } } });
    expect(isUnexpected(response)).toBe(true);
    expect(response.status).toBe("422");
    expect(response.body).toMatchObject({
      code: "parameter_not_supported",
      detail: { loc: ["body", "response_format"], input: "json_object" },
    });
  });

  test("a stopped prompt names its category", async () => {
    const response = await clientOf()
      .path("/chat/completions")
      .post({ body: { messages: [{ role: "user", content: "[hate]" }] } });
    expect(response.status).toBe("400");
    expect(response.headers["x-ms-error-code"]).toBe("content_filter");
    expect(response.body).toMatchObject({
      error: {
        code: "content_filter",
        innererror: { content_filter_result: { hate: { filtered: true, severity: "high" } } },
      },
    });
  });

  test("extra properties pass only when let through", async () => {
    const body = { messages, safe_mode: true };
    const refused = await clientOf().path("/chat/completions").post({ body });
    expect(refused.status).toBe("400");
    expect(refused.body).toMatchObject({ code: "BadRequest", message: expect.stringContaining("safe_mode") });
    const passed = await clientOf()
      .path("/chat/completions")
      .post({ body, headers: { "extra-parameters": "pass-through" } });
    expect(passed.status).toBe("200");
  });

  test("a wrong key", async () => {
    const response = await clientOf("bad").path("/info").get();
    expect(response.status).toBe("401");
    expect(response.body).toEqual({ statusCode: 401, message: "The key is not valid for this endpoint" });
  });
});

describe("D24: openai", () => {
  const clientOf = (apiKey = "good") =>
    new OpenAI({ apiKey, baseURL: emulator.url, defaultQuery: { "api-version": "2024-05-01-preview" }, maxRetries: 0 });

  test("chat", async () => {
    const answer = await clientOf().chat.completions.create({ model: "emulated-all", messages });
    expect(answer).toEqual({
      ...head,
      object: "chat.completion",
      choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: said } }],
      usage,
    });
  });

  test("stream, with its usage chunk when passed through", async () => {
    const stream = await clientOf().chat.completions.create(
      { model: "emulated-all", messages, stream: true, stream_options: { include_usage: true } },
      { headers: { "extra-parameters": "pass-through" } },
    );
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? "").join("")).toBe(said);
    expect(chunks.at(-1)).toEqual({ ...head, object: "chat.completion.chunk", choices: [], usage });
    expect(chunks.at(-2)?.choices).toEqual([{ index: 0, delta: {}, finish_reason: "stop" }]);
    expect(chunks[0]?.choices).toEqual([{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }]);
  });

  test("its own collector puts a streamed tool call together", async () => {
    const stream = clientOf().chat.completions.stream({
      model: "emulated-all",
      messages,
      tools,
      tool_choice: "required",
    });
    const call = (await stream.finalMessage()).tool_calls?.[0];
    expect(call).toMatchObject({ type: "function", function: { name: "weather", arguments: '{"a":0,"city":"text"}' } });
  });

  test("text completions", async () => {
    const answer = await clientOf().completions.create({
      model: "emulated-completions",
      prompt: "Once",
      max_tokens: 3,
    });
    expect(answer.choices).toMatchObject([{ index: 0, finish_reason: "length", text: ", says the" }]);
    expect(answer.usage).toEqual({ completion_tokens: 3, prompt_tokens: 1, total_tokens: 4 });
  });

  test("embeddings: the floats that it decodes from base64 are those that come as numbers", async () => {
    const decoded = await clientOf().embeddings.create({ model: "emulated-embed", input: "a cat", dimensions: 16 });
    const plain = await clientOf().embeddings.create({
      model: "emulated-embed",
      input: "a cat",
      dimensions: 16,
      encoding_format: "float",
    });
    expect(decoded.data[0]?.embedding).toHaveLength(16);
    expect(decoded.data[0]?.embedding).toEqual(plain.data[0]?.embedding);
  });

  test("the routes that it has no methods for: info and image embeddings", async () => {
    expect(await clientOf().get("/info", { query: { model: "emulated-image-embed" } })).toEqual({
      model_name: "emulated-image-embed",
      model_type: "image-embeddings",
      model_provider_name: "model-inference",
    });
    const body = { model: "emulated-image-embed", input: [{ image: pixel }], dimensions: 4 };
    const answer = await clientOf().post<{ data: { embedding: number[] }[] }>("/images/embeddings", { body });
    expect(answer).toMatchObject({
      id: expect.stringMatching(/^emb-/),
      object: "list",
      model: "emulated-image-embed",
      data: [{ index: 0, object: "embedding" }],
      usage: { prompt_tokens: 1, total_tokens: 1 },
    });
    expect(Math.hypot(...(answer.data[0]?.embedding ?? []))).toBeCloseTo(1, 5);
  });

  test("a tool's response is reported, and arguments come whole when not streamed", async () => {
    const client = clientOf();
    const asked = await client.chat.completions.create({
      model: "emulated-all",
      messages,
      tools,
      tool_choice: { type: "function", function: { name: "weather" } },
    });
    const message = asked.choices[0]?.message;
    expect(asked.choices[0]).toEqual({
      index: 0,
      finish_reason: "tool_calls",
      message: {
        role: "assistant",
        content: null,
        tool_calls: [
          {
            id: expect.stringMatching(/^call-/),
            type: "function",
            function: { name: "weather", arguments: '{"a":0,"city":"text"}' },
          },
        ],
      },
    });
    const told = await client.chat.completions.create({
      model: "emulated-all",
      messages: [
        ...messages,
        { role: "assistant", content: null, tool_calls: message?.tool_calls ?? [] },
        { role: "tool", tool_call_id: message?.tool_calls?.[0]?.id ?? "", content: "sunny" },
      ],
    });
    expect(told.choices[0]?.message.content).toBe("The tool gave back: sunny");
  });

  test("a 422, a stopped prompt, a wrong key and an unknown model", async () => {
    const create = (content: string, more: object = {}, key = "good") =>
      clientOf(key).chat.completions.create({
        model: "emulated-chat-small",
        messages: [{ role: "user", content }],
        ...more,
      });
    const refused = await create("a", { tools }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(OpenAI.UnprocessableEntityError);
    // It reads `error` of a body and nothing else: of a flat one the header alone is left.
    expect((refused as InstanceType<typeof OpenAI.UnprocessableEntityError>).headers.get("x-ms-error-code")).toBe(
      "parameter_not_supported",
    );
    await expect(create("[violence]")).rejects.toMatchObject({ status: 400, code: "content_filter", param: "prompt" });
    await expect(create("a", {}, "bad")).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
    await expect(create("a", { model: "no-such" })).rejects.toMatchObject({ status: 404, code: "unknown_model" });
  });
});
