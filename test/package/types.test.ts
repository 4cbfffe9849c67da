import { assertType, expectTypeOf, test } from "vitest";
import {
  type ChatCompletions,
  type ChatCompletionsChunk,
  type ChatRequestMessage,
  type Client,
  type ClientOptions,
  type Completions,
  type ContentItem,
  createClient,
  type EmbeddingsResult,
  type ErrorBody,
  type Extras,
  type FinishReason,
  type ModelInfo,
  type Problem,
  type ToolChoice,
} from "../../src/client/index.ts";

// What compiles is checked by `tsc`; nothing is sent.
const client = createClient({ endpoint: "http://localhost", credential: { key: "k" } });
const messages: ChatRequestMessage[] = [{ role: "user", content: "Hello" }];

test("every method takes the body of its operation and gives its response", () => {
  expectTypeOf(client.getModelInfo).returns.resolves.toEqualTypeOf<ModelInfo>();
  expectTypeOf(client.getChatCompletions).returns.resolves.toEqualTypeOf<ChatCompletions>();
  expectTypeOf(client.getCompletions).returns.resolves.toEqualTypeOf<Completions>();
  expectTypeOf(client.getEmbeddings).returns.resolves.toEqualTypeOf<EmbeddingsResult>();
  expectTypeOf(client.getImageEmbeddings).returns.resolves.toEqualTypeOf<EmbeddingsResult>();
  expectTypeOf(client.streamChatCompletions).returns.toMatchTypeOf<AsyncIterable<ChatCompletionsChunk>>();
  expectTypeOf<
    ReturnType<typeof client.streamChatCompletions>["collect"]
  >().returns.resolves.toEqualTypeOf<ChatCompletions>();
});

test("only what the contract requires is required", () => {
  assertType<Parameters<Client["getChatCompletions"]>[0]>({ messages });
  assertType<Parameters<Client["getCompletions"]>[0]>({ prompt: "Once" });
  assertType<Parameters<Client["getEmbeddings"]>[0]>({ input: "a" });
  assertType<Parameters<Client["getImageEmbeddings"]>[0]>({ input: [{ image: "data:image/png;base64,AA==" }] });
  // @ts-expect-error messages are required
  assertType<Parameters<Client["getChatCompletions"]>[0]>({});
  // @ts-expect-error prompt is required
  assertType<Parameters<Client["getCompletions"]>[0]>({});
  // @ts-expect-error input is required
  assertType<Parameters<Client["getEmbeddings"]>[0]>({});
  // @ts-expect-error an image is required
  assertType<Parameters<Client["getImageEmbeddings"]>[0]>({ input: [{ text: "a" }] });
});

test("a typo in a property's name does not compile", () => {
  // @ts-expect-error the member is called temperature
  assertType<Parameters<Client["getChatCompletions"]>[0]>({ messages, temprature: 1 });
  // @ts-expect-error the member is called dimensions
  assertType<Parameters<Client["getEmbeddings"]>[0]>({ input: "a", dimension: 1 });
  // @ts-expect-error the option is called apiVersion
  assertType<ClientOptions>({ endpoint: "https://localhost", credential: { key: "k" }, apiversion: "2025-04-01" });
});

declare module "../../src/client/options.ts" {
  interface Extras {
    guard_level?: "low" | "high";
  }
}

test("extras of well-known models are typed, those of others can be, and all may be sent", () => {
  assertType<Extras>({ guard_level: "low", reasoning_effort: "high", n: 2, unheard_of: {} });
  // @ts-expect-error it is low or high
  assertType<Extras>({ guard_level: "middling" });
  // @ts-expect-error a number of answers
  assertType<Extras>({ n: "two" });
});

test("whether a response streams is the method's choice", () => {
  // @ts-expect-error streamChatCompletions streams
  assertType<Parameters<Client["getChatCompletions"]>[0]>({ messages, stream: true });
});

test("messages are distinguished by their role", () => {
  assertType<ChatRequestMessage>({ role: "system", content: "Be brief." });
  assertType<ChatRequestMessage>({ role: "developer", content: "Be brief." });
  assertType<ChatRequestMessage>({ role: "assistant" });
  assertType<ChatRequestMessage>({ role: "assistant", content: null, tool_calls: [] });
  assertType<ChatRequestMessage>({ role: "tool", tool_call_id: "1", content: "4" });
  // @ts-expect-error no such role
  assertType<ChatRequestMessage>({ role: "robot", content: "Hello" });
  assertType<ChatRequestMessage>({ role: "system", content: [{ type: "text", text: "a" }], name: "rules" });
  // @ts-expect-error a system message is text
  assertType<ChatRequestMessage>({ role: "system", content: [{ type: "image_url", image_url: { url: "u" } }] });
  // @ts-expect-error a user message has content
  assertType<ChatRequestMessage>({ role: "user" });
  // @ts-expect-error a tool message names its call
  assertType<ChatRequestMessage>({ role: "tool", content: "4" });
  // @ts-expect-error only the assistant calls tools
  assertType<ChatRequestMessage>({ role: "user", content: "a", tool_calls: [] });

  const message = messages[0] as ChatRequestMessage;
  if (message.role === "tool") expectTypeOf(message.tool_call_id).toEqualTypeOf<string>();
});

