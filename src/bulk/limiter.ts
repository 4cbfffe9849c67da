import { onAbort } from "../client/abort.ts";
import { AbortError } from "../client/errors.ts";
import type { ResponseInfo } from "../client/response-info.ts";

/** How a request ended, as far as it tells of the server's limits. */
export type Ending =
  | { what: "answered"; rateLimits: ResponseInfo["rateLimits"] | undefined }
  /** Refused for its rate, with the wait that the server asked for. */
  | { what: "throttled"; waitMs: number | undefined }
  | { what: "failed" };

/** Decides when the next request may go out; shared by all of one endpoint. */
export interface Limiter {
  /** Resolves when a request may go out, first come, first served. @throws {AbortError} when the signal aborts before. */
  enter(signal: AbortSignal): Promise<void>;
  /** Told of the end of each request that entered. */
  leave(ending: Ending): void;
  /** Requests that are out. */
  readonly inFlight: number;
}

const firstWaitMs = 500;
const longestWaitMs = 30_000;
const firstLimit = 4;

/**
 * As many requests at a time as the server bears: one more after each that went well, until the server says that it is too much;
 * then a fifth less, soon nearly as many as were too much, and from there on with care, in the manner of CUBIC (RFC 9438, section
 * 4.1): a limit that stays is met seldom, and one that was raised is found. Nothing goes out before the server's own time has
 * come: of a refusal (`retry-after` and its kin), or of a window whose requests or tokens are used up (`x-ratelimit-*`).
 *
 * @param most - requests at a time, 1 or more.
 */
export function createLimiter(most: number): Limiter {
  let limit = Math.min(firstLimit, most);
  /** As many as were too much, the last time. */
  let tooMany = Number.POSITIVE_INFINITY;
  let inFlight = 0;
  let throttledInTurn = 0;
  /** Those that were out when the limit was last cut knew nothing of it. */
  let unaware = 0;
  let notBefore = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waiting = new Set<() => void>();

  const pause = (ms: number): void => {
    notBefore = Math.max(notBefore, performance.now() + ms);
  };
  const letIn = (): void => {
    const left = notBefore - performance.now();
    if (left > 0) {
      if (waiting.size === 0) return;
      clearTimeout(timer);
      timer = setTimeout(letIn, left);
      return;
    }
    for (const enter of waiting) {
      if (inFlight >= Math.floor(limit)) return;
      waiting.delete(enter);
      inFlight += 1;
      enter();
    }
  };
  const cut = (waitMs: number | undefined, wasUnaware: boolean): void => {
    throttledInTurn += 1;
    const backoff = Math.min(firstWaitMs * 2 ** (throttledInTurn - 1), longestWaitMs) * (0.75 + Math.random() / 4);
    pause(waitMs ?? backoff);
    if (wasUnaware) return;
    tooMany = limit;
    limit = Math.max(1, limit * 0.8);
    unaware = inFlight;
  };
  /** What an answer adds to the limit: as many answers come in a round as requests are out. */
  const growth = (): number => {
    if (limit < 0.9 * tooMany) return 1;
    return (limit < 1.2 * tooMany ? 0.03 : 1) / limit;
  };
  return {
    enter: (signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(new AbortError(signal.reason));
        const unwatch = onAbort(signal, () => {
          waiting.delete(enter);
          if (waiting.size === 0) clearTimeout(timer);
          reject(new AbortError(signal.reason));
        });
        const enter = (): void => {
          unwatch();
          resolve();
        };
        waiting.add(enter);
        letIn();
      }),
    leave: (ending) => {
      inFlight -= 1;
      const wasUnaware = unaware > 0;
      if (wasUnaware) unaware -= 1;
      if (ending.what === "throttled") cut(ending.waitMs, wasUnaware);
      else if (ending.what === "answered") {
        throttledInTurn = 0;
        limit = Math.min(most, limit + growth());
        for (const { remaining, resetSeconds } of Object.values(ending.rateLimits ?? {})) {
          if (remaining === 0 && resetSeconds !== undefined) pause(Math.min(resetSeconds * 1000, longestWaitMs));
        }
      }
      letIn();
    },
    get inFlight() {
      return inFlight;
    },
  };
}
