import { getEventListeners } from "node:events";
import type { Readable } from "node:stream";
import { describe, expect, test, vi } from "vitest";
import { StreamError } from "../../src/client/index.ts";
import { eventStream, events } from "../support/server.ts";
import { body, clientOf } from "./client-of.ts";

const chunk = { choices: [{ index: 0, delta: { content: "Hi" }, finish_reason: null }] };
const last = { choices: [{ index: 0, delta: {}, finish_reason: "stop" }] };

const readable = (stream: NodeJS.ReadableStream): Readable => stream as unknown as Readable;

async function read(stream: AsyncIterable<unknown>): Promise<{ text: string; error: unknown }> {
  let text = "";
  try {
    for await (const bytes of stream) text += Buffer.from(bytes as Uint8Array).toString();
  } catch (error) {
    return { text, error };
  }
  return { text, error: undefined };
}

describe("streams", () => {
  const streamed = { body: { ...body, stream: true } };

  test.each(["asNodeStream", "asBrowserStream"] as const)("%s gives the bytes as they came", async (as) => {
    const { chat } = await clientOf(eventStream(chunk, last, "[DONE]"));
    const { status, body, headers } = await chat.post(streamed)[as]();
    expect([status, headers["content-type"]]).toEqual(["200", "text/event-stream"]);
    expect(await read(body as AsyncIterable<unknown>)).toEqual({
      text: events(chunk, last, "[DONE]"),
      error: undefined,
    });
  });

  test("a failure is a stream of its body", async () => {
    const { chat } = await clientOf({ status: 429, body: { message: "slow down" } });
    const { status, body } = await chat.post(streamed).asNodeStream();
    expect([status, await read(readable(body))]).toEqual([
      "429",
      { text: '{"message":"slow down"}', error: undefined },
    ]);
  });

  test("a response that is no event stream passes as it is", async () => {
    const { client } = await clientOf({ body: "any bytes", headers: { "content-type": "application/octet-stream" } });
    const { body } = await client.pathUnchecked("/file").get().asNodeStream();
    expect(await read(readable(body))).toEqual({ text: "any bytes", error: undefined });
  });

  test.each<[what: string, sent: string, reason: string]>([
    ["is cut", events(chunk), "interrupted"],
    ["carries a flat error", events(chunk, { object: "error", message: "no", code: 500 }), "failed"],
    ["is not JSON", events(chunk, "{"), "malformed"],
  ])("a stream that %s fails, after the events before", async (_, sent, reason) => {
    const { chat } = await clientOf({ body: sent, headers: { "content-type": "text/event-stream" } });
    const { body } = await chat.post(streamed).asNodeStream();
    const { text, error } = await read(readable(body));
    expect(text).toBe(events(chunk));
    expect(error).toBeInstanceOf(StreamError);
    expect(error).toMatchObject({ reason });
  });

  test("a stream of text completions that is cut carries their texts", async () => {
    const piece = { choices: [{ index: 0, text: "Hi", finish_reason: null }] };
    const { client } = await clientOf(eventStream(piece));
    const { body } = await client.pathUnchecked("/completions").post(streamed).asNodeStream();
    const { error } = await read(readable(body));
    expect(error).toMatchObject({ partial: { choices: [{ index: 0, text: "Hi" }] } });
  });

  test.each(["/chat/completions", "/other"])("a stream of %s that stalls fails with what had arrived", async (path) => {
    const { client } = await clientOf(
      (_, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(events(chunk));
        return undefined;
      },
      { stream: { idleTimeoutMs: 50 } },
    );
    const { body } = await client.pathUnchecked(path).post(streamed).asNodeStream();
    const { text, error } = await read(readable(body));
    expect(text).toBe(events(chunk));
    expect(error).toMatchObject({ name: "StreamError", reason: "stalled" });
  });

  test("a connection that breaks fails with what had arrived", async () => {
    const { client } = await clientOf((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(events(chunk), () => response.destroy());
      return undefined;
    });
    const { body } = await client.pathUnchecked("/other").get().asNodeStream();
    const { error } = await read(readable(body));
    expect(error).toMatchObject({ name: "ConnectionError", reason: "network", committed: true });
  });

  test("leaving a stream early closes its connection, and so does an abort", async () => {
    let closed = (): void => undefined;
    const { chat } = await clientOf((_, response) => {
      response.on("close", () => closed());
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(events(chunk));
      return undefined;
    });
    const controller = new AbortController();
    const ends: ((stream: Readable) => unknown)[] = [(stream) => stream.destroy(), () => controller.abort()];
    for (const end of ends) {
      const isClosed = new Promise<void>((resolve) => {
        closed = resolve;
      });
      const { body } = await chat.post({ ...streamed, abortSignal: controller.signal }).asNodeStream();
      const stream = readable(body);
      stream.on("error", () => undefined);
      stream.once("data", () => end(stream));
      await isClosed;
    }
  });

  test("a stream that is left before it is read closes its connection, and keeps no listener", async () => {
    let closed = (): void => undefined;
    const isClosed = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const { chat } = await clientOf((_, response) => {
      response.on("close", closed);
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(events(chunk));
      return undefined;
    });
    const { signal } = new AbortController();
    const { body } = await chat.post({ ...streamed, abortSignal: signal }).asNodeStream();
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    body.destroy();
    await isClosed;
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  test("asNodeStream says what to use where there is no Node", async () => {
    const { chat, received } = await clientOf(eventStream(last, "[DONE]"));
    vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined as never);
    await expect(chat.post(streamed).asNodeStream()).rejects.toThrow("asBrowserStream");
    vi.restoreAllMocks();
    expect(received).toEqual([]);
  });
});
