// A client made by openapi-generator's typescript-fetch, of the published document. It prints a line of JSON for each scenario.
import { ChatApi, Configuration, EmbeddingsApi, ModelApi, ResponseError } from "./generated/index.ts";
import type { ChatCompletionsOptions } from "./generated/models/ChatCompletionsOptions.ts";

const [basePath = "", key = ""] = process.argv.slice(2);
const configuration = new Configuration({ basePath, apiKey: key });
const apiVersion = "2025-04-01";
const told = (scenario: string, what: object): void => console.log(JSON.stringify({ scenario, told: what }));
const ask = (text: string, options: Partial<ChatCompletionsOptions> = {}): ChatCompletionsOptions => ({
  messages: [{ role: "user", content: text }],
  ...options,
});

const info = await new ModelApi(configuration).getModelInfo({ apiVersion });
told("info", { name: info.model_name, type: info.model_type });

const chat = new ChatApi(configuration);
const answer = await chat.getChatCompletions({
  apiVersion,
  chatCompletionsOptions: ask("Hello, you", { max_tokens: 50 }),
});
told("chat", { content: answer.choices[0]?.message.content, finish_reason: answer.choices[0]?.finish_reason });

const vectors = await new EmbeddingsApi(configuration).getEmbeddings({
  apiVersion,
  embeddingsOptions: { input: ["one", "two"] },
});
told("embeddings", { count: vectors.data.length });

const refused = await chat
  .getChatCompletions({ apiVersion, chatCompletionsOptions: ask("Hello", { temperature: -1 }) })
  .catch((error: unknown) => error);
told("refused", { status: refused instanceof ResponseError ? refused.response.status : undefined });
