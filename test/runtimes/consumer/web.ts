/** What a page or a worker uses, with no types but the platform's. */
import {
  type ChatCompletionsChunk,
  type ChatRequestMessage,
  type ClientOptions,
  createClient,
  createFetch,
  decodeEmbedding,
  isResponseError,
  type Problem,
  responseInfo,
} from "model-inference";
import ModelClient, { isUnexpected } from "model-inference/azure-rest";
import { issuesOf, validateChatCompletionsOptions, validation } from "model-inference/validation";

const options: ClientOptions = { endpoint: "https://host/models", credential: { key: "k" }, timeoutMs: undefined };
const client = createClient({ ...options, validation: validation({ stream: "error" }) });
const messages: ChatRequestMessage[] = [{ role: "user", content: "Hello" }];

export async function chat(signal: AbortSignal): Promise<string | null | undefined> {
  const answer = await client.getChatCompletions({ messages, max_tokens: null }, { signal, extras: { user: "u" } });
  const attempts: number | undefined = responseInfo(answer)?.attempts;
  const parts: ChatCompletionsChunk[] = [];
  for await (const chunk of client.streamChatCompletions({ messages })) parts.push(chunk);
  return attempts === 1 ? answer.choices[0]?.message.content : parts[0]?.choices[0]?.delta?.content;
}

export async function vectors(): Promise<Float32Array[]> {
  const { data } = await client.getEmbeddings({ input: ["a"], encoding_format: "base64" });
  return data.map(({ embedding }) => decodeEmbedding(embedding));
}

export function kindOf(error: unknown): Problem["kind"] | undefined {
  return isResponseError(error) ? error.problem.kind : undefined;
}

export async function withoutExceptions(): Promise<number> {
  const { data, error } = await client.http.POST("/chat/completions", { body: { messages } });
  if (error) console.log(error["error"]);
  return data?.choices.length ?? 0;
}

export async function asBefore(): Promise<string | null> {
  const answer = await ModelClient("https://host", { key: "k" }).path("/chat/completions").post({ body: { messages } });
  if (isUnexpected(answer)) throw answer.body.error;
  return answer.body.choices[0]?.message.content ?? null;
}

const fetch: typeof globalThis.fetch = createFetch(options);
const value: unknown = { messages };
if (validateChatCompletionsOptions(value)) console.log(value.messages.length, fetch);
else console.log(issuesOf(validateChatCompletionsOptions, value).map(({ pointer }) => pointer));

// @ts-expect-error messages are required
createClient(options).getChatCompletions({});
// @ts-expect-error the member is called temperature
createClient(options).getChatCompletions({ messages, temprature: 1 });
// @ts-expect-error the option is called timeoutMs
createClient({ ...options, timeout: 1 });
