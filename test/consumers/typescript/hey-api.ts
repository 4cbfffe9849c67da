// A client made by hey-api, of the published document. It prints a line of JSON for each scenario.
import { createClient } from "./generated/hey-api/client/index.ts";
import { getChatCompletions, getEmbeddings, getModelInfo } from "./generated/hey-api/sdk.gen.ts";
import type { ChatCompletionsOptions } from "./generated/hey-api/types.gen.ts";

const [endpoint = "", key = ""] = process.argv.slice(2);
const client = createClient({ baseUrl: endpoint, headers: { "api-key": key } });
const query = { "api-version": "2025-04-01" };

const ask = (text: string, options: Partial<ChatCompletionsOptions> = {}): ChatCompletionsOptions => ({
  messages: [{ role: "user", content: text }],
  ...options,
});
const told = (scenario: string, what: object): void => console.log(JSON.stringify({ scenario, told: what }));

const info = await getModelInfo({ client, query });
told("info", { name: info.data?.model_name, type: info.data?.model_type });

const answer = await getChatCompletions({ client, query, body: ask("Hello, you") });
const choice = answer.data?.choices[0];
told("chat", { content: choice?.message.content, finish_reason: choice?.finish_reason });

const vectors = await getEmbeddings({ client, query, body: { input: ["one", "two"] } });
told("embeddings", { lengths: vectors.data?.data.map(({ embedding }) => embedding.length) });

const refused = await getChatCompletions({ client, query, body: ask("Hello", { temperature: -1 }) });
told("refused", { status: refused.response?.status, detail: refused.error?.detail });

const streamed = await getChatCompletions({
  client,
  query,
  body: ask("Hello, you", { stream: true }),
  parseAs: "text",
});
const events = String(streamed.data).trim().split("\n\n");
told("stream", { events: events.length, last: events.at(-1) });
