import OpenAI, { APIError } from "openai";
import { ask, type Connect, hello, key, model } from "../subject.ts";

export const connect: Connect = (endpoint) => {
  const client = new OpenAI({ baseURL: endpoint, apiKey: key });
  return {
    chat: async (messages) => (await client.chat.completions.create(ask(messages))).choices[0]?.message.content ?? "",
    stream: async (onText) => {
      for await (const chunk of await client.chat.completions.create({ ...ask(hello), stream: true })) {
        if (!onText(chunk.choices[0]?.delta.content ?? "")) return;
      }
    },
    embed: {
      float: async (input) => {
        const { data } = await client.embeddings.create({ model, input, encoding_format: "float" });
        return data.map(({ embedding }) => embedding);
      },
      // Its default: it asks for base64 and decodes it.
      base64: async (input) =>
        (await client.embeddings.create({ model, input })).data.map(({ embedding }) => embedding),
    },
    refusal: async () => {
      try {
        await client.chat.completions.create(ask(hello));
        return "";
      } catch (error) {
        return error instanceof APIError ? (error.code ?? "") : "";
      }
    },
  };
};
