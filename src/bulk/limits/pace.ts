/** Spaces requests evenly, for servers that limit the rate and send 429 without `retry-after`. */
export interface Pace {
  /** Earliest time of the next request, in the time of `performance.now()`. */
  next(): number;
  start(now: number): void;
  answered(): void;
  /**
   * Call when the server accepts requests again after a probe got a 429.
   *
   * @param waitedMs - time since the last 429. The server would have accepted a request at some point within it.
   */
  learn(now: number, waitedMs: number): void;
}

/**
 * A cycle lasts from one call of `learn` to the next. The rate is the number of responses per cycle, so it includes the time in
 * which the server sent 429. The rate then grows with the third power of the time in cycles, as the window of CUBIC does (RFC 9438,
 * section 4.2): slowly at first, so that a constant limit is rarely exceeded, then quickly, so that a higher limit is found.
 */
export function createPace(): Pace {
  let perMs: number | undefined;
  let cycleMs = 0;
  let learnt: number | undefined;
  let responses = 0;
  let last = Number.NEGATIVE_INFINITY;

  const gapMs = (now: number): number => {
    if (perMs === undefined) return 0;
    const cycles = (now - (learnt ?? now)) / cycleMs;
    return 1 / (perMs * (1 + 0.04 * cycles + 0.01 * cycles ** 3));
  };
  return {
    next: () => last + gapMs(last),
    start: (now) => {
      learnt ??= now;
      // A late timer must not lower the rate.
      const due = last + gapMs(last);
      last = now - due < 50 ? Math.max(due, last) : now;
    },
    answered: () => {
      responses += 1;
    },
    learn: (now, waitedMs) => {
      if (responses > 0 && learnt !== undefined) {
        cycleMs = now - learnt - waitedMs / 2;
        perMs = responses / cycleMs;
      }
      learnt = now;
      responses = 0;
      last = now;
    },
  };
}
