import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { send } from "../../../src/emulator/http/send.ts";

/** Asks for a stream of events, and counts those that were made. */
async function stream(count: number, size = 10) {
  const made = { count: 0, ended: false };
  function* events(): Generator<object> {
    try {
      for (; made.count < count; made.count += 1) yield { text: "x".repeat(size) };
    } finally {
      made.ended = true;
    }
  }
  const server = createServer((_, response) => void send(response, { status: 200, headers: {}, events: events() }));
  server.listen(0, "127.0.0.1");
  onTestFinished(() => void server.close().closeAllConnections());
  await once(server, "listening");
  const request = get({ host: "127.0.0.1", port: (server.address() as AddressInfo).port });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return { response, made };
}

/** Waits until something no longer changes. */
async function settled(read: () => number): Promise<number> {
  for (let before = -1; ; await sleep(60)) {
    const now = read();
    if (now === before) return now;
    before = now;
  }
}

test("D22: each event leaves by itself", async () => {
  const { response } = await stream(20);
  const pieces: string[] = [];
  for await (const piece of response.setEncoding("utf8") as AsyncIterable<string>) pieces.push(piece);
  expect(pieces.length).toBeGreaterThan(15);
  expect(pieces.every((piece) => piece.endsWith("\n\n"))).toBe(true);
  expect(pieces.at(-1)).toMatch(/data: \[DONE\]\n\n$/);
});

test("D25: when the caller goes away, no more is made, and nothing fails", async () => {
  const failures: unknown[] = [];
  const note = (failure: unknown) => failures.push(failure);
  process.on("unhandledRejection", note).on("uncaughtException", note);
  onTestFinished(() => void process.off("unhandledRejection", note).off("uncaughtException", note));
  const { response, made } = await stream(1_000_000);
  response.once("data", () => response.destroy());
  await once(response, "close");
  expect(await settled(() => made.count)).toBeLessThan(1_000_000);
  expect(made.ended).toBe(true);
  expect(failures).toEqual([]);
});

test("D25: a caller who goes away while it is waited for ends the response too", async () => {
  const { response, made } = await stream(10_000, 100_000);
  await settled(() => made.count);
  expect(made.ended).toBe(false);
  response.destroy();
  await settled(() => made.count);
  expect(made.ended).toBe(true);
});

test("a caller who reads slowly is waited for, without a warning, and gets it all", async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on("warning", note);
  onTestFinished(() => void process.off("warning", note));
  const { response, made } = await stream(1_000, 100_000);
  expect(await settled(() => made.count)).toBeLessThan(900);
  let bytes = 0;
  for await (const piece of response as AsyncIterable<Buffer>) bytes += piece.length;
  expect(bytes).toBeGreaterThan(100_000_000);
  expect(made).toEqual({ count: 1_000, ended: true });
  expect(warnings).toEqual([]);
});
