import type { Ledger } from "./limits/ledger.ts";
import type { Limiter } from "./limits/limiter.ts";

/**
 * How far a run is.
 *
 * @example
 * const onProgress = ({ done, failed, total }: BulkProgress) => console.log(`${done} of ${total}, ${failed} failed`);
 * embedAll(client, texts, { onProgress });
 */
export interface BulkProgress {
  /** Outcomes that were given, those of the journal and failures included. */
  done: number;
  failed: number;
  /** Those of `done` that the journal had. */
  fromJournal: number;
  /** Of all, where it is known. */
  total: number | undefined;
  /** Requests that are out. */
  inFlight: number;
  /** Maximum number of requests in flight at present, adapted to the server. */
  limit: number;
  /** Number of requests sent in this run. */
  requests: number;
  /** Number of retries, included in `requests`. */
  retries: number;
  /** Tokens that the server counted, in this run. */
  tokens: number;
  /** Outcomes a second, of this run, without the journal's. */
  perSecond: number;
  /** Average over the last minute of the run. */
  requestsPerMinute: number;
  tokensPerMinute: number;
  /** At this rate, where the total is known. */
  secondsLeft: number | undefined;
}

const everyMs = 100;
const windowMs = 60_000;

/** Counts, and reports at most ten times a second and at the end. */
export function createTally(
  total: number | undefined,
  limiter: Limiter,
  ledger: Ledger,
  report: ((progress: BulkProgress) => void) | undefined,
) {
  const began = performance.now();
  let reportedAt = began;
  let done = 0;
  let failed = 0;
  let fromJournal = 0;
  /** One sample per second of the last minute. */
  const points = [{ at: began, requests: 0, tokens: 0 }];

  const progress = (now: number): BulkProgress => {
    const perSecond = now > began ? ((done - fromJournal) * 1000) / (now - began) : 0;
    const { inFlight, limit, retries } = limiter;
    const { tokens, requests } = ledger;
    while (points.length > 1 && (points[1]?.at ?? now) < now - windowMs) points.shift();
    if (now - (points.at(-1)?.at ?? now) >= 1_000) points.push({ at: now, requests, tokens });
    const [first = { at: began, requests: 0, tokens: 0 }] = points;
    const minutes = (now - first.at) / 60_000;
    const perMinute = (count: number): number => (minutes === 0 ? 0 : count / minutes);
    return {
      ...{ done, failed, fromJournal, total, inFlight, limit, requests, retries, tokens, perSecond },
      requestsPerMinute: perMinute(requests - first.requests),
      tokensPerMinute: perMinute(tokens - first.tokens),
      secondsLeft: total === undefined || perSecond === 0 ? undefined : Math.max(0, total - done) / perSecond,
    };
  };
  return {
    count: ({ ok }: { ok: boolean }, isFromJournal: boolean): void => {
      done += 1;
      if (!ok) failed += 1;
      if (isFromJournal) fromJournal += 1;
      if (report === undefined) return;
      const now = performance.now();
      if (now - reportedAt < everyMs) return;
      reportedAt = now;
      report(progress(now));
    },
    end: (): void => report?.(progress(performance.now())),
  };
}
