import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Budgets } from "../../src/bulk/limits/budget.ts";
import { createLimiter, type Ending, type Limiter } from "../../src/bulk/limits/limiter.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new AbortController().signal;
const answered = { what: "answered" } as const;
const refused = { what: "throttled", waitMs: undefined } as const;

/** Requests that go out whenever the limiter lets them. */
function requests(limiter: Limiter, signal: AbortSignal = never) {
  const out: ((ending: Ending) => void)[] = [];
  const starts: number[] = [];
  const add = (count: number, tokens = 1) => {
    for (let tries = 0; tries < count; tries += 1)
      limiter.enter(signal, { tokens, again: false }).then(
        (leave) => {
          starts.push(performance.now());
          out.push(leave);
        },
        () => undefined,
      );
  };
  /** Ends so many of those that are out, the oldest first. */
  const end = async (count: number, ending: Ending = answered) => {
    for (const leave of out.splice(0, count)) leave(ending);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { add, end, out, starts };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test("starts with four requests and allows one more after each response, up to the maximum", async () => {
  const { add, end, out } = requests(createLimiter(10));
  add(100);
  await pass(0);
  expect(out.length).toBe(4);
  await end(4);
  expect(out.length).toBe(8);
  await end(8);
  expect(out.length).toBe(10);
});

test("a 429 with retry-after stops all requests until then, and concurrent 429s count once", async () => {
  const limiter = createLimiter(8);
  const { add, end, out } = requests(limiter);
  add(100);
  await pass(0);
  await end(1, { what: "throttled", waitMs: 2_000 });
  await end(3, { what: "throttled", waitMs: 1_000 });
  await pass(1_999);
  expect(limiter.inFlight).toBe(0);
  await pass(1);
  // A fifth less than four.
  expect(out.length).toBe(3);
});

test("audit B2: eight concurrent 429s without retry-after do not stop other requests", async () => {
  const limiter = createLimiter(32);
  const { add, end, out } = requests(limiter);
  add(200);
  await pass(30);
  await end(4);
  await pass(30);
  await end(8);
  expect(out.length).toBe(16);
  // Eight are refused at once, eight are answered: as many as were taken go on, and nothing waits longer.
  for (const leave of out.splice(8, 8)) leave(refused);
  expect(limiter.limit).toBe(8);
  await pass(30);
  await end(8);
  expect(out.length).toBe(8);
});

test("after a 429 without retry-after, nothing is sent before the next response", async () => {
  const limiter = createLimiter(8);
  const { add, end, out } = requests(limiter);
  add(100);
  await pass(0);
  await end(1, refused);
  await pass(10_000);
  expect(out.length).toBe(3);
  await end(1);
  expect(out.length).toBe(4);
});

test("when every request gets a 429, one request probes at least every 2.5 seconds", async () => {
  const limiter = createLimiter(8);
  const { add, end, out } = requests(limiter);
  add(100);
  await pass(0);
  await end(4, refused);
  const waits: number[] = [];
  for (let probe = 0; probe < 20; probe += 1) {
    const since = performance.now();
    while (out.length === 0) await pass(10);
    waits.push(performance.now() - since);
    expect(out.length).toBe(1);
    await end(1, refused);
  }
  expect(waits[0]).toBeLessThan(200);
  expect(Math.max(...waits)).toBeLessThanOrEqual(2_510);
  expect(waits.at(-1)).toBeGreaterThan(2_000);
  while (out.length === 0) await pass(10);
  await end(1);
  add(1);
  while (out.length < 2) await pass(10);
});

test("requests are spaced for a server that accepts 10 per second and sends no retry-after", async () => {
  const limiter = createLimiter(32);
  const { add, out } = requests(limiter);
  add(2_000);
  let taken = 0;
  let asked = 0;
  const perSecond: number[] = [];
  for (let ms = 0; ms < 60_000; ms += 10) {
    if (ms % 1_000 === 0) {
      perSecond.push(taken);
      taken = 0;
    }
    for (const leave of out.splice(0)) {
      asked += 1;
      if (taken < 10) taken += 1;
      else {
        leave(refused);
        continue;
      }
      setTimeout(() => leave(answered), 30);
    }
    await pass(10);
  }
  const later = perSecond.slice(20).reduce((sum, count) => sum + count, 0) / perSecond.slice(20).length;
  expect(later).toBeGreaterThan(8);
  expect(asked).toBeLessThan(900);
});

test.each([
  ["requests", { requests: { remaining: 0, resetSeconds: 3 }, tokens: {} }],
  ["tokens", { requests: { remaining: 9, resetSeconds: 1 }, tokens: { remaining: 0, resetSeconds: 3 } }],
])("when the %s of a window are used up, the next request waits for the next window", async (_, rateLimits) => {
  const limiter = createLimiter(8);
  const { add, end, out } = requests(limiter);
  add(1);
  await pass(0);
  await end(1, { what: "answered", rateLimits });
  add(1);
  await pass(2_999);
  expect(out.length).toBe(0);
  await pass(1);
  expect(out.length).toBe(1);
});

test("a waiting request can be aborted and leaves no timer", async () => {
  const limiter = createLimiter(1);
  const { add, end } = requests(limiter);
  add(1);
  await pass(0);
  await end(1, { what: "throttled", waitMs: 60_000 });
  const abort = new AbortController();
  const waiting = limiter.enter(abort.signal, { tokens: 1, again: false });
  abort.abort("enough");
  await expect(waiting).rejects.toMatchObject({ name: "AbortError", cause: "enough" });
  expect(vi.getTimerCount()).toBe(0);
});

describe("the caller's budgets hold in any 60 seconds", () => {
  /** When requests go out that are answered at once, and what the busiest minute had. */
  async function busiest(budgets: Budgets, tokens: number, cost: number) {
    const { add, out, starts } = requests(createLimiter(32, budgets));
    add(400, tokens);
    for (let ms = 0; ms < 200_000; ms += 50) {
      for (const leave of out.splice(0)) leave({ what: "answered", tokens: cost });
      await pass(50);
    }
    const inWindow = (from: number) => starts.filter((at) => at >= from && at < from + 60_000).length;
    return { most: Math.max(...starts.map(inWindow)), all: starts.length };
  }

  test("requests: never exceeded, and nearly used up", async () => {
    const { most, all } = await busiest({ requestsPerMinute: 100 }, 1, 1);
    expect(most).toBe(100);
    expect(all).toBeGreaterThan(320);
  });

  test("tokens, when the estimate is right", async () => {
    const { most, all } = await busiest({ tokensPerMinute: 1_000 }, 10, 10);
    expect(most).toBe(100);
    expect(all).toBeGreaterThanOrEqual(300);
  });

  test("tokens, when the estimate is too high: the difference is released", async () => {
    const { most } = await busiest({ tokensPerMinute: 1_000 }, 20, 10);
    expect(most).toBeGreaterThan(90);
    expect(most).toBeLessThanOrEqual(100);
  });

  test("a request larger than the budget is sent alone", async () => {
    const { most, all } = await busiest({ tokensPerMinute: 10 }, 20, 20);
    expect([most, all]).toEqual([1, 4]);
  });
});
