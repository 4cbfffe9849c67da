/** How far a run is. */
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
  /** Tokens that the server counted, in this run. */
  tokens: number;
  /** Outcomes a second, of this run, without the journal's. */
  perSecond: number;
  /** At this rate, where the total is known. */
  secondsLeft: number | undefined;
}

const everyMs = 100;

/** Counts, and tells at most ten times a second, and at the end. */
export function createTally(
  total: number | undefined,
  inFlight: () => number,
  tell: ((progress: BulkProgress) => void) | undefined,
) {
  const began = performance.now();
  let told = began;
  let done = 0;
  let failed = 0;
  let fromJournal = 0;
  let tokens = 0;
  const progress = (now: number): BulkProgress => {
    const perSecond = now > began ? ((done - fromJournal) * 1000) / (now - began) : 0;
    const secondsLeft = total === undefined || perSecond === 0 ? undefined : Math.max(0, total - done) / perSecond;
    return { done, failed, fromJournal, total, inFlight: inFlight(), tokens, perSecond, secondsLeft };
  };
  return {
    count: ({ ok }: { ok: boolean }, isFromJournal: boolean): void => {
      done += 1;
      if (!ok) failed += 1;
      if (isFromJournal) fromJournal += 1;
      if (tell === undefined) return;
      const now = performance.now();
      if (now - told < everyMs) return;
      told = now;
      tell(progress(now));
    },
    spend: (count: number): void => {
      tokens += count;
    },
    end: (): void => tell?.(progress(performance.now())),
  };
}
