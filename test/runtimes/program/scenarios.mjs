/** What every runtime must do alike. Uses only the language and what all platforms share. */
import { fetchCalls, uncounted } from "./fetch-calls.mjs";

const say = (content) => [{ role: "user", content }];
const messages = say("How far is the Moon?");
const weather = { type: "function", function: { name: "weather", parameters: { type: "object" } } };
const pixel =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const failure = (promise) =>
  promise.then(
    () => "nothing was thrown",
    (error) => error,
  );

/** What the emulator counts: calls that are being answered, the one that asks among them, and chats answered so far. */
async function countsAt(metrics) {
  const text = await (await uncounted(metrics)).text();
  const chats = [...text.matchAll(/operation="getChatCompletions".* (\d+)/g)].map(([, count]) => Number(count));
  return {
    inFlight: Number(/_in_flight (\d+)/.exec(text)?.[1]),
    chats: chats.reduce((sum, count) => sum + count, 0),
  };
}

/**
 * @param packages - `model-inference` and `model-inference/validation`, however they were loaded.
 * @param endpoint - an emulator with the key `sesame` and the rules of `emulator.ts`.
 * @param metrics - where its counts are read.
 * @returns a result a scenario, as JSON holds it.
 */
export async function runScenarios(
  { client: package_, validation: checks },
  endpoint,
  metrics = `${endpoint}/metrics`,
) {
  const { createClient, decodeEmbedding, isResponseError, responseInfo } = package_;
  const clientOf = (options) =>
    createClient({
      endpoint,
      credential: { key: "sesame" },
      dangerouslyAllowBrowser: true,
      retry: { delayMs: 1, maxDelayMs: 1 },
      ...options,
    });
  const client = clientOf();
  const refusal = async (promise) => {
    const error = await failure(promise);
    if (!isResponseError(error)) return String(error);
    const { name, status, attempts, problem } = error;
    return { name, status, attempts, kind: problem.kind };
  };
  const chatOf = ({ choices }) => choices[0].message.content;

  const scenarios = {
    async "all routes"() {
      const info = await client.getModelInfo();
      const chat = await client.getChatCompletions({ messages });
      const text = await client.getCompletions({ prompt: "Once" });
      const vectors = await client.getEmbeddings({ input: ["a cat", "a dog"], dimensions: 4 });
      const images = await client.getImageEmbeddings({ input: [{ image: pixel }] });
      const { data, response } = await client.http.GET("/info");
      return {
        info: info.model_name,
        chat: chatOf(chat),
        completion: text.choices[0].finish_reason,
        embeddings: vectors.data.map(({ embedding }) => embedding.length),
        images: images.data.length,
        http: [response.status, data.model_name],
        answered: responseInfo(chat).status,
      };
    },

    async "a chat stream, chunk by chunk and collected"() {
      const parts = [];
      for await (const { choices } of client.streamChatCompletions({ messages }))
        parts.push(choices[0]?.delta?.content ?? "");
      const collected = await client.streamChatCompletions({ messages }).collect();
      const whole = chatOf(await client.getChatCompletions({ messages }));
      return {
        chunks: parts.length > 10,
        same: [parts.join("") === whole, chatOf(collected) === whole],
        finish: collected.choices[0].finish_reason,
      };
    },

    async "a stream of text completions"() {
      const collected = await client.streamCompletions({ prompt: "Once" }).collect();
      const whole = await client.getCompletions({ prompt: "Once" });
      return { same: collected.choices[0].text === whole.choices[0].text, usage: collected.usage?.total_tokens > 0 };
    },

    async "calls of tools, whole and in fragments"() {
      const body = { messages, tools: [weather], tool_choice: { type: "function", function: { name: "weather" } } };
      const whole = await client.getChatCompletions(body);
      const streamed = await client.streamChatCompletions(body).collect();
      const callsOf = ({ choices }) => choices[0].message.tool_calls.map(({ function: called }) => called);
      const [call] = callsOf(whole);
      return {
        name: call.name,
        arguments: typeof JSON.parse(call.arguments),
        same: JSON.stringify(callsOf(streamed)) === JSON.stringify(callsOf(whole)),
        finish: streamed.choices[0].finish_reason,
      };
    },

    async "aborted before, within a call, and a stream that is left"() {
      const reason = new Error("enough");
      const before = await failure(client.getChatCompletions({ messages }, { signal: AbortSignal.abort(reason) }));

      const controller = new AbortController();
      const within = failure(
        client.getChatCompletions(
          { messages: say("Slowly") },
          { signal: controller.signal, headers: { "x-emulator-latency": "firstTokenMs=60000" } },
        ),
      );
      while ((await countsAt(metrics)).inFlight < 2);
      controller.abort(reason);

      const streaming = new AbortController();
      let chunks = 0;
      const halfway = await failure(
        (async () => {
          const stalls = { signal: streaming.signal, headers: { "x-emulator-fault": "stall;afterChunks=3" } };
          for await (const _ of client.streamChatCompletions({ messages }, stalls)) {
            chunks += 1;
            if (chunks === 3) streaming.abort(reason);
          }
        })(),
      );

      const slow = { headers: { "x-emulator-latency": "perTokenMs=60000" } };
      for await (const _ of client.streamChatCompletions({ messages }, slow)) break;
      const told = (error) => [error.name, error.cause === reason];
      // No call is left behind: the platform told the server that the caller went away.
      while ((await countsAt(metrics)).inFlight > 1);
      return { before: told(before), within: told(await within), halfway: told(halfway), chunks };
    },

    async "tried again after a 429 and a 503, and not for ever"() {
      const answer = await client.getChatCompletions({ messages: say("Try again") });
      const refuse = { headers: { "x-emulator-fault": "status=503" } };
      const drop = { headers: { "x-emulator-fault": "drop;with=rst" }, retry: { retries: 1 } };
      const dropped = await failure(client.getChatCompletions({ messages }, drop));
      return {
        attempts: responseInfo(answer).attempts,
        refused: await refusal(client.getChatCompletions({ messages }, refuse)),
        dropped: [dropped.name, dropped.reason, dropped.attempts],
      };
    },

    async "errors, narrowed"() {
      const refused = await failure(
        client.getChatCompletions({ messages, model: "emulated-chat-small", tools: [weather] }),
      );
      const filtered = await failure(client.getChatCompletions({ messages: say("[violence]") }));
      const cut = { headers: { "x-emulator-fault": "cut;afterChunks=2" } };
      const interrupted = await failure(client.streamChatCompletions({ messages }, cut).collect());
      return {
        401: await refusal(clientOf({ credential: { key: "wrong" } }).getChatCompletions({ messages })),
        404: await refusal(client.getEmbeddings({ input: "a", model: "emulated-vision" })),
        422: [refused.status, refused.problem.kind, refused.problem.parameters.map(({ pointer }) => pointer)],
        400: [filtered.status, filtered.problem.kind, filtered.problem.categories.violence],
        stream: [interrupted.name, interrupted.reason],
        configuration: await failure(Promise.resolve().then(() => clientOf({ timeoutMs: -1 }))).then(
          ({ name, option }) => [name, option],
        ),
      };
    },

    async validators() {
      const validation = checks.validation({ request: "error", response: "error", stream: "error" });
      const strict = clientOf({ validation });
      const told = ({ name, issues }) => [name, issues?.map(({ pointer }) => pointer)];
      const passed = await strict.getChatCompletions({ messages });
      const streamed = await strict.streamChatCompletions({ messages }).collect();
      const { chats } = await countsAt(metrics);
      const request = await failure(strict.getChatCompletions({ messages, temperature: "warm" }));
      const unsent = (await countsAt(metrics)).chats === chats;
      const chunk = await failure(strict.streamChatCompletions({ messages: say("A wrong chunk") }).collect());
      return {
        same: chatOf(passed) === chatOf(streamed),
        request: told(request),
        unsent,
        chunk: told(chunk),
        alone: [checks.validateChatCompletionsOptions({ messages }), checks.validateChatCompletionsOptions({})],
      };
    },

    async "embeddings as base64 are the numbers"() {
      const ask = (encoding_format) => client.getEmbeddings({ input: "a cat", encoding_format });
      const [{ data: text }, { data: numbers }] = [await ask("base64"), await ask("float")];
      const decoded = decodeEmbedding(text[0].embedding);
      const plain = decodeEmbedding(numbers[0].embedding);
      return {
        travelled: [typeof text[0].embedding, Array.isArray(numbers[0].embedding)],
        kind: decoded instanceof Float32Array,
        same: decoded.length > 8 && decoded.every((number, index) => number === plain[index]),
      };
    },

    async "a compressed response"() {
      const gzip = { headers: { "x-emulator-fault": "gzip" } };
      const answer = await client.getChatCompletions({ messages }, gzip);
      const streamed = await client.streamChatCompletions({ messages }, gzip).collect();
      return { same: chatOf(answer) === chatOf(streamed) };
    },
  };

  const results = {};
  for (const [name, scenario] of Object.entries(scenarios)) {
    results[name] = await scenario().catch((error) => ({ threw: `${error.stack ?? error}` }));
  }
  return { results, transport: fetchCalls() === 0 ? "node:http" : "fetch" };
}
