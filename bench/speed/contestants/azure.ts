import type { IncomingMessage } from "node:http";
import { AzureKeyCredential } from "@azure/core-auth";
import { createSseStream } from "@azure/core-sse";
import ModelClient, { isUnexpected } from "@azure-rest/ai-inference";
import { ask, type Connect, hello, key, model } from "../subject.ts";
import { type Chunk, fromBase64, textOfChunk } from "./wire.ts";

export const connect: Connect = (endpoint) => {
  const client = ModelClient(endpoint, new AzureKeyCredential(key), { allowInsecureConnection: true });
  const vectors = async (input: string[], encoding_format: "float" | "base64"): Promise<(string | number[])[]> => {
    const response = await client.path("/embeddings").post({ body: { model, input, encoding_format } });
    if (isUnexpected(response)) throw response.body.error;
    return response.body.data.map(({ embedding }) => embedding);
  };
  return {
    chat: async (messages) => {
      const response = await client.path("/chat/completions").post({ body: ask(messages) });
      if (isUnexpected(response)) throw response.body.error;
      return response.body.choices[0]?.message.content ?? "";
    },
    stream: async (onText) => {
      const body = { ...ask(hello), stream: true };
      const response = await client.path("/chat/completions").post({ body }).asNodeStream();
      const stream = response.body;
      if (!stream) throw new Error("The response stream is undefined");
      if (response.status !== "200") throw new Error("Failed to get chat completions");
      for await (const event of createSseStream(stream as IncomingMessage)) {
        if (event.data === "[DONE]") return;
        if (!onText(textOfChunk(JSON.parse(event.data) as Chunk))) return;
      }
    },
    embed: {
      float: async (input) => (await vectors(input, "float")) as number[][],
      base64: async (input) => ((await vectors(input, "base64")) as string[]).map(fromBase64),
    },
    refusal: async () => {
      const response = await client.path("/chat/completions").post({ body: ask(hello) });
      return isUnexpected(response) ? response.body.error.code : "";
    },
  };
};
