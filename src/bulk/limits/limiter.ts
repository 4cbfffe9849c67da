import { AbortError } from "../../client/errors/errors.ts";
import type { ResponseInfo } from "../../client/request/response.ts";
import { onAbort } from "../../client/transport/abort.ts";
import { type Budgets, createBudget } from "./budget.ts";
import { createPace } from "./pace.ts";

/** How a request ended, as far as the limiter needs to know. */
export type Ending =
  | { what: "answered"; rateLimits?: ResponseInfo["rateLimits"] | undefined; tokens?: number | undefined }
  /** A 429 response, with the wait from `retry-after`, in milliseconds. */
  | { what: "throttled"; waitMs: number | undefined }
  | { what: "failed" };

/** A request that waits for its turn. */
export interface Entry {
  /** Estimated number of tokens. */
  tokens: number;
  /** Whether it is a retry. Retries are sent before new requests. */
  again: boolean;
}

/** Decides when the next request may be sent. All requests of a run share one limiter. */
export interface Limiter {
  /**
   * Waits until the request may be sent.
   *
   * @returns a function to call with the result when the request has ended.
   *
   * @throws {AbortError} when the signal aborts before.
   */
  enter(signal: AbortSignal, entry: Entry): Promise<(ending: Ending) => void>;
  /** Number of requests in flight. */
  readonly inFlight: number;
  /** Maximum number of requests in flight at present. */
  readonly limit: number;
  /** Number of retries sent. */
  readonly retries: number;
}

const firstLimit = 4;
const firstRoundTripMs = 100;
const longestHintMs = 30_000;
const longestProbeWaitMs = 2_500;

/**
 * Creates an adaptive concurrency limiter. The limit rises with each response until the server returns 429. One 429, or several
 * for requests that were in flight together, reduce the limit once, as TCP reduces its window once per round trip (AIMD, RFC 5681).
 * The limit then approaches its old value slowly, as in CUBIC (RFC 9438, section 4.1).
 *
 * - A 429 that arrives faster than responses usually do reveals the limit: the server accepted the requests still in flight.
 * - After a 429 with `retry-after`, nothing is sent until that time. After a 429 without it, nothing is sent until the next response.
 * - When no response is due, the limiter sends one request as a probe, after one round trip, then after 1.5 times as long, up to
 *   2.5 s. A probe counts as accepted when it is in flight for longer than 429 responses take.
 * - When even a probe gets a 429, the server counts requests over time: from then on the limiter spaces requests, see `pace.ts`.
 * - While `x-ratelimit-remaining-*` is 0, or the caller's budget is used up, nothing is sent.
 *
 * @param most - maximum number of requests in flight, 1 or more.
 */
