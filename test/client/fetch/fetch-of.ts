import { createFetch, type FetchOptions } from "../../../src/client/index.ts";
import { key, messages, serve } from "../../support/server.ts";

/** A fetch of a server that always answers the same, or as its handler says. It tries once unless told otherwise. */
export async function fetchOf(handler: Parameters<typeof serve>[0], options: Partial<FetchOptions> = {}) {
  const server = await serve(handler);
  const endpoint = `${server.url}/models`;
  const fetch = createFetch({ endpoint, credential: { key }, retry: { retries: 0 }, ...options });
  return { ...server, endpoint, fetch, chat: `${endpoint}/chat/completions` };
}

/** A call that asks for a stream. */
export const streaming = {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ messages, stream: true }),
};

/** What a body gave, and how it ended. */
export async function readAll({ body }: Response): Promise<{ text: string; pieces: string[]; error: unknown }> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const pieces: string[] = [];
  const done = (error: unknown) => ({ text: pieces.join(""), pieces, error });
  try {
    for await (const bytes of body ?? []) pieces.push(decoder.decode(bytes, { stream: true }));
    return done(undefined);
  } catch (error) {
    return done(error);
  }
}
