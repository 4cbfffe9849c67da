import http, { createServer, type RequestOptions } from "node:http";
import { createServer as createSecureServer, Agent as SecureAgent } from "node:https";
import { createServer as createSocketServer } from "node:net";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { responseInfo } from "../../src/client/index.ts";
import { throwAwayPair } from "../../src/emulator/tls/certificate.ts";
import { createNodeFetch } from "../../src/node/index.ts";
import { chunk, clientOf, events, key, messages, serve } from "../support/server.ts";
import { listening, once } from "./listening.ts";

// What the client's own transport on Node does beyond what it has in common with `fetch`, over which test/client runs too.

const info = { model_name: "m", model_type: "chat-completion", model_provider_name: "p" };
const stream = { headers: { "content-type": "text/event-stream" }, body: events(chunk("", "stop"), "[DONE]") };

describe("connections", () => {
  test("20 calls and 20 streams, one after the other, take one connection", async () => {
    let connections = 0;
    const server = createServer((request, response) => {
      const { headers, body } = request.url?.startsWith("/info") ? { headers: {}, body: JSON.stringify(info) } : stream;
      request.resume().on("end", () => response.writeHead(200, headers).end(body));
    });
    server.on("connection", () => (connections += 1));
    const client = once({ endpoint: `http://127.0.0.1:${await listening(server)}` });
    for (let index = 0; index < 20; index += 1) {
      await client.getModelInfo();
      for await (const _ of client.streamChatCompletions({ messages }));
    }
    expect(connections).toBe(1);
  });

  test("a connection that no one uses is closed, once it was seen idle twice", async () => {
    vi.useFakeTimers({ toFake: ["setInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    // Agents are as old as the process, so this one is of a process of its own as far as modules go.
    vi.resetModules();
    const { createClient } = await import("../../src/client/index.ts");
    const server = createServer((_, response) => void response.end(JSON.stringify(info)));
    const closed = new Promise((resolve) => server.on("connection", (socket) => socket.once("close", resolve)));
    const client = createClient({ endpoint: `http://127.0.0.1:${await listening(server)}`, credential: { key } });
    await client.getModelInfo();
    await new Promise(setImmediate);
    vi.advanceTimersByTime(40_000);
    await closed;
  });

  test("an address of IPv6 is reached", async () => {
    const server = createServer((_, response) => void response.end(JSON.stringify(info)));
    const client = once({ endpoint: `http://[::1]:${await listening(server)}` });
    expect(await client.getModelInfo()).toEqual(info);
  });

  test("what frames a message is the transport's, whatever headers a caller gives", async () => {
    const { client, received } = await clientOf({ body: { ...info, choices: [] } });
    const headers = { "Content-Length": "3", "transfer-encoding": "chunked", connection: "close", te: "trailers" };
    await client.getChatCompletions({ messages }, { headers });
    expect(received[0]).toMatchObject({
      headers: { "content-length": String(received[0]?.body.length), connection: "keep-alive" },
      body: JSON.stringify({ messages }),
    });
    expect(received[0]?.headers).not.toHaveProperty("transfer-encoding");
    expect(received[0]?.headers).not.toHaveProperty("te");
  });
});

describe("audit C-1: a tool that wraps http.request", () => {
  /** The raw headers of one call, with the request ID and the port fixed. */
  const rawHeaders = async () => {
    const raw: string[][] = [];
    const server = createServer((request, response) => {
      raw.push(request.rawHeaders);
      response.end(JSON.stringify(info));
    });
    const endpoint = `http://127.0.0.1:${await listening(server)}`;
    const headers = { host: "a.test", "x-ms-client-request-id": "1", ...JSON.parse('{"__proto__":"kept"}') };
    await once({ endpoint }).getModelInfo({ headers });
    return raw;
  };
  const wrap = (change: (options: RequestOptions) => RequestOptions) => {
    const { request } = http;
    const wrapped = vi.fn((options: RequestOptions) => request(change(options)));
    http.request = wrapped as typeof request;
    onTestFinished(() => {
      http.request = request;
    });
    return wrapped;
  };
  const copied = ({ headers }: RequestOptions) => ({ ...(headers as Record<string, string>) });

  test.each<[string, (options: RequestOptions) => RequestOptions]>([
    ["copies the options by spread", (options) => ({ ...options, headers: copied(options) })],
    ["copies them by Object.assign", (options) => ({ ...options, headers: Object.assign({}, options.headers) })],
    [
      "asks the headers what they own",
      (options) => {
        const headers = options.headers as Record<string, string>;
        if (Object.hasOwn(headers, "0") || !Object.hasOwn(headers, "api-key")) throw new Error("not an object");
        return options;
      },
    ],
  ])("and %s changes no header", async (_, change) => {
    const expected = await rawHeaders();
    expect(expected).toEqual([expect.arrayContaining(["api-key", key, "__proto__", "kept"])]);
    const wrapped = wrap(change);
    expect(await rawHeaders()).toEqual(expected);
    expect(wrapped).toHaveBeenCalledOnce();
  });

  test("and adds a header to the options adds that one", async () => {
    const [expected = []] = await rawHeaders();
    wrap((options) => {
      (options.headers as Record<string, string>)["traceparent"] = "00-1-2-01";
      return options;
    });
    const [traced = []] = await rawHeaders();
    const at = traced.indexOf("traceparent");
    expect(traced.filter((_, index) => index !== at && index !== at + 1)).toEqual(expected);
    expect(traced[at + 1]).toBe("00-1-2-01");
  });
});

describe("answers", () => {
  test.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
    ["gzip, br", (text: string) => brotliCompressSync(gzipSync(text))],
  ])("compressed with %s are decoded", async (encoding, compress) => {
    const body = compress(JSON.stringify(info));
    const server = createServer((_, response) => {
      response.writeHead(200, { "content-encoding": encoding, "content-length": body.length }).end(body);
    });
    const client = once({ endpoint: `http://127.0.0.1:${await listening(server)}` });
    expect(await client.getModelInfo()).toEqual(info);
  });

  test("cut short within what was compressed are no responses", async () => {
    const body = gzipSync(JSON.stringify(info)).subarray(0, 30);
    const server = createServer((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip", "content-length": body.length }).end(body);
    });
    const client = once({ endpoint: `http://127.0.0.1:${await listening(server)}` });
    const failed = { name: "ConnectionError", reason: "network", committed: true };
    await expect(client.getModelInfo()).rejects.toMatchObject(failed);
  });

  test("B47: cut within a stream give each event that came before", async () => {
    const { client } = await clientOf((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream", "content-encoding": "gzip" });
      const sent = gzipSync(events(...Array.from({ length: 5_000 }, () => chunk("a"))), {
        finishFlush: constants.Z_SYNC_FLUSH,
      });
      response.write(sent, () => response.destroy());
      return undefined;
    });
    let content = "";
    const read = async (): Promise<void> => {
      for await (const { choices } of client.streamChatCompletions({ messages })) content += choices[0]?.delta?.content;
    };
    await expect(read()).rejects.toMatchObject({ reason: "interrupted" });
    expect(content).toBe("a".repeat(5_000));
  });

  test("of an encoding that no one knows are given as they came", async () => {
    const { client } = await clientOf({ headers: { "content-encoding": "x-own" }, body: JSON.stringify(info) });
    expect(await client.getModelInfo()).toEqual(info);
  });

  test("C15: headers are found by any name, given twice or named like a property of every object", async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { Constructor: "one", "X-Twice": ["1", "2"], "Set-Cookie": ["a=1", "b=2"] });
      response.end(JSON.stringify(info));
    });
    const client = once({ endpoint: `http://127.0.0.1:${await listening(server)}` });
    const headers = responseInfo(await client.getModelInfo())?.headers;
    expect(headers?.get("constructor")).toBe("one");
    expect(headers?.get("toString")).toBe(null);
    expect(headers?.get("x-twice")).toBe("1, 2");
    expect(headers?.getSetCookie()).toEqual(["a=1", "b=2"]);
  });

  test("trailers are ignored", async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { trailer: "x-sum" });
      response.write(JSON.stringify(info));
      response.addTrailers({ "x-sum": "1" });
      response.end();
    });
    const client = once({ endpoint: `http://127.0.0.1:${await listening(server)}` });
    const answer = await client.getModelInfo();
    expect(answer).toEqual(info);
    expect(responseInfo(answer)?.headers.has("x-sum")).toBe(false);
  });

  test("a protocol switch or a close without a response is no response", async () => {
    const server = createSocketServer((socket) => {
      socket.once("data", () =>
        socket.end("HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"),
      );
    });
    const client = once({ endpoint: `http://127.0.0.1:${await listening(server)}` });
    await expect(client.getModelInfo()).rejects.toMatchObject({ name: "ConnectionError", reason: "network" });
  });
});

