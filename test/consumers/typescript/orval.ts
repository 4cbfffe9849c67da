// A client made by orval, of the published document. It prints a line of JSON for each scenario.
import { Refused } from "./carry.ts";
import { type ChatCompletionsOptions, getChatCompletions, getEmbeddings, getModelInfo } from "./generated/orval.ts";

const version = { "api-version": "2025-04-01" };

const ask = (text: string, options: Partial<ChatCompletionsOptions> = {}): ChatCompletionsOptions => ({
  messages: [{ role: "user", content: text }],
  ...options,
});
const told = (scenario: string, what: object): void => console.log(JSON.stringify({ scenario, told: what }));

const info = await getModelInfo(version);
told("info", { name: info.model_name, type: info.model_type });

const answer = await getChatCompletions(ask("Hello, you"), version);
// The document allows a stream as well, so the type does.
const choice = typeof answer === "string" ? undefined : answer.choices[0];
told("chat", { content: choice?.message.content, finish_reason: choice?.finish_reason });

const vectors = await getEmbeddings({ input: ["one", "two"] }, version);
told("embeddings", { lengths: vectors.data.map(({ embedding }) => embedding.length) });

await getChatCompletions(ask("Hello", { temperature: -1 }), version).catch((error: unknown) => {
  if (error instanceof Refused) told("refused", { status: error.status, detail: error.body.detail });
});

const streamed: unknown = await getChatCompletions(ask("Hello, you", { stream: true }), version);
const events = String(streamed).trim().split("\n\n");
told("stream", { events: events.length, last: events.at(-1) });
