import { type ClientOptions, createClient, decodeEmbedding, isResponseError } from "model-inference";
import { ask, type Connect, hello, key, model } from "../subject.ts";

/** This package, packed and installed. */
export const ourClient =
  (options: Pick<ClientOptions, "fetch" | "validation"> = {}): Connect =>
  (endpoint) => {
    const client = createClient({ endpoint, credential: { key }, ...options });
    return {
      chat: async (messages) => (await client.getChatCompletions(ask(messages))).choices[0]?.message.content ?? "",
      stream: async (onText) => {
        for await (const chunk of client.streamChatCompletions(ask(hello))) {
          if (!onText(chunk.choices[0]?.delta?.content ?? "")) return;
        }
      },
      embed: {
        float: async (input) => {
          const { data } = await client.getEmbeddings({ model, input, encoding_format: "float" });
          return data.map(({ embedding }) => embedding as number[]);
        },
        base64: async (input) => {
          const { data } = await client.getEmbeddings({ model, input, encoding_format: "base64" });
          return data.map(({ embedding }) => decodeEmbedding(embedding, "base64"));
        },
      },
      refusal: async () => {
        try {
          await client.getChatCompletions(ask(hello));
          return "";
        } catch (error) {
          if (!isResponseError(error) || error.problem.kind !== "unsupported_parameter") throw error;
          return error.problem.kind;
        }
      },
      collect: async () => {
        const { choices } = await client.streamChatCompletions(ask(hello)).collect();
        return choices[0]?.message.tool_calls?.[0]?.function.arguments ?? "";
      },
    };
  };
