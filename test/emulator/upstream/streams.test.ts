import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { createClient, StreamError } from "../../../src/client/index.ts";
import { chunk, eventStream, events } from "../../support/server.ts";
import { eventsOf, messages } from "../call.ts";
import { answer, ask, deferred, front, paced } from "../front.ts";
import { askRaw } from "../raw.ts";

describe("streams", () => {
  test("D22: each chunk passes as it comes, bytes and order kept", async () => {
    const { handler, begun } = paced();
    const { emulator } = await front(handler);
    const response = fetch(`${emulator.url}/v1/chat/completions`, {
      method: "POST",
      headers: { "api-key": "k", "content-type": "application/json" },
      body: JSON.stringify({ messages, model: "m", stream: true }),
    });
    const upstream = await begun;
    upstream.write(': ping\n\ndata:{"id": "1", "choices": []}\r\n\r\n');
    const reader = (await response).body?.getReader();
    const next = async () => new TextDecoder().decode((await reader?.read())?.value);
    expect(await next()).toBe('data: {"id": "1", "choices": []}\n\n');
    upstream.write('data: {"id":"é"');
    upstream.write(',\ndata: "choices":[]}\n\nevent: note\ndata: {}\n\n');
    let text = "";
    while (!text.includes("note\n\n")) text += await next();
    expect(text).toBe('data: {"id":"é",\ndata: "choices":[]}\n\ndata: {}\nevent: note\n\n');
    upstream.end('data: {"choices":[],"usage":{"total_tokens":12}}\n\ndata: [DONE]\n\n');
    text = "";
    for (let piece = await next(); piece !== ""; piece = await next()) text += piece;
    expect(text).toBe('data: {"choices":[],"usage":{"total_tokens":12}}\n\ndata: [DONE]\n\n');
    const entry = await emulator.journal.waitFor({ streamed: true });
    expect(entry).toMatchObject({ status: 200, chunks: 4, tokens: 12, aborted: false });
    expect(entry.code).toBeUndefined();
  });

  test("B01: the client reads them as from any endpoint", async () => {
    const { emulator } = await front(eventStream(chunk("Bon"), chunk("jour", "stop"), "[DONE]"));
    const client = createClient({ endpoint: emulator.url, credential: { key: "k" } });
    const { choices } = await client.streamChatCompletions({ messages: [{ role: "user", content: "Hi" }] }).collect();
    expect(choices[0]?.message.content).toBe("Bonjour");
  });

  test.each(["fin", "rst"] as const)("one that is cut with a %s is cut", async (how) => {
    const { handler, begun } = paced();
    const { emulator } = await front(handler);
    const raw = askRaw(emulator.port, { body: { stream: true } });
    const upstream = await begun;
    upstream.write(events(chunk("a")));
    await expect.poll(() => emulator.metrics()).toContain("in_flight 1");
    if (how === "fin") upstream.socket?.end();
    else upstream.socket?.resetAndDestroy();
    const { pieces } = await raw;
    const text = Buffer.concat(pieces).toString();
    expect(text).not.toContain("[DONE]");
    expect(text).not.toMatch(/\r\n0\r\n\r\n$/);
    const { status, code, aborted } = await emulator.journal.waitFor({ operation: "getChatCompletions" });
    expect(aborted).toBe(false);
    expect([200, 502]).toContain(status);
    expect(["UpstreamCut", "UpstreamUnreachable"]).toContain(code);
  });

  test("one that is cut is an error to the client, with what had come", async () => {
    const { handler, begun } = paced();
    const { emulator } = await front(handler);
    const client = createClient({ endpoint: emulator.url, credential: { key: "k" }, retry: { retries: 0 } });
    const stream = client.streamChatCompletions({ messages: [{ role: "user", content: "Hi" }] });
    const iterator = stream[Symbol.asyncIterator]();
    const first = iterator.next();
    const upstream = await begun;
    upstream.write(events(chunk("a")));
    expect((await first).value).toMatchObject({ choices: [{ delta: { content: "a" } }] });
    upstream.socket?.destroySoon();
    await expect(iterator.next()).rejects.toBeInstanceOf(StreamError);
  });

  test("one that ends without [DONE] ends so", async () => {
    const { emulator } = await front(eventStream(chunk("a"), chunk("b", "stop")));
    const { body, head } = await askRaw(emulator.port, { body: { stream: true } });
    expect(head).toMatch(/^HTTP\/1\.1 200/);
    expect(body.toString()).toBe(events(chunk("a"), chunk("b", "stop")));
    expect(emulator.journal.entries[0]?.code).toBe("UpstreamNoDone");
  });

  test("D23: an error before the first chunk has a status of its own; a later one passes as it is", async () => {
    const failed = { error: { message: "out of memory", type: "server_error", param: null, code: 503 } };
    const before = await front(eventStream(failed, "[DONE]"));
    expect(await ask(before.emulator, { stream: true })).toMatchObject({
      status: 503,
      body: { error: { message: "out of memory" } },
    });
    const after = await front(eventStream(chunk("a"), failed, "[DONE]"));
    const { status, text } = await ask(after.emulator, { stream: true });
    expect([status, text]).toEqual([200, events(chunk("a"), failed, "[DONE]")]);
  });

  test("one that breaks off before its first chunk is a 502", async () => {
    const { emulator } = await front(eventStream());
    expect(await ask(emulator, { stream: true })).toMatchObject({
      status: 502,
      body: { error: { code: "UpstreamUnreachable" } },
    });
  });

  test("a response that does not stream, though it was asked to, is a 502", async () => {
    const { emulator } = await front({ body: answer });
    expect(await ask(emulator, { stream: true })).toMatchObject({
      status: 502,
      body: { error: { code: "UpstreamAnswer" } },
    });
  });

  test.each([
    ["before the headers", false],
    ["within a stream", true],
  ])("D25: the upstream is let go when the caller leaves %s", async (_, stream) => {
    const begun = deferred<ServerResponse>();
    const { emulator } = await front((_, response) => {
      if (stream) response.writeHead(200, { "content-type": "text/event-stream" }).write(events(chunk("a")));
      begun.resolve(response);
      return undefined;
    });
    const leaving = new AbortController();
    const call = fetch(`${emulator.url}/v1/chat/completions`, {
      method: "POST",
      headers: { "api-key": "k", "content-type": "application/json" },
      body: JSON.stringify({ messages, stream }),
      signal: leaving.signal,
    });
    const upstream = await begun.promise;
    const closed = once(upstream, "close");
    if (stream) await (await call).body?.getReader().read();
    leaving.abort();
    await call.then(
      () => undefined,
      () => undefined,
    );
    await closed;
    expect(await emulator.journal.waitFor({ aborted: true })).toMatchObject({ aborted: true });
  });

  test("stopping the emulator lets the upstream go", async () => {
    const { handler, begun } = paced();
    const { emulator } = await front(handler);
    const call = askRaw(emulator.port, { body: { stream: true } });
    const closed = once(await begun, "close");
    await emulator.stop();
    await Promise.all([closed, call]);
  });

  test("back-pressure: what the caller does not read, the upstream cannot send", async () => {
    let written = 0;
    const piece = events(chunk("x".repeat(64 * 1024)));
    const stalled = deferred<void>();
    const { emulator } = await front((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      const fill = (): void => {
        while (written < 4_000 && !response.destroyed) {
          written += 1;
          if (!response.write(piece)) {
            const timer = setTimeout(stalled.resolve, 1_000, undefined);
            response.once("drain", () => {
              clearTimeout(timer);
              fill();
            });
            return;
          }
        }
        stalled.resolve(undefined);
      };
      fill();
      return undefined;
    });
    const socket = connect(emulator.port, "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    const body = JSON.stringify({ messages, stream: true });
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\napi-key: k\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    socket.pause();
    await stalled.promise;
    expect(written).toBeLessThan(2_000);
  });

  test("D11: faults, latency, rules and the journal work in front", async () => {
    const { emulator } = await front(eventStream(chunk("a"), chunk("b"), chunk("c", "stop"), "[DONE]"), {
      journal: { bodies: true },
    });
    const cut = await askRaw(emulator.port, {
      body: { stream: true },
      headers: { "x-emulator-fault": "cut;afterChunks=2" },
    });
    expect(cut.body.toString()).toBe(events(chunk("a"), chunk("b")));
    const split = await ask(
      emulator,
      { stream: true },
      { headers: { "x-emulator-fault": "duplicate-chunk=1, no-done" } },
    );
    expect(split.text).toBe(events(chunk("a"), chunk("a"), chunk("b"), chunk("c", "stop")));
    const slow = await ask(
      emulator,
      { stream: true },
      { headers: { "x-emulator-latency": "firstTokenMs=20;perTokenMs=5" } },
    );
    expect(eventsOf(slow.text)).toEqual([chunk("a"), chunk("b"), chunk("c", "stop"), "[DONE]"]);
    expect(emulator.journal.entries.map(({ faults, chunks }) => [faults, chunks])).toEqual([
      [["cut"], 3],
      [["duplicate-chunk", "no-done"], 3],
      [[], 3],
    ]);
    expect(emulator.journal.entries.at(-1)?.answer).toHaveLength(3);
  });
});
