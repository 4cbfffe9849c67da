import { AbortError } from "../client/errors/errors.ts";
import { responseInfo } from "../client/request/response.ts";
import { onAbort } from "../client/transport/abort.ts";
import type { Ledger } from "./limits/ledger.ts";
import type { Limiter } from "./limits/limiter.ts";
import { type BulkProblem, judge } from "./outcome.ts";

/** What all requests of a run share. */
export interface Calls {
  limiter: Limiter;
  ledger: Ledger;
  /** Maximum number of attempts per request. */
  attempts: number;
  /** Whether to retry after 429. If not, a 429 is an outcome like any other failure. */
  retriesThrottled: boolean;
  /** Cancels requests in flight. */
  signal: AbortSignal;
  /** Stops new requests. Requests in flight continue. */
  halt: AbortSignal;
}

const firstWaitMs = 250;
const longestWaitMs = 15_000;

/**
 * Sends a request and retries transient failures. Every attempt waits for the limiter.
 *
 * @param characters - length of the request, to estimate its tokens.
 * @param fatal - problem kinds that every other request would have too.
 * @throws errors that end the run: an abort, an invalid credential or URL, a problem in `fatal`, `maxTokens` reached.
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
      const response = await send();
      const tokens = response.usage?.total_tokens;
      settle(tokens ?? 0);
      leave({ what: "answered", rateLimits: responseInfo(response)?.rateLimits, tokens });
      return { answer: response };
    } catch (error) {
      settle?.(0);
      const verdict = judge(error);
      const throttled = verdict.what === "transient" && verdict.throttled;
      leave(throttled ? { what: "throttled", waitMs: verdict.waitMs } : { what: "failed" });
      if (verdict.what === "fatal" || fatal.has(verdict.problem.kind)) throw error;
      // A 429 says nothing about the request itself, so it counts as a tenth of an attempt.
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