export function createLimiter(most: number, budgets: Budgets = {}): Limiter {
  const pace = createPace();
  const budget = createBudget(budgets);
  const waiting: Waiting[] = [];
  let limit = Math.min(firstLimit, most);
  /** The limit at the last 429. */
  let tooMany = Number.POSITIVE_INFINITY;
  let inFlight = 0;
  let started = 0;
  let retries = 0;
  /** Number of the last request in flight when the limit was reduced. A 429 for a request up to it is the same event. */
  let cutAt = 0;
  /** The limit before the reduction. */
  let before = limit;
  /** Whether the last result was a 429 without `retry-after`. */
  let isHeld = false;
  /** Number of consecutive probes that got a 429. */
  let probes = 0;
  let probeWaitMs = 0;
  let roundTripMs: number | undefined;
  let refusalMs = 0;
  let notBefore = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const pause = (ms: number): void => {
    notBefore = Math.max(notBefore, performance.now() + ms);
  };
  const wake = (at: number): void => {
    clearTimeout(timer);
    if (waiting.length > 0) timer = setTimeout(letIn, Math.max(1, at - performance.now()));
  };
  const letIn = (): void => {
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      if (inFlight >= (isHeld ? 1 : Math.floor(limit))) return;
      const now = performance.now();
      const at = Math.max(notBefore, pace.next(), budget.next(first.tokens, now));
      if (at > now) {
        wake(at);
        return;
      }
      waiting.shift();
      inFlight += 1;
      started += 1;
      if (first.again) retries += 1;
      pace.start(now);
      const trust = isHeld ? setTimeout(trusted, 4 * refusalMs + 50) : undefined;
      first.go(leaver(started, now, budget.start(first.tokens, now), trust));
    }
  };
  const leaver =
    (
      order: number,
      since: number,
      spend: ReturnType<typeof budget.start>,
      trust: ReturnType<typeof setTimeout> | undefined,
    ) =>
    (ending: Ending) => {
      clearTimeout(trust);
      inFlight -= 1;
      const now = performance.now();
      spend(ending.what === "answered" ? ending.tokens : 0);
      if (ending.what === "throttled") refused(order, now - since, ending.waitMs);
      else if (ending.what === "answered") answered(now - since, ending.rateLimits);
      if (isHeld && inFlight === 0 && notBefore <= now) {
        const backoff = Math.min((roundTripMs ?? firstRoundTripMs) * 1.5 ** probes, longestProbeWaitMs);
        probeWaitMs = backoff * (0.9 + Math.random() / 10);
        pause(probeWaitMs);
      }
      letIn();
    };
  const refused = (order: number, afterMs: number, waitMs: number | undefined): void => {
    const wasAlone = isHeld && inFlight === 0 && order > cutAt;
    if (waitMs !== undefined) pause(Math.min(waitMs, longestHintMs));
    isHeld = waitMs === undefined;
    refusalMs = Math.max(refusalMs * 0.9, afterMs);
    if (wasAlone) probes += 1;
    else if (order > cutAt) {
      before = limit;
      tooMany = limit;
      limit = Math.max(1, limit * 0.8);
      cutAt = started;
    }
    const isTelling = roundTripMs !== undefined && afterMs < roundTripMs / 2;
    if (!isTelling || wasAlone) return;
    limit = Math.max(1, Math.min(limit, inFlight));
    tooMany = limit;
  };
  const recover = (): void => {
    isHeld = false;
    if (probes > 0) {
      // The server limits the rate, not the number in flight: lower concurrency would not help.
      limit = before;
      tooMany = Number.POSITIVE_INFINITY;
      pace.learn(performance.now(), probeWaitMs);
    }
    probes = 0;
  };
  const trusted = (): void => {
    recover();
    letIn();
  };
  const answered = (afterMs: number, rateLimits: ResponseInfo["rateLimits"] | undefined): void => {
    roundTripMs = roundTripMs === undefined ? afterMs : roundTripMs * 0.9 + afterMs * 0.1;
    pace.answered();
    recover();
    limit = Math.min(most, limit + growth());
    for (const { remaining, resetSeconds } of Object.values(rateLimits ?? {}))
      if (remaining === 0 && resetSeconds !== undefined) pause(Math.min(resetSeconds * 1000, longestHintMs));
  };
  /** How much one response raises the limit. One round trip brings `limit` responses. */
  const growth = (): number => {
    if (limit < 0.9 * tooMany) return 1;
    return (limit < 1.2 * tooMany ? 0.05 : 1) / limit;
  };
  return {
    enter: (signal, { tokens, again }) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(new AbortError(signal.reason));
        const unwatch = onAbort(signal, () => {
          waiting.splice(waiting.indexOf(entry), 1);
          if (waiting.length === 0) clearTimeout(timer);
          reject(new AbortError(signal.reason));
        });
        const entry: Waiting = {
          tokens,
          again,
          go: (leave) => {
            unwatch();
            resolve(leave);
          },
        };
        if (again) waiting.unshift(entry);
        else waiting.push(entry);
        letIn();
      }),
    get inFlight() {
      return inFlight;
    },
    get limit() {
      return Math.floor(limit);
    },
    get retries() {
      return retries;
    },
  };
}

interface Waiting extends Entry {
  go(leave: (ending: Ending) => void): void;
}