test("parts of a user message are distinguished by their type", () => {
  assertType<ChatRequestMessage>({
    role: "user",
    content: [
      { type: "text", text: "What is this?" },
      { type: "image_url", image_url: { url: "https://example.org/a.png", detail: "low" } },
      { type: "audio_url", audio_url: { url: "https://example.org/a.mp3" } },
      { type: "input_audio", input_audio: { data: "AAAA", format: "wav" } },
    ],
  });
  // @ts-expect-error an image is an object with a url
  assertType<ChatRequestMessage>({ role: "user", content: [{ type: "image_url", image_url: "https://example.org" }] });
  assertType<ContentItem>({ type: "image_url", image_url: { url: "u", detail: "of tomorrow" } });
  assertType<ContentItem>({ type: "input_audio", input_audio: { data: "", format: "ogg" } });
  // @ts-expect-error no such part
  assertType<ChatRequestMessage>({ role: "user", content: [{ type: "video", url: "u" }] });
});

test("tools and their choice", () => {
  const tool = { type: "function", function: { name: "add", parameters: { type: "object" } } } as const;
  assertType<Parameters<Client["getChatCompletions"]>[0]>({ messages, tools: [tool], tool_choice: "required" });
  assertType<ToolChoice>({ type: "function", function: { name: "add" } });
  assertType<ToolChoice>("a word of tomorrow");
  // @ts-expect-error a function has a name
  assertType<Parameters<Client["getChatCompletions"]>[0]>({ messages, tools: [{ type: "function", function: {} }] });
  // @ts-expect-error functions are the only kind of tool
  assertType<ToolChoice>({ type: "custom", function: { name: "add" } });
});

test("response formats are distinguished by their type", () => {
  assertType<Parameters<Client["getChatCompletions"]>[0]>({ messages, response_format: { type: "text" } });
  assertType<Parameters<Client["getChatCompletions"]>[0]>({ messages, response_format: { type: "json_object" } });
  const json_schema = { name: "sum", schema: { type: "object" } };
  assertType<Parameters<Client["getChatCompletions"]>[0]>({
    messages,
    response_format: { type: "json_schema", json_schema },
  });
  // @ts-expect-error a schema is required
  assertType<Parameters<Client["getChatCompletions"]>[0]>({ messages, response_format: { type: "json_schema" } });
  // @ts-expect-error no such format
  assertType<Parameters<Client["getChatCompletions"]>[0]>({ messages, response_format: { type: "xml" } });
});

test("open enums know their values and take others", () => {
  expectTypeOf<FinishReason>().toEqualTypeOf<"stop" | "length" | "content_filter" | "tool_calls" | (string & {})>();
  assertType<Parameters<Client["getEmbeddings"]>[0]>({ input: ["a"], encoding_format: "float16" });
});

test("what may be null is null, what may be absent is optional", () => {
  assertType<Parameters<Client["getChatCompletions"]>[0]>({ messages, max_tokens: null });
  assertType<Parameters<Client["getChatCompletions"]>[0]>({ messages, temperature: null, stop: null });
  // @ts-expect-error a temperature is a number
  assertType<Parameters<Client["getChatCompletions"]>[0]>({ messages, temperature: "0.5" });
  expectTypeOf<ChatCompletions["choices"][number]["message"]["content"]>().toEqualTypeOf<string | null | undefined>();
  expectTypeOf<NonNullable<ChatCompletionsChunk["choices"][number]["delta"]>["content"]>().toEqualTypeOf<
    string | null | undefined
  >();
  expectTypeOf<EmbeddingsResult["id"]>().toEqualTypeOf<string | null | undefined>();
  expectTypeOf<EmbeddingsResult["data"][number]["embedding"]>().toEqualTypeOf<string | number[]>();
});

test("properties that the contract does not know are there, as unknown", () => {
  expectTypeOf<ChatCompletions["x_of_tomorrow"]>().toEqualTypeOf<unknown>();
});

test("client.http is typed by the contract and needs no api-version", () => {
  const call = () => client.http.POST("/chat/completions", { body: { messages, any_extra: true } });
  type Answer = Awaited<ReturnType<typeof call>>;
  expectTypeOf<NonNullable<Answer["data"]>>().toEqualTypeOf<ChatCompletions>();
  expectTypeOf<NonNullable<Answer["error"]>>().toEqualTypeOf<ErrorBody>();
  assertType<() => unknown>(() => client.http.GET("/info"));
  assertType<() => unknown>(() => client.http.GET("/info", { params: { query: { model: "m" } } }));
  assertType<() => unknown>(() =>
    client.http.POST("/embeddings", { body: { input: "a" }, params: { header: { "extra-parameters": "drop" } } }),
  );
  assertType<() => unknown>(() => client.http.POST("/embeddings", { body: { input: "a", input_type: "of tomorrow" } }));
  // @ts-expect-error no such option
  assertType<() => unknown>(() => client.http.POST("/embeddings", { body: { input: "a" }, parameters: {} }));
  // @ts-expect-error no such route
  assertType<() => unknown>(() => client.http.POST("/images/generations", { body: {} }));
  // @ts-expect-error messages are required
  assertType<() => unknown>(() => client.http.POST("/chat/completions", { body: {} }));
});

test("a switch over a problem's kind is exhaustive", () => {
  const told = (problem: Problem): string => {
    switch (problem.kind) {
      case "content_filter":
        return Object.keys(problem.categories).join();
      case "unsupported_parameter":
        return problem.parameters.map(({ pointer }) => pointer).join();
      case "model_failed":
        return String(problem.innerStatus);
      case "extra_parameters_refused":
      case "invalid_request":
      case "authentication":
      case "permission":
      case "not_found":
      case "rate_limited":
      case "too_large":
      case "unavailable":
      case "retired":
      case "unknown":
        return problem.message;
    }
  };
  expectTypeOf(told).returns.toEqualTypeOf<string>();
  // @ts-expect-error a case is missing, so a path returns nothing
  const short = (problem: Problem): string => {
    switch (problem.kind) {
      case "content_filter":
        return "";
    }
  };
  expectTypeOf(short).toBeFunction();
});
