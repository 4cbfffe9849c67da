import { createOpenAICompatible, type OpenAICompatibleErrorData } from "@ai-sdk/openai-compatible";
import { APICallError, embedMany, generateText, streamText } from "ai";
import { type Connect, hello, key, model } from "../subject.ts";

export const connect: Connect = (endpoint) => {
  const provider = createOpenAICompatible({ name: "server", baseURL: endpoint, apiKey: key });
  return {
    chat: async (messages) => (await generateText({ model: provider(model), messages })).text,
    stream: async (onText) => {
      const { textStream } = streamText({ model: provider(model), messages: hello });
      for await (const text of textStream) if (!onText(text)) return;
    },
    embed: {
      float: async (values) =>
        (await embedMany({ model: provider.embeddingModel(model), values, maxParallelCalls: 1 })).embeddings,
    },
    refusal: async () => {
      try {
        await generateText({ model: provider(model), messages: hello });
        return "";
      } catch (error) {
        if (!APICallError.isInstance(error)) throw error;
        return String((error.data as OpenAICompatibleErrorData | undefined)?.error.code);
      }
    },
  };
};
