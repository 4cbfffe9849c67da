import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { inspect } from "node:util";
import { createGzip } from "node:zlib";
import { Agent, fetch as undiciFetch } from "undici";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { type ClientOptions, createClient } from "../../../src/client/index.ts";
import { chunk, clientOf, events, key, messages } from "../../support/server.ts";

/** A client of a server that speaks for itself, byte by byte; it is told of each request with its connection. */
async function rawClient(speak: (socket: Socket, request: number) => void, options: Partial<ClientOptions> = {}) {
  let requests = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
    socket.on("data", () => {
      requests += 1;
      speak(socket, requests);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createClient({ endpoint, credential: { key }, retry: { retries: 0 }, ...options });
  return { client, sockets, requests: () => requests };
}

const info = '{"model_name":"m","model_type":"chat","model_provider_name":"p"}';
const answer = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${info.length}\r\n\r\n${info}`;

describe("A26: what is not HTTP is a ConnectionError, and its connection goes", () => {
  test.each([
    ["a status line of no sense", "HTP/9.9 banana\r\n\r\n"],
    ["a chunk whose size is no number", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nabc\r\n"],
    ["headers without end", `HTTP/1.1 200 OK\r\nx: ${"x".repeat(100_000)}`],
    ["a body shorter than it says", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}"],
    ["nothing", ""],
  ])("%s", async (_, bytes) => {
    const { client, sockets } = await rawClient((socket) => socket.end(bytes));
    const error = await client.getModelInfo().catch((error: unknown) => error);
    expect(error).toMatchObject({ name: "ConnectionError", reason: "network", attempts: 1 });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(key);
    await vi.waitFor(() => expect(sockets.size).toBe(0));
  });
});

test("A14: a connection that is reset when it is used again is tried again by the same rules", async () => {
  const again = (socket: Socket, request: number): void =>
    void (request === 2 ? socket.resetAndDestroy() : socket.write(answer));
  const first = await rawClient(again, { retry: { retries: 1 } });
  await first.client.getModelInfo();
  await first.client.getModelInfo();
  expect(first.requests()).toBe(3);
  const second = await rawClient(again);
  await second.client.getModelInfo();
  await expect(second.client.getModelInfo()).rejects.toMatchObject({ name: "ConnectionError", attempts: 1 });
  expect(second.requests()).toBe(2);
});

describe("A39: the caller's fetch", () => {
  test("carries every attempt, with a dispatcher of its own", async () => {
    const agent = new Agent({ connections: 1 });
    onTestFinished(() => agent.close());
    const carried: string[] = [];
    const { client } = await clientOf(
      { status: 503, headers: { "retry-after-ms": "0" } },
      {
        retry: { retries: 2 },
        fetch: (url, init) => {
          carried.push(url);
          return undiciFetch(url, { ...init, dispatcher: agent } as object) as unknown as Promise<Response>;
        },
      },
    );
    await expect(client.getEmbeddings({ input: "a" })).rejects.toMatchObject({ status: 503, attempts: 3 });
    expect(carried).toHaveLength(3);
  });

  test("whose dispatcher is of another version of undici is explained, and not tried again", async () => {
    let sent = 0;
    // What Node 24's fetch throws for an Agent of undici 8.
    const fetch = (): Promise<Response> => {
      sent += 1;
      const cause = Object.assign(new Error("invalid onRequestStart method"), { code: "UND_ERR_INVALID_ARG" });
      return Promise.reject(new TypeError("fetch failed", { cause }));
    };
    const client = createClient({ endpoint: "https://host.example", credential: { key }, fetch });
    await expect(client.getModelInfo()).rejects.toMatchObject({
      name: "ConfigurationError",
      option: "fetch",
      message: "fetch: and its dispatcher are of different versions of undici: take both from one",
    });
    expect(sent).toBe(1);
  });
});

test("B46: a stream that breaks is never asked for again, whatever its id and retry say", async () => {
  const { client, received } = await clientOf(
    (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`id: 7\nretry: 1\n${events(chunk("a"))}`, () => setImmediate(() => response.destroy()));
      return undefined;
    },
    { retry: { retries: 3 } },
  );
  await expect(client.streamChatCompletions({ messages }).collect()).rejects.toMatchObject({ reason: "interrupted" });
  await expect(client.getModelInfo({ retry: { retries: 0 } })).rejects.toBeDefined();
  expect(received.map(({ url }) => url.split("?")[0])).toEqual(["/chat/completions", "/info"]);
});

test("B47: the events of a compressed stream arrive one by one", async () => {
  let next = (): void => undefined;
  const { client } = await clientOf((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream", "content-encoding": "gzip" });
    const gzip = createGzip();
    gzip.pipe(response);
    const pieces = ["a", "b", "c"];
    // Each is written once the one before it was read.
    next = () => {
      const piece = pieces.shift();
      if (piece === undefined) gzip.end(events({ ...chunk("", "stop") }, "[DONE]"));
      else gzip.write(events(chunk(piece)), () => gzip.flush());
    };
    next();
    return undefined;
  });
  let content = "";
  for await (const { choices } of client.streamChatCompletions({ messages })) {
    content += choices[0]?.delta?.content ?? "";
    next();
  }
  expect(content).toBe("abc");
});

test("B45: an event in many small parts costs time in proportion to its length", async () => {
  const cost = async (length: number): Promise<number> => {
    const bytes = new TextEncoder().encode(events(chunk("x".repeat(length), "stop"), "[DONE]"));
    let at = 0;
    const fetch = (): Promise<Response> => {
      const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
        controller.enqueue(bytes.subarray(at, at + 64));
        at += 64;
        if (at >= bytes.length) controller.close();
      };
      return Promise.resolve(
        new Response(new ReadableStream({ pull }), { headers: { "content-type": "text/event-stream" } }),
      );
    };
    const client = createClient({
      endpoint: "https://host.example",
      credential: { key },
      fetch,
      stream: { maxEventLength: 2 ** 25 },
    });
    const before = process.cpuUsage();
    const { choices } = await client.streamChatCompletions({ messages }).collect();
    expect(choices[0]?.message.content).toHaveLength(length);
    return process.cpuUsage(before).user;
  };
  await cost(2 ** 16);
  // Were it quadratic, eight times the length would cost sixty-four times as much.
  expect((await cost(2 ** 23)) / (await cost(2 ** 20))).toBeLessThan(24);
});
