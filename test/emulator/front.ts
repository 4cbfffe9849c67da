import type { ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { type Emulator, type EmulatorOptions, startEmulator, type Upstream } from "../../src/emulator/index.ts";
import { serve } from "../support/server.ts";
import { messages } from "./call.ts";

export type FrontOptions = Omit<EmulatorOptions, "upstream"> & { upstream?: Partial<Upstream> };

export const key = "upstream-key-0123456789";
const v1 = "/v1";
export const answer = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 7,
  model: "real",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Bonjour" } }],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
};

/** An emulator in front of a server that answers as its handler says. */
export async function front(handler: Parameters<typeof serve>[0], { upstream, ...options }: FrontOptions = {}) {
  const { url, received } = await serve(handler);
  const emulator = await inFrontOf(url + v1, { ...options, upstream: { key, ...upstream } });
  return { emulator, received, sent: () => JSON.parse(received[0]?.body ?? "{}") as Record<string, unknown> };
}

export async function inFrontOf(url: string, { upstream, ...options }: FrontOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({ ...options, upstream: { url, ...upstream } });
  // What was recorded where no one can write is told by the test itself.
  onTestFinished(() => emulator.stop().catch(() => undefined));
  return emulator;
}

export async function ask(
  emulator: Emulator,
  body: object = {},
  {
    headers,
    path = "/chat/completions?api-version=2025-04-01",
  }: { headers?: Record<string, string>; path?: string } = {},
) {
  const response = await fetch(emulator.url + path, {
    method: "POST",
    headers: { authorization: "Bearer callers-key", "content-type": "application/json", ...headers },
    body: JSON.stringify({ messages, ...body }),
  });
  const text = await response.text();
  const parse = (): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  };
  return { status: response.status, headers: response.headers, text, body: parse() };
}

/** A promise that is settled from outside. */
export function deferred<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** An upstream that writes when the test says so. */
export function paced() {
  const begun = deferred<ServerResponse>();
  const handler = (_: unknown, response: ServerResponse) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.flushHeaders();
    begun.resolve(response);
    return undefined;
  };
  return { handler, begun: begun.promise };
}
