import type { paths } from "model-inference";
import createClient from "openapi-fetch";
import { ask, type Connect, hello, key, model } from "../subject.ts";
import { type Answer, fromBase64, readEvents, textOf } from "./wire.ts";

export const connect: Connect = (endpoint) => {
  const client = createClient<paths>({ baseUrl: endpoint, headers: { authorization: `Bearer ${key}` } });
  const params = { query: { "api-version": "2024-05-01-preview" } };
  const vectors = async (input: string[], encoding_format: "float" | "base64"): Promise<(string | number[])[]> => {
    const { data } = await client.POST("/embeddings", { params, body: { model, input, encoding_format } });
    return (data?.data ?? []).map(({ embedding }) => embedding);
  };
  return {
    chat: async (messages) => {
      const { data } = await client.POST("/chat/completions", { params, body: ask(messages) });
      // The type allows for the stream too.
      return textOf(data as Answer);
    },
    stream: async (onText) => {
      const body = { ...ask(hello), stream: true };
      const { data } = await client.POST("/chat/completions", { params, body, parseAs: "stream" });
      await readEvents(data as unknown as AsyncIterable<Uint8Array>, onText);
    },
    embed: {
      float: async (input) => (await vectors(input, "float")) as number[][],
      base64: async (input) => ((await vectors(input, "base64")) as string[]).map(fromBase64),
    },
    refusal: async () => {
      const { error } = await client.POST("/chat/completions", { params, body: ask(hello) });
      return (error as { error?: { code?: string } } | undefined)?.error?.code ?? "";
    },
  };
};
