import { createOpenAICompatible, type OpenAICompatibleErrorData } from "@ai-sdk/openai-compatible";
import { APICallError, generateText, RetryError, streamText } from "ai";
import { type ClientUnderTest, limitMs, nameOf, textOf } from "./client.ts";

const remedies = { answerLimit: `timeout: ${limitMs}`, streamLimit: `timeout: { chunkMs: ${limitMs} }` };

export const aiSdk: ClientUnderTest = {
  title: "AI SDK",
  name: "ai",
  helpers: ["@ai-sdk/openai-compatible"],
  beyondDefaults: "`onError` of `streamText`, which would print; errors are read from `fullStream`",
  ownLimits: {
    answer: "300 s of silence (that of Node's `fetch`), after which it sends the request again",
    stream: "300 s of silence (that of Node's `fetch`)",
  },
  remedies,

  connect({ endpoint, key, model }, remedy) {
    const provider = createOpenAICompatible({ name: "server", baseURL: endpoint, apiKey: key });
    return {
      async chat({ prompt, seed }) {
        const limit = remedy && { timeout: limitMs };
        const { text } = await generateText({ model: provider(model), prompt, seed, ...limit });
        return text;
      },
      async *stream({ prompt, seed }) {
        const limit = remedy && { timeout: { chunkMs: limitMs } };
        const onError = (): void => undefined;
        const { fullStream } = streamText({ model: provider(model), prompt, seed, onError, ...limit });
        let finish: string | undefined;
        for await (const part of fullStream) {
          if (part.type === "error") throw part.error;
          if (part.type === "abort") throw new Abort(part.reason);
          if (part.type === "finish") finish = part.finishReason;
          if (part.type === "text-delta") yield part.text;
        }
        return finish;
      },
    };
  },

  tell(error) {
    if (RetryError.isInstance(error)) {
      return { ...this.tell(error.lastError), ...nameOf(error) };
    }
    const named = nameOf(error);
    if (!APICallError.isInstance(error)) {
      // An error inside a stream is handed on as the provider's own type.
      return { ...named, code: textOf((error as OpenAICompatibleErrorData["error"] | undefined)?.code), rest: error };
    }
    const { statusCode, data, responseBody, responseHeaders } = error;
    const told = (data as OpenAICompatibleErrorData | undefined)?.error;
    return {
      ...named,
      status: statusCode,
      code: textOf(told?.code),
      parameter: textOf(told?.param),
      rest: { data, responseBody, responseHeaders },
    };
  },
};

/** A part of the stream says that it was aborted; nothing is thrown. */
class Abort extends Error {
  constructor(reason: string | undefined) {
    super(reason ?? "a part of type abort");
  }
}
