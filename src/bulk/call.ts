import { onAbort } from "../client/abort.ts";
import { AbortError } from "../client/errors.ts";
import { responseInfo } from "../client/response-info.ts";
import type { Ledger } from "./ledger.ts";
import type { Limiter } from "./limiter.ts";
import { type BulkProblem, judge } from "./outcome.ts";

/** What all calls of one run share. */
export interface Calls {
  limiter: Limiter;
  ledger: Ledger;
  /** How often a request is sent at most. */
  attempts: number;
  /** Whether a refusal for the rate is tried again here; where it is not, it is an outcome like any other. */
  retriesThrottled: boolean;
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
 * @param characters - of the request, from which its tokens are estimated.
 * @param fatal - kinds of problems that would befall every other call too.
 * @throws what ends the whole: a caller's abort, refused credentials, a wrong address, what `fatal` names, a spent budget.
 */
export async function call<Answer extends { usage?: { total_tokens: number } | null }>(
  { limiter, ledger, attempts, retriesThrottled, halt }: Calls,
  send: () => Promise<Answer>,
  { characters, fatal = new Set() }: { characters: number; fatal?: ReadonlySet<BulkProblem["kind"]> },
): Promise<{ answer: Answer } | { problem: BulkProblem }> {
  for (let spent = 0, again = false; ; again = true) {
    const leave = await limiter.enter(halt, { tokens: ledger.estimate(characters), again });
    let settle: ((tokens: number) => void) | undefined;
    try {
      settle = ledger.reserve(characters);
      const answer = await send();
      const tokens = answer.usage?.total_tokens;
      settle(tokens ?? 0);
      leave({ what: "answered", rateLimits: responseInfo(answer)?.rateLimits, tokens });
      return { answer };
    } catch (error) {
      settle?.(0);
      const verdict = judge(error);
      const throttled = verdict.what === "transient" && verdict.throttled;
      leave(throttled ? { what: "throttled", waitMs: verdict.waitMs } : { what: "failed" });
      if (verdict.what === "fatal" || fatal.has(verdict.problem.kind)) throw error;
      // A refusal for the rate is no sign of a failure that stays.
      spent += throttled && retriesThrottled ? 0.1 : 1;
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
