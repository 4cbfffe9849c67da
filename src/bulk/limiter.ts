import { onAbort } from "../client/abort.ts";
import { AbortError } from "../client/errors.ts";
import type { ResponseInfo } from "../client/response-info.ts";
import { type Budgets, createBudget } from "./budget.ts";
import { createPace } from "./pace.ts";

/** How a request ended, as far as it tells of the server's limits. */
export type Ending =
  | { what: "answered"; rateLimits?: ResponseInfo["rateLimits"] | undefined; tokens?: number | undefined }
  /** Refused for its rate, with the wait that the server asked for. */
  | { what: "throttled"; waitMs: number | undefined }
  | { what: "failed" };

/** What a request brings when it asks to go out. */
export interface Entry {
  /** How many tokens it will cost, as far as that can be told before. */
  tokens: number;
  /** Whether it was out before: then it goes ahead of those that were not. */
  again: boolean;
}

/** Decides when the next request may go out; shared by all of one endpoint. */
export interface Limiter {
  /**
   * Resolves when a request may go out, with what is to be told of its end.
   *
   * @throws {AbortError} when the signal aborts before.
   */
  enter(signal: AbortSignal, entry: Entry): Promise<(ending: Ending) => void>;
  /** Requests that are out. */
  readonly inFlight: number;
  /** Requests that may be out at present. */
  readonly limit: number;
  /** Requests that went out and had been out before. */
  readonly retries: number;
}

const firstLimit = 4;
const firstRoundTripMs = 100;
const longestHintMs = 30_000;
const longestProbeWaitMs = 2_500;

/**
 * As many requests at a time as the server takes. The limit rises with each answer until the server answers 429, and is then cut
 * once for all requests that were out together, as TCP cuts once a round trip (AIMD, RFC 5681; the careful return is that of
 * CUBIC, RFC 9438 section 4.1).
 *
 * - A refusal that comes quicker than answers do tells the limit: as many as are still out were taken.
 * - After a refusal with a wait (`retry-after` and its kin) nothing goes out until that time. After one without, nothing goes out
 *   until the next answer; when none is to come, one request asks again, after a round trip, then half as long again each time, up to 2.5 s.
 *   It is taken for accepted when it is out for longer than refusals take.
 * - When even a request on its own was refused, the server counts by time: from then on requests are spaced out, see `pace.ts`.
 * - Nothing goes out while a window is used up (`x-ratelimit-remaining-*: 0`), or beyond the caller's own budgets.
 *
 * @param most - requests at a time, 1 or more.
 */
export function createLimiter(most: number, budgets: Budgets = {}): Limiter {
  const pace = createPace();
  const budget = createBudget(budgets);
  const waiting: Waiting[] = [];
  let limit = Math.min(firstLimit, most);
  /** As many as were too much, the last time. */
  let tooMany = Number.POSITIVE_INFINITY;
  let inFlight = 0;
  let started = 0;
  let retries = 0;
  /** The last request that was out when the limit was cut: refusals up to it are one event. */
  let cutAt = 0;
  /** The limit before that event. */
  let before = limit;
  /** Since a refusal, nothing was answered. */
  let isHeld = false;
  /** Refusals in turn of a request that was alone. */
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
      // Fewer at a time would not have helped.
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
  /** What an answer adds to the limit: as many answers come in a round trip as requests are out. */
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
