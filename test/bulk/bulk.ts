import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { type ClientOptions, createClient } from "../../src/client/index.ts";

export const key = "secret-key-0123456789";

/** `count` texts, made as they are asked for. */
export function* texts(count: number): Generator<string> {
  for (let index = 0; index < count; index += 1) yield `text ${index}`;
}

/** All that an iterable gives. */
export async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const list: Value[] = [];
  for await (const value of values) list.push(value);
  return list;
}

export const clientOf = (endpoint: string, options: Partial<ClientOptions> = {}) =>
  createClient({ endpoint, credential: { key }, observe: { warn: () => undefined }, ...options });

/** What a server answers to the texts of a request: a status with its headers, or vectors. */
export type Reply =
  | { status: number; headers?: Record<string, string> }
  | { vectors: [index: number, value: number][] };

/** The number at the end of a text stands for its vector. */
export const numberOf = (text: string): number => Number(/\d+$/.exec(text)?.[0]);
export const vectorsOf = (input: readonly string[]): Reply => ({
  vectors: input.map((text, index) => [index, numberOf(text)]),
});

/** A real server of embeddings on loopback, for one test. */
export async function embeddings(reply: (input: readonly string[]) => Reply | Promise<Reply>) {
  const requests: (readonly string[])[] = [];
  const server = createServer(async (incoming, response) => {
    const { input } = (await json(incoming)) as { input: string[] };
    requests.push(input);
    const made = await reply(input);
    if ("status" in made) {
      response.writeHead(made.status, { "content-type": "application/json", ...made.headers });
      response.end(JSON.stringify({ error: { code: String(made.status), message: `refused: ${input[0]}` } }));
      return;
    }
    const data = made.vectors.map(([index, value]) => ({ object: "embedding", index, embedding: [value] }));
    response.writeHead(200, { "content-type": "application/json" });
    response.end(
      JSON.stringify({ object: "list", model: "m", data, usage: { prompt_tokens: 1, total_tokens: input.length } }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}
