import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { type ChatCompletionsChunk, type ClientOptions, createClient } from "../../src/client/index.ts";

export interface Received {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  /** An object travels as JSON, a text as it is. */
  body?: object | string;
}

type Handler = (request: Received, response: ServerResponse) => Answer | undefined | Promise<undefined>;

/** A real server on loopback for one test; a handler that gives no answer writes to the response itself. */
export async function serve(handler: Answer | Handler): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer(async (incoming, response) => {
    const { method = "", url = "", headers } = incoming;
    const request = { method, url, headers, body: await text(incoming) };
    received.push(request);
    const answer = typeof handler === "function" ? await handler(request, response) : handler;
    if (answer === undefined) return;
    const { status = 200, body = "" } = answer;
    const type = typeof body === "string" ? {} : { "content-type": "application/json" };
    response.writeHead(status, { ...type, ...answer.headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

export const key = "secret-key-0123456789";

/** A client of a server that always answers the same, or as its handler says. It tries once unless told otherwise. */
export async function clientOf(handler: Answer | Handler, options: Partial<ClientOptions> = {}) {
  const { url, received } = await serve(handler);
  return {
    client: createClient({ endpoint: url, credential: { key }, retry: { retries: 0 }, ...options }),
    url,
    received,
  };
}

export const messages = [{ role: "user" as const, content: "Hello" }];

/** A chunk of a chat with one choice. */
export const chunk = (
  content: string | null,
  finish_reason: string | null = null,
  index = 0,
): ChatCompletionsChunk => ({
  id: "1",
  created: 1,
  model: "m",
  choices: [{ index, delta: { content }, finish_reason }],
});

/** A body of server-sent events, each the JSON of its value; a text travels as it is. */
export const events = (...values: (object | string)[]): string =>
  values.map((value) => `data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`).join("");

export const eventStream = (...values: (object | string)[]): Answer => ({
  headers: { "content-type": "text/event-stream" },
  body: events(...values),
});
