import { AzureKeyCredential } from "@azure/core-auth";
import ModelClient, { type ModelClientOptions } from "../../src/azure-rest/index.ts";
import { key, serve } from "../support/server.ts";

export const body = { messages: [{ role: "user", content: "Hello" }] };

/** A client of a server that always answers the same, or as its handler says. It tries once unless told otherwise. */
export async function clientOf(handler: Parameters<typeof serve>[0], options: ModelClientOptions = {}) {
  const server = await serve(handler);
  const client = ModelClient(server.url, new AzureKeyCredential(key), { retryOptions: { maxRetries: 0 }, ...options });
  return { ...server, client, chat: client.path("/chat/completions") };
}
