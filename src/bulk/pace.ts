/** Spaces requests out in time, for servers that count requests or tokens by the second or minute and say no more than 429. */
export interface Pace {
  /** When the next request may go out, by `performance.now()`. */
  next(): number;
  start(now: number): void;
  answered(): void;
  /**
   * Told when requests are taken again after even a single one was refused.
   *
   * @param waitedMs - since the last refusal: somewhere in it they would have been taken already.
   */
  learn(now: number, waitedMs: number): void;
}

/**
 * The rate is that of the last cycle, from one such moment to the next: what the server took in it, its refusals included. From
 * there it rises, slowly at first and then with the third power of the time in cycles, as the window of CUBIC does (RFC 9438,
 * section 4.2), so that a limit that stays is met seldom and one that was raised is found.
 */
export function createPace(): Pace {
  let perMs: number | undefined;
  let cycleMs = 0;
  let learnt: number | undefined;
  let answers = 0;
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
      // A timer that fires late does not slow the rate down.
      const due = last + gapMs(last);
      last = now - due < 50 ? Math.max(due, last) : now;
    },
    answered: () => {
      answers += 1;
    },
    learn: (now, waitedMs) => {
      if (answers > 0 && learnt !== undefined) {
        cycleMs = now - learnt - waitedMs / 2;
        perMs = answers / cycleMs;
      }
      learnt = now;
      answers = 0;
      last = now;
    },
  };
}
