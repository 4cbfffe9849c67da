import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLimiter, type Limiter } from "../../src/bulk/limiter.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new AbortController().signal;
const answered = { what: "answered", rateLimits: undefined } as const;

/** As many as enter at once. */
async function entered(limiter: Limiter): Promise<number> {
  const before = limiter.inFlight;
  const give = new AbortController();
  for (let tries = 0; tries < 100; tries += 1) limiter.enter(give.signal).catch(() => undefined);
  await vi.advanceTimersByTimeAsync(0);
  give.abort();
  return limiter.inFlight - before;
}

test("begins with four, and has one more after each that goes well, to the most", async () => {
  const limiter = createLimiter(10);
  expect(await entered(limiter)).toBe(4);
  for (let ended = 0; ended < 4; ended += 1) limiter.leave(answered);
  expect(await entered(limiter)).toBe(8);
  for (let ended = 0; ended < 8; ended += 1) limiter.leave(answered);
  expect(await entered(limiter)).toBe(10);
});

test("a refusal for the rate holds all back for as long as the server says, and then there are fewer", async () => {
  const limiter = createLimiter(8);
  expect(await entered(limiter)).toBe(4);
  limiter.leave({ what: "throttled", waitMs: 2_000 });
  for (let ended = 0; ended < 3; ended += 1) limiter.leave({ what: "throttled", waitMs: 1_000 });
  const late = limiter.enter(never);
  await vi.advanceTimersByTimeAsync(1_999);
  expect(limiter.inFlight).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  await late;
  // The other refusals were of requests that were out before the first was heard: they count as one.
  await entered(limiter);
  expect(limiter.inFlight).toBe(3);
});

test.each([
  ["requests", { requests: { remaining: 0, resetSeconds: 3 }, tokens: {} }],
  ["tokens", { requests: { remaining: 9, resetSeconds: 1 }, tokens: { remaining: 0, resetSeconds: 3 } }],
])("when the %s of a window are used up, the next waits for the new one", async (_, rateLimits) => {
  const limiter = createLimiter(8);
  await limiter.enter(never);
  limiter.leave({ what: "answered", rateLimits });
  const next = limiter.enter(never);
  await vi.advanceTimersByTimeAsync(2_999);
  expect(limiter.inFlight).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  await next;
});

test("who waits can be called off, and leaves no timer behind", async () => {
  const limiter = createLimiter(1);
  await limiter.enter(never);
  limiter.leave({ what: "throttled", waitMs: 60_000 });
  const abort = new AbortController();
  const waiting = limiter.enter(abort.signal);
  abort.abort("enough");
  await expect(waiting).rejects.toMatchObject({ name: "AbortError", cause: "enough" });
  expect(vi.getTimerCount()).toBe(0);
});
