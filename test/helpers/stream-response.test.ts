import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import * as hooks from "vitest";
import { describe, expect, onTestFinished, test } from "vitest";
import { createClient } from "../../src/client/index.ts";
import { useEmulator } from "../../src/emulator/index.ts";
import { eventStreamResponse, textOf, textResponse } from "../../src/helpers/index.ts";

const emulator = useEmulator(hooks);
const clientOf = (endpoint: string = emulator.url) =>
  createClient({ endpoint, credential: { key: "k" }, retry: { retries: 0 } });
const messages = [{ role: "user" as const, content: "Why is the sky blue?" }];
const stream = () => clientOf().streamChatCompletions({ messages });

/** A route handler behind a real server. */
async function serveRoute(route: () => Promise<Response>): Promise<string> {
  const server = createServer(async (_, outgoing) => {
    const response = await route().catch(() => new Response(null, { status: 502 }));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (response.body === null) return outgoing.end();
    const body = Readable.fromWeb(response.body as never);
    outgoing.on("close", () => body.destroy());
    body.on("error", () => outgoing.destroy());
    return body.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("the text of a stream is the text of its chunks", async () => {
  const texts: string[] = [];
  for await (const text of textOf(stream())) texts.push(text);
  expect(texts.length).toBeGreaterThan(1);
  const whole = await stream().collect();
  expect(texts.join("")).toBe(whole.choices[0]?.message.content);
});

test("a chunk without choices, as some servers send, has no text", async () => {
  const odd = async function* () {
    yield {} as { choices: [] };
    yield { choices: null } as unknown as { choices: [] };
    yield { choices: [{ index: 0, finish_reason: null, delta: { content: "a" } }] };
  };
  expect(await (await textResponse(odd())).text()).toBe("a");
});

describe("a stream as the response of a route", () => {
  test("as events: our own client reads it as a stream of the API", async () => {
    const url = await serveRoute(() => eventStreamResponse(stream(), { headers: { "x-route": "1" } }));
    const response = await fetch(url);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(response.headers.get("x-route")).toBe("1");
    expect(await response.text()).toMatch(/\n\ndata: \[DONE\]\n\n$/);
    const again = await clientOf(url).streamChatCompletions({ messages }).collect();
    expect(again.choices).toEqual((await stream().collect()).choices);
  });

  test("as text", async () => {
    const response = await fetch(await serveRoute(() => textResponse(stream(), { status: 201 })));
    expect([response.status, response.headers.get("content-type")]).toEqual([201, "text/plain; charset=utf-8"]);
    expect(await response.text()).toBe((await stream().collect()).choices[0]?.message.content);
  });

  test("a request that fails throws before there is a response", async () => {
    emulator.rules.add({ when: {}, error: { status: 429, code: "too_many", message: "secret" } });
    await expect(eventStreamResponse(stream())).rejects.toMatchObject({ problem: { kind: "rate_limited" } });
    expect((await fetch(await serveRoute(() => textResponse(stream())))).status).toBe(502);
  });

  test("a failure within the stream is an event without the message of the server, and no [DONE]", async () => {
    const failing = async function* () {
      yield { choices: [] };
      throw new Error("secret");
    };
    const text = await (await eventStreamResponse(failing())).text();
    expect(text).toBe('data: {"choices":[]}\n\ndata: {"error":{"code":"unknown","message":"The stream failed."}}\n\n');
  });

  test("a failure within text breaks the connection", async () => {
    const failing = async function* () {
      yield { choices: [{ index: 0, finish_reason: null, delta: { content: "a" } }] };
      throw new Error("lost");
    };
    const url = await serveRoute(() => textResponse(failing()));
    await expect(fetch(url).then((response) => response.text())).rejects.toThrow();
  });

  test("a browser that leaves closes the stream, and a slow one holds it back", async () => {
    let made = 0;
    let closed: () => void = () => undefined;
    const left = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const endless = async function* () {
      try {
        for (;;) yield { choices: [], made: made++ };
      } finally {
        closed();
      }
    };
    const response = await eventStreamResponse(endless());
    const reader = response.body?.getReader();
    await reader?.read();
    expect(made).toBeLessThan(5);
    await reader?.cancel();
    await left;
  });
});
