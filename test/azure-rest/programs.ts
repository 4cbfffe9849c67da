import type { IncomingMessage } from "node:http";
import { AzureKeyCredential } from "@azure/core-auth";
import { createSseStream } from "@azure/core-sse";
import ModelClient, {
  type ChatCompletionsToolCallOutput,
  type ChatRequestMessage,
  type GetChatCompletionsParameters,
  isUnexpected,
  type ModelClientOptions,
  type ModelClient as ModelClientType,
} from "@azure-rest/ai-inference";
import { createRestError } from "@azure-rest/core-client";

// What the README and the samples of the retired package show, as programs of our own. They are written against that
// package; tests run and compile them once with it, and once with ours in its place.

const options: ModelClientOptions = { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } };
const withKey = (endpoint: string): ModelClientType => ModelClient(endpoint, new AzureKeyCredential("good"), options);
const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const weather = {
  name: "weather_of",
  description: "Tells the weather of a place",
  parameters: {
    type: "object",
    properties: { place: { type: "string" }, unit: { type: "string", enum: ["celsius", "kelvin"] } },
    required: ["place"],
  },
};

/** Asks once for a text and gives it. */
async function ask(client: ModelClientType, body: GetChatCompletionsParameters["body"]): Promise<unknown> {
  const response = await client.path("/chat/completions").post({ body });
  if (isUnexpected(response)) throw response.body.error;
  return response.body.choices.map(({ message, finish_reason }) => [message.content, finish_reason]);
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString("utf8");
}

/** The retired package sends tokens over TLS alone, so these run with ours only. */
export const tokenPrograms: Record<string, (endpoint: string) => Promise<unknown>> = {
  "token credential": async (endpoint) => {
    const scopes: unknown[] = [];
    const credential = {
      getToken: async (scope: string | string[]) => {
        scopes.push(scope);
        return { token: "good", expiresOnTimestamp: Date.now() + 3_600_000 };
      },
    };
    const client = ModelClient(endpoint, credential, options);
    return [await ask(client, { messages: [{ role: "user", content: "Hello" }] }), scopes];
  },

  "token credential with scopes of its own": async (endpoint) => {
    const scopes: unknown[] = [];
    const credential = {
      getToken: async (scope: string | string[]) => {
        scopes.push(scope);
        return { token: "good", expiresOnTimestamp: Date.now() + 3_600_000 };
      },
    };
    const clientOptions = { ...options, credentials: { scopes: ["https://cognitiveservices.azure.com/.default"] } };
    const client = ModelClient(endpoint, credential, clientOptions);
    return [await ask(client, { messages: [{ role: "user", content: "Hello" }] }), scopes];
  },
};

