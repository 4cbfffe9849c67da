import { getEventListeners, once } from "node:events";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test, vi } from "vitest";
import { chunk, clientOf, eventStream, events, messages } from "../../support/server.ts";

test("A16: one signal used for 500 calls keeps no listener", async () => {
  const warnings: Error[] = [];
  const note = (warning: Error): void => void warnings.push(warning);
  process.on("warning", note);
  const { client } = await clientOf(({ url }, response) => {
    if (!url.startsWith("/chat")) return { body: { model: "m", data: [] } };
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(events({ ...chunk("a"), choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }, "[DONE]"));
    return undefined;
  });
  const { signal } = new AbortController();
  for (let round = 0; round < 10; round += 1) {
    const calls = Array.from({ length: 25 }, () => client.getEmbeddings({ input: "a" }, { signal }));
    const streams = Array.from({ length: 25 }, () => client.streamChatCompletions({ messages }, { signal }).collect());
    await Promise.all([...calls, ...streams]);
  }
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
  process.off("warning", note);
  expect(warnings).toEqual([]);
});

test("calls that are cancelled, broken or timed out, a thousand in all, leave no socket, listener or timer", {
  tags: ["soak"],
}, async () => {
  const open = new Set<object>();
  const { client } = await clientOf(
    ({ url }, response) => {
      const { socket } = response;
      if (socket !== null && !open.has(socket)) {
        open.add(socket);
        socket.once("close", () => open.delete(socket));
      }
      if (url.startsWith("/embeddings")) return undefined;
      response.writeHead(200, { "content-type": url.startsWith("/info") ? "application/json" : "text/event-stream" });
      response.write(url.startsWith("/info") ? '{"half":' : events(chunk("a")), () => {
        if (url.startsWith("/info")) setImmediate(() => response.destroy());
      });
      return undefined;
    },
    { timeoutMs: 60_000 },
  );
  const timers = vi.spyOn(globalThis, "setTimeout");
  const cleared = vi.spyOn(globalThis, "clearTimeout");
  const controller = new AbortController();
  const { signal } = controller;
  for (let round = 0; round < 25; round += 1) {
    const own = new AbortController();
    const calls = Array.from({ length: 10 }, async (_, index) => {
      if (index === 0) setImmediate(() => own.abort("enough"));
      await client.getEmbeddings({ input: "a" }, { signal: own.signal }).catch(() => undefined);
      await client.getModelInfo({ signal }).catch(() => undefined);
      await client.getEmbeddings({ input: "a" }, { timeoutMs: 5, signal }).catch(() => undefined);
      for await (const _ of client.streamChatCompletions({ messages }, { signal })) break;
    });
    await Promise.all(calls);
    expect(getEventListeners(own.signal, "abort")).toHaveLength(0);
  }
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
  // The client's own timers are those of its limits.
  const ours = timers.mock.results.filter((_, index) =>
    [60_000, 5, 120_000].includes(Number(timers.mock.calls[index]?.[1])),
  );
  const gone = new Set(cleared.mock.calls.map(([timer]) => timer));
  const expired = timers.mock.calls.filter(([, ms]) => ms === 5).length;
  expect(ours.length).toBeGreaterThan(1_000);
  expect(ours.filter(({ value }) => !gone.has(value)).length).toBeLessThanOrEqual(expired);
  await vi.waitFor(() => expect(open.size).toBe(0), { timeout: 10_000 });
});

test("A22: 200 MB through a slow reader leave no trace in memory", { tags: ["soak"] }, async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const line = events(chunk("x".repeat(64 * 1024)));
  const { client } = await clientOf(async (_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (let sent = 0; sent < 200 * 1024 * 1024; sent += line.length) {
      if (!response.write(line)) await once(response, "drain");
    }
    response.end(events({ ...chunk(""), choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }, "[DONE]"));
    return undefined;
  });
  let read = 0;
  let before = 0;
  let most = 0;
  for await (const { choices } of client.streamChatCompletions({ messages })) {
    read += choices[0]?.delta?.content?.length ?? 0;
    await new Promise((resolve) => setImmediate(resolve));
    if (read % (20 * 1024 * 1024) !== 0) continue;
    collectGarbage();
    const { heapUsed } = process.memoryUsage();
    before ||= heapUsed;
    most = Math.max(most, heapUsed - before);
  }
  expect(read).toBeGreaterThan(199 * 1024 * 1024);
  expect(most).toBeLessThan(8 * 1024 * 1024);
});

test("a failure carries the first MiB of what was read chunk by chunk, and all of what was to be collected", async () => {
  const text = "x".repeat(256 * 1024);
  const { client } = await clientOf(eventStream(...Array.from({ length: 8 }, () => chunk(text))));
  const lengthOf = (error: unknown): number => {
    const { choices } = (error as { partial: { choices: { message: { content: string } }[] } }).partial;
    return choices[0]?.message.content.length ?? 0;
  };
  const read = async (): Promise<void> => {
    for await (const _ of client.streamChatCompletions({ messages }));
  };
  expect(lengthOf(await read().catch((error: unknown) => error))).toBe(3 * text.length);
  const collected = client.streamChatCompletions({ messages }).collect();
  expect(lengthOf(await collected.catch((error: unknown) => error))).toBe(8 * text.length);
  const [first, second] = client.streamChatCompletions({ messages }).tee();
  for (const stream of [first, second]) {
    expect(lengthOf(await stream.collect().catch((error: unknown) => error))).toBe(8 * text.length);
  }
});

test("A22: a slow reader holds the server back: neither side piles a large stream up", async () => {
  const line = events(chunk("x".repeat(64 * 1024)));
  const total = 100 * 1024 * 1024;
  let written = 0;
  const { client } = await clientOf(async (_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const close = new AbortController();
    const closed = close.signal;
    response.once("close", () => close.abort());
    while (written < total && !response.destroyed) {
      written += line.length;
      if (!response.write(line)) await once(response, "drain", { signal: closed }).catch(() => undefined);
    }
    return undefined;
  });
  let read = 0;
  let ahead = 0;
  for await (const { choices } of client.streamChatCompletions({ messages })) {
    read += choices[0]?.delta?.content?.length ?? 0;
    await new Promise((resolve) => setImmediate(resolve));
    ahead = Math.max(ahead, written - read);
    if (read > 10 * 1024 * 1024) break;
  }
  expect(ahead).toBeLessThan(16 * 1024 * 1024);
  expect(written).toBeLessThan(32 * 1024 * 1024);
});
