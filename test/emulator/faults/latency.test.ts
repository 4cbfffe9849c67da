import { once } from "node:events";
import { request } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { paceOf, parseLatency } from "../../../src/emulator/faults/latency.ts";
import { drawsOf } from "../../../src/emulator/faults/random.ts";
import { startEmulator } from "../../../src/emulator/index.ts";
import { emulate, messages } from "../call.ts";

const chat = (latency?: string, more: object = {}) => ({
  path: "/chat/completions",
  body: { messages, max_tokens: 5, ...more },
  ...(latency !== undefined && { headers: { "x-emulator-latency": latency } }),
});

async function timed<Value>(work: () => Promise<Value>): Promise<[ms: number, value: Value]> {
  const began = performance.now();
  const value = await work();
  return [performance.now() - began, value];
}

describe("D13: responses take as long as a profile says", () => {
  test("a whole response takes its first token and all others", async () => {
    const call = await emulate({ latency: { firstTokenMs: 60, perTokenMs: 20 } });
    const [ms, { status }] = await timed(() => call(chat()));
    expect(status).toBe(200);
    expect(ms).toBeGreaterThan(60 + 4 * 20 - 5);
  });

  test("a stream keeps its headers back until the first token, and then comes token by token", async () => {
    const emulator = await startEmulator();
    onTestFinished(() => emulator.stop());
    const times: number[] = [];
    const began = performance.now();
    const response = await fetch(`${emulator.url}/chat/completions?api-version=2025-04-01`, {
      method: "POST",
      headers: {
        "api-key": "k",
        "content-type": "application/json",
        "x-emulator-latency": "firstTokenMs=50;tokensPerSecond=50",
      },
      body: JSON.stringify({ messages, stream: true, max_tokens: 5 }),
    });
    expect(performance.now() - began).toBeGreaterThan(45);
    for await (const _ of response.body ?? []) times.push(performance.now() - began);
    // A role, five tokens, an end and [DONE]: seven times 20 ms.
    expect(times.at(-1)).toBeGreaterThan(50 + 7 * 20 - 10);
    expect(times.length).toBeGreaterThan(4);
  });

  test("off by default, and none asks for none", async () => {
    const call = await emulate({ latency: { firstTokenMs: 60_000 } });
    expect((await call(chat("none"))).status).toBe(200);
  });

  test("what holds for all can be set and put back while it runs", async () => {
    const emulator = await startEmulator();
    onTestFinished(() => emulator.stop());
    const ask = () => fetch(`${emulator.url}/nowhere`).then((response) => response.text());
    emulator.setLatency({ firstTokenMs: 60 });
    expect((await timed(ask))[0]).toBeGreaterThan(55);
    emulator.reset();
    expect(() => emulator.setLatency({ jitter: 2 })).toThrow("latency.jitter: must be a number from 0 to 1, not 2");
  });

  test("jitter is drawn under the seed, within its share", () => {
    const times = (seed: number) => {
      const pace = paceOf({ firstTokenMs: 100, perTokenMs: 10, jitter: 0.5 }, () => drawsOf(seed, "a"));
      return [pace?.first() ?? 0, ...Array.from({ length: 50 }, () => pace?.next() ?? 0)];
    };
    expect(times(1)).toEqual(times(1));
    expect(times(1)).not.toEqual(times(2));
    const [first = 0, ...others] = times(1);
    expect(first).toBeGreaterThanOrEqual(50);
    expect(first).toBeLessThanOrEqual(150);
    expect(Math.min(...others)).toBeGreaterThanOrEqual(5);
    expect(Math.max(...others)).toBeLessThanOrEqual(15);
    expect(new Set(others).size).toBeGreaterThan(40);
  });

  test("the header takes properties or JSON", () => {
    expect(parseLatency("firstTokenMs=200; perTokenMs=2.5; jitter=0.2")).toEqual({
      firstTokenMs: 200,
      perTokenMs: 2.5,
      jitter: 0.2,
    });
    expect(parseLatency('{"tokensPerSecond":50}')).toEqual({ tokensPerSecond: 50 });
    expect(parseLatency("none")).toEqual({});
  });

  test.each([
    ["slow", "x-emulator-latency.slow: is not known here; known are firstTokenMs, perTokenMs, tokensPerSecond, jitter"],
    ["tokensPerSecond=0", "x-emulator-latency.tokensPerSecond: must be a number from 0.001 to 1000000, not 0"],
    ["firstTokenMs=soon", 'x-emulator-latency.firstTokenMs: must be a number from 0 to 2147483647, not "soon"'],
    [
      "perTokenMs=1;tokensPerSecond=1",
      'x-emulator-latency: must be given perTokenMs or tokensPerSecond, not both, not {"perTokenMs":1,"tokensPerSecond":1}',
    ],
  ])("a header that cannot be is a 400 that says why: %s", async (text, message) => {
    const { status, body } = await (await emulate())(chat(text));
    expect([status, body]).toMatchObject([400, { error: { code: "InvalidLatency", message } }]);
  });
});

test.each([
  ["before the headers", { firstTokenMs: 600_000 }, false],
  ["between tokens", { perTokenMs: 600_000 }, true],
])("D25: a wait ends when the caller goes away %s, and so does stop", async (_, latency, headers) => {
  const emulator = await startEmulator({ latency });
  const asked = request(`${emulator.url}/chat/completions?api-version=2025-04-01`, {
    method: "POST",
    headers: { "api-key": "k", "content-type": "application/json" },
  });
  asked.on("error", () => {}).end(JSON.stringify({ messages, stream: true }));
  if (headers) await once(asked, "response");
  else await fetch(`${emulator.url}/nowhere`, { headers: { "x-emulator-latency": "none" } });
  asked.destroy();
  await emulator.stop();
});