export const programs: Record<string, (endpoint: string) => Promise<unknown>> = {
  "getting started": (endpoint) =>
    ask(withKey(endpoint), { messages: [{ role: "user", content: "How long is a mile?" }] }),

  "streamed answer": async (endpoint) => {
    const messages = [
      { role: "system", content: "Talk like a sailor." },
      { role: "user", content: "Will you help me?" },
      { role: "assistant", content: "Aye." },
      { role: "user", content: "How do I teach a parrot?" },
    ];
    const response = await withKey(endpoint)
      .path("/chat/completions")
      .post({ body: { messages, stream: true, max_tokens: 128 } })
      .asNodeStream();
    const stream = response.body;
    if (!stream) throw new Error("no stream");
    if (response.status !== "200") throw createRestError({ ...response, body: JSON.parse(await textOf(stream)) });
    const told: unknown[] = [];
    for await (const event of createSseStream(stream as IncomingMessage)) {
      if (event.data === "[DONE]") return told;
      for (const choice of JSON.parse(event.data).choices) told.push(choice.delta?.content ?? "");
    }
    throw new Error("no end");
  },

  "streamed refusal": async (endpoint) => {
    const response = await withKey(endpoint)
      .path("/chat/completions")
      .post({ body: { messages: [{ role: "user", content: "[violence]" }], stream: true } })
      .asNodeStream();
    if (!response.body) throw new Error("no stream");
    const error = createRestError({ ...response, body: JSON.parse(await textOf(response.body)) });
    return [response.status, error.code, error.message, error.statusCode];
  },

  "several questions": async (endpoint) => {
    const messages = ["How are you?", "What is inference?", "Why do children love dinosaurs?"].map((content) => ({
      role: "user",
      content,
    }));
    const response = await withKey(endpoint).path("/chat/completions").post({ body: { messages } });
    if (isUnexpected(response)) throw response.body.error;
    return response.body.choices.map(({ message }, index) => [messages[index]?.content, message.content]);
  },

  "a summary": (endpoint) =>
    ask(withKey(endpoint), {
      messages: [{ role: "user", content: 'Summarize:\n"""\nTwo teams found a particle.\n"""\nSummary:' }],
      max_tokens: 64,
    }),

  "tools, and what they gave back": async (endpoint) => {
    const messages: ChatRequestMessage[] = [{ role: "user", content: "How is the weather in Oslo?" }];
    const client = withKey(endpoint);
    const answer = (call: ChatCompletionsToolCallOutput) => {
      if (call.function.name !== weather.name) throw new Error(`unknown tool ${call.function.name}`);
      const { place, unit } = JSON.parse(call.function.arguments) as { place: string; unit?: string };
      return { role: "tool", content: `22 degrees ${unit ?? "celsius"} in ${place}`, tool_call_id: call.id };
    };
    const asked = await client
      .path("/chat/completions")
      .post({ body: { messages, tools: [{ type: "function", function: weather }], tool_choice: "required" } });
    if (isUnexpected(asked)) throw asked.body.error;
    const message = asked.body.choices[0]?.message;
    if (!message?.tool_calls) throw new Error("no tool call");
    messages.push({ ...message, role: "assistant" }, ...message.tool_calls.map(answer));
    return [message.tool_calls, await ask(client, { messages })];
  },

  "a streamed tool call": async (endpoint) => {
    const { body, status } = await withKey(endpoint)
      .path("/chat/completions")
      .post({
        body: {
          messages: [{ role: "user", content: "How is the weather?" }],
          tools: [{ type: "function", function: weather }],
          tool_choice: { type: "function", function: { name: weather.name } },
          stream: true,
        },
      })
      .asNodeStream();
    if (!body) throw new Error("no stream");
    const called = { name: "", arguments: "" };
    for await (const event of createSseStream(body as IncomingMessage)) {
      if (event.data === "[DONE]") continue;
      for (const { delta } of JSON.parse(event.data).choices) {
        called.name += delta?.tool_calls?.[0]?.function?.name ?? "";
        called.arguments += delta?.tool_calls?.[0]?.function?.arguments ?? "";
      }
    }
    return [status, called];
  },

  "structured output": (endpoint) =>
    ask(withKey(endpoint), {
      messages: [{ role: "user", content: "How do I bake a cake?" }],
      response_format: {
        type: "json_schema",
        json_schema: {
          name: "Recipe",
          strict: true,
          schema: {
            type: "object",
            properties: { title: { type: "string" } },
            required: ["title"],
            additionalProperties: false,
          },
        },
      },
    }),

  "an image to look at": (endpoint) =>
    ask(withKey(endpoint), {
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "What is this?" },
            { type: "image_url", image_url: { url: `data:image/png;base64,${pixel}`, detail: "auto" } },
          ],
        },
      ],
    }),

  "audio to listen to": async (endpoint) => {
    const client = ModelClient(endpoint, new AzureKeyCredential("good"), { ...options, apiVersion: "2025-04-01" });
    const audioMessage = {
      role: "user",
      content: [
        { type: "text", text: "Write down what you hear." },
        { type: "input_audio", input_audio: { data: "AAAA", format: "mp3" } },
      ],
    };
    const linked = { role: "user", content: [{ type: "audio_url", audio_url: { url: "https://host.example/a.mp3" } }] };
    const messages = [{ role: "system", content: "You help." }, audioMessage, linked];
    const response = await client.path("/chat/completions").post({ body: { messages } });
    if (isUnexpected(response)) throw createRestError(response);
    return response.body.choices;
  },

  "text embeddings": async (endpoint) => {
    const response = await withKey(endpoint)
      .path("/embeddings")
      .post({ body: { input: ["first phrase", "second phrase", "third phrase"] } });
    if (isUnexpected(response)) throw response.body.error;
    return response.body.data.map(({ index, embedding }) => [index, embedding.length, embedding[0]]);
  },

  "image embeddings": async (endpoint) => {
    const response = await withKey(endpoint)
      .path("/images/embeddings")
      .post({ body: { input: [{ image: `data:image/png;base64,${pixel}` }] } });
    if (isUnexpected(response)) throw response.body.error;
    return response.body.data.map(({ index, embedding }) => [index, embedding.length, embedding[0]]);
  },

  "model info": async (endpoint) => {
    const response = await withKey(endpoint).path("/info").get();
    if (isUnexpected(response)) throw response.body.error;
    const { model_name, model_type, model_provider_name } = response.body;
    return `${model_name}, ${model_type}, ${model_provider_name}`;
  },

  "tracing options": async (endpoint) => {
    const response = await withKey(endpoint)
      .path("/chat/completions")
      .post({ body: { messages: [{ role: "user", content: "Hello" }], temperature: 1, top_p: 1 }, tracingOptions: {} })
      .then((response) => response);
    if (isUnexpected(response)) throw response.body.error;
    return response.body;
  },

  "extra members, let through by a header": async (endpoint) => {
    const body = { messages: [{ role: "user", content: "Hello" }], safe_mode: true };
    const headers = { "extra-parameters": "pass-through", "x-number": 3 };
    const response = await withKey(endpoint).path("/chat/completions").post({ body, headers });
    return [response.status, response.body];
  },

  "a refusal, thrown": async (endpoint) => {
    const client = withKey(endpoint);
    return ask(client, { messages: [{ role: "user", content: "[hate]" }] }).catch((error: unknown) => error);
  },

  "a path of one's own": async (endpoint) => {
    const response = await withKey(endpoint)
      .pathUnchecked("/{first}/completions", "chat")
      .post({ body: { messages: [{ role: "user", content: "Hello" }] }, queryParameters: { a: ["b c", 1], d: null } });
    return [response.status, response.body.choices[0].message.content, response.request.url.replace(endpoint, "")];
  },
};