describe("TLS", () => {
  const { key: privateKey, cert } = throwAwayPair(["localhost"], Date.now());
  const secure = async () => {
    const server = createSecureServer({ key: privateKey, cert }, (_, response) => {
      response.end(JSON.stringify(info));
    });
    return `https://localhost:${await listening(server)}`;
  };

  test("a certificate that no one vouches for is a failure with its code, and nothing is sent", async () => {
    await expect(once({ endpoint: await secure() }).getModelInfo()).rejects.toMatchObject({
      name: "ConnectionError",
      message: expect.stringContaining("DEPTH_ZERO_SELF_SIGNED_CERT"),
      committed: false,
    });
  });

  test("an agent of the caller's brings the authority that does", async () => {
    const agent = new SecureAgent({ ca: cert });
    const client = once({ endpoint: await secure(), fetch: createNodeFetch({ agent }) });
    expect(await client.getModelInfo()).toEqual(info);
    agent.destroy();
  });
});

describe("the caller's own", () => {
  test("A39: a global fetch that a tool has installed is used", async () => {
    vi.stubGlobal("fetch", async () => new Response(JSON.stringify(info)));
    onTestFinished(() => void vi.unstubAllGlobals());
    expect(await once({ endpoint: "https://nowhere.invalid" }).getModelInfo()).toEqual(info);
  });

  test("A15: createNodeFetch ends with the signal that it is given", async () => {
    const { url } = await serve(() => undefined);
    const agent = new SecureAgent();
    onTestFinished(() => agent.destroy());
    const reason = new Error("enough");
    const ended = createNodeFetch({ agent })(url, { signal: AbortSignal.abort(reason) });
    await expect(ended).rejects.toBe(reason);
  });
});
