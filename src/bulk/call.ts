import { onAbort } from "../client/abort.ts";
import { AbortError } from "../client/errors.ts";
import { responseInfo } from "../client/response-info.ts";
import type { Limiter } from "./limiter.ts";
import { type BulkProblem, judge } from "./outcome.ts";

/** What all calls of one run share. */
export interface Calls {
  limiter: Limiter;
  /** How often a request is sent at most. */
  attempts: number;
  /** Ends requests. */
  signal: AbortSignal;
  /** Ends waiting, so that no request goes out any more; those that are out go on. */
  halt: AbortSignal;
}

const firstWaitMs = 250;
const longestWaitMs = 15_000;

/**
 * Sends until there is an answer, or none will come. The limiter has every attempt wait for its turn, so that a refusal for the
 * rate slows all.
 *
 * @param fatal - kinds of problems that would befall every other call too.
 * @throws what ends the whole: a caller's abort, refused credentials, a wrong address, what `fatal` names.
 */
export async function call<Answer extends object>(
  { limiter, attempts, halt }: Calls,
  send: () => Promise<Answer>,
  fatal: ReadonlySet<BulkProblem["kind"]> = new Set(),
): Promise<{ answer: Answer } | { problem: BulkProblem }> {
  for (let spent = 0; ; ) {
    await limiter.enter(halt);
    try {
      const answer = await send();
      limiter.leave({ what: "answered", rateLimits: responseInfo(answer)?.rateLimits });
      return { answer };
    } catch (error) {
      const verdict = judge(error);
      const throttled = verdict.what === "transient" && verdict.throttled;
      limiter.leave(throttled ? { what: "throttled", waitMs: verdict.waitMs } : { what: "failed" });
      if (verdict.what === "fatal" || fatal.has(verdict.problem.kind)) throw error;
      // A refusal for the rate is no sign of a failure that stays.
      spent += throttled ? 0.1 : 1;
      if (verdict.what === "final" || spent >= attempts) return { problem: verdict.problem };
      if (!throttled) await sleep(verdict.waitMs ?? backoff(spent), halt);
    }
  }
}

const backoff = (attempt: number): number =>
  Math.min(firstWaitMs * 2 ** (attempt - 1), longestWaitMs) * (0.75 + Math.random() / 4);

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      unwatch();
      resolve();
    }, ms);
    const unwatch = onAbort(signal, () => {
      clearTimeout(timer);
      reject(new AbortError(signal.reason));
    });
  });
}
