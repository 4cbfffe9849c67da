import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A header as it came, its name as it was written. */
export type RawHeader = readonly [name: string, value: string];

export interface Places {
  /** The API; each run has a path of its own below it. */
  api: string;
  /** Takes what tools send to their makers. */
  collector: string;
  /** Hands requests on to where they say. */
  proxy: string;
  /** The headers of the requests below a path, in order. */
  received(path: string): readonly (readonly RawHeader[])[];
  /** How many requests the proxy handed on. */
  proxied(): number;
  close(): void;
}

const message = { role: "assistant", content: "Hello" };
const answer = {
  id: "a",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [{ index: 0, finish_reason: "stop", message }],
};
const chunks = ["Hel", "lo"].map((content, at) => ({
  ...{ id: "a", object: "chat.completion.chunk", created: 1, model: "m" },
  choices: [{ index: 0, delta: { content }, finish_reason: at === 1 ? "stop" : null }],
}));

/** Servers on loopback: the API that refuses the first call of the user `retried`, a collector, and a proxy. */
export async function startPlaces(): Promise<Places> {
  const received = new Map<string, RawHeader[][]>();
  let proxied = 0;
  const api = await listen(async (incoming, response) => {
    const path = /^\/[^/]+/.exec(incoming.url ?? "")?.[0] ?? "";
    const requests = received.get(path) ?? [];
    received.set(path, requests);
    requests.push(pairs(incoming.rawHeaders));
    const body = JSON.parse(await textOf(incoming)) as { stream?: boolean; user?: string };
    const isFirst = body.user === "retried" && requests.length === 3;
    if (isFirst) response.writeHead(429, { "retry-after-ms": "1" }).end();
    else if (body.stream) {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(
        [...chunks.map((chunk) => JSON.stringify(chunk)), "[DONE]"].map((data) => `data: ${data}\n\n`).join(""),
      );
    } else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  let collected = "";
  const collector = await listen(async (incoming, response) => {
    const [, asked] = /^\/count(\/.+)/.exec(incoming.url ?? "") ?? [];
    if (asked !== undefined) return void response.end(String(collected.split(`${asked}/chat/`).length - 1));
    collected += await textOf(incoming, "latin1");
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  const proxy = await listen((incoming, response) => {
    proxied += 1;
    const headers = pairs(incoming.rawHeaders).filter(([name]) => !/^proxy-/i.test(name));
    const onwards = request(incoming.url ?? "", {
      method: incoming.method,
      headers: headers.flat(),
      setHost: false,
    } as object);
    onwards.once("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(onwards);
  });
  return {
    api: api.url,
    collector: collector.url,
    proxy: proxy.url,
    received: (path) => received.get(path) ?? [],
    proxied: () => proxied,
    close: () => {
      for (const { server } of [api, collector, proxy]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

async function listen(handle: (incoming: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(handle).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function textOf(incoming: IncomingMessage, encoding: BufferEncoding = "utf8"): Promise<string> {
  let text = "";
  for await (const piece of incoming.setEncoding(encoding)) text += piece;
  return text;
}

const pairs = (raw: readonly string[]): RawHeader[] =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ""] as const] : []));
