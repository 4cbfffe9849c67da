import { getEventListeners, once } from "node:events";
import { expect, test, vi } from "vitest";
import { chunk, eventStream, events } from "../../support/server.ts";
import { fetchOf, readAll, streaming } from "./fetch-of.ts";

const type = { "content-type": "text/event-stream" };

/** A stream that goes on until it is left. */
const endless: Parameters<typeof fetchOf>[0] = (_, response) => {
  response.writeHead(200, type);
  response.write(events(chunk("a")));
  return undefined;
};

test.each(["chat/completions", "responses"])(
  "A15: an abort within a stream of %s fails it with the caller's own reason",
  async (route) => {
    let closed: Promise<unknown> | undefined;
    const { fetch, endpoint } = await fetchOf((request, response) => {
      closed = once(response, "close");
      return typeof endless === "function" ? endless(request, response) : endless;
    });
    const controller = new AbortController();
    const { body } = await fetch(`${endpoint}/${route}`, { ...streaming, signal: controller.signal });
    const reader = body?.getReader();
    await reader?.read();
    const next = reader?.read();
    const reason = { why: "enough" };
    controller.abort(reason);
    await expect(next).rejects.toBe(reason);
    await closed;
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  },
);

test.each(["chat/completions", "responses"])(
  "A20: leaving a stream of %s closes its connection, read or unread",
  async (route) => {
    for (const reads of [0, 1]) {
      let closed: Promise<unknown> | undefined;
      const { fetch, endpoint } = await fetchOf((request, response) => {
        closed = once(response, "close");
        return typeof endless === "function" ? endless(request, response) : endless;
      });
      const { signal } = new AbortController();
      const { body } = await fetch(`${endpoint}/${route}`, { ...streaming, signal });
      const reader = body?.getReader();
      for (let read = 0; read < reads; read += 1) await reader?.read();
      await reader?.cancel();
      await closed;
      expect(getEventListeners(signal, "abort")).toHaveLength(0);
    }
  },
);

test("A22: a slow reader holds the server back: neither side piles a large stream up", async () => {
  const line = events(chunk("x".repeat(64 * 1024)));
  let written = 0;
  const { fetch, chat } = await fetchOf(async (_, response) => {
    response.writeHead(200, type);
    const close = new AbortController();
    response.once("close", () => close.abort());
    while (written < 100 * 1024 * 1024 && !response.destroyed) {
      written += line.length;
      if (!response.write(line)) await once(response, "drain", { signal: close.signal }).catch(() => undefined);
    }
    return undefined;
  });
  const { body } = await fetch(chat, streaming);
  let read = 0;
  let ahead = 0;
  for await (const bytes of body ?? []) {
    read += bytes.length;
    await new Promise((resolve) => setImmediate(resolve));
    ahead = Math.max(ahead, written - read);
    if (read > 10 * 1024 * 1024) break;
  }
  expect(ahead).toBeLessThan(16 * 1024 * 1024);
  expect(written).toBeLessThan(32 * 1024 * 1024);
});

test("a failure carries the texts of the first MiB alone", async () => {
  const text = "x".repeat(256 * 1024);
  const { fetch, chat } = await fetchOf(eventStream(...Array.from({ length: 8 }, () => chunk(text))));
  const { error } = await readAll(await fetch(chat, streaming));
  const { choices } = (error as { partial: { choices: { message: { content: string } }[] } }).partial;
  expect(choices[0]?.message.content).toHaveLength(3 * text.length);
});

test("A16: calls leave no socket, listener or timer, however they end", async () => {
  const open = new Set<object>();
  const { fetch, endpoint, chat } = await fetchOf(
    ({ url }, response) => {
      const { socket } = response;
      if (socket !== null && !open.has(socket)) {
        open.add(socket);
        socket.once("close", () => open.delete(socket));
      }
      if (url.startsWith("/models/silent")) return undefined;
      if (url.startsWith("/models/info")) return { body: {}, headers: { connection: "close" } };
      response.writeHead(200, { ...type, connection: "close" });
      const ends = url.startsWith("/models/completions");
      response.write(events(chunk("a", ends ? "stop" : null)), () => ends && response.end());
      return undefined;
    },
    { timeoutMs: 60_000, deadlineMs: 90_000 },
  );
  const timers = vi.spyOn(globalThis, "setTimeout");
  const cleared = vi.spyOn(globalThis, "clearTimeout");
  const { signal } = new AbortController();
  for (let round = 0; round < 5; round += 1) {
    const own = new AbortController();
    await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        if (index === 0) setImmediate(() => own.abort("enough"));
        await fetch(`${endpoint}/silent`, { signal: own.signal }).catch(() => undefined);
        await (await fetch(`${endpoint}/info`, { signal })).json();
        const body = new Blob(["a"]).stream();
        await (await fetch(`${endpoint}/info`, { method: "POST", body, signal })).json();
        await readAll(await fetch(`${endpoint}/completions`, { ...streaming, signal }));
        await (await fetch(chat, { ...streaming, signal })).body?.cancel();
        for await (const _ of (await fetch(`${endpoint}/responses`, { ...streaming, signal })).body ?? []) break;
      }),
    );
    expect(getEventListeners(own.signal, "abort")).toHaveLength(0);
  }
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
  // Those of its limits and of silence; no one else's last as long.
  const ours = timers.mock.results.filter((_, index) => Number(timers.mock.calls[index]?.[1]) > 50_000);
  const gone = new Set(cleared.mock.calls.map(([timer]) => timer));
  expect(ours.length).toBeGreaterThan(600);
  expect(ours.filter(({ value }) => !gone.has(value))).toEqual([]);
  vi.restoreAllMocks();
  await vi.waitFor(() => expect(open.size).toBe(0), { timeout: 10_000 });
});
