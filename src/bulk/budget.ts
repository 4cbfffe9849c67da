/** What the caller allows at most, whatever the server would take. */
export interface Budgets {
  /** In any 60 seconds. */
  requestsPerMinute?: number | undefined;
  /** In any 60 seconds; a request that alone needs more goes out when nothing else was sent for a minute. */
  tokensPerMinute?: number | undefined;
}

export interface Budget {
  /** When a request of so many tokens may go out, by `performance.now()`. */
  next(tokens: number, now: number): number;
  /** @returns what is to be told what the request did cost in the end; `undefined` where that is not known. */
  start(tokens: number, now: number): (cost: number | undefined) => void;
}

const windowMs = 60_000;
/** So much of the even spacing may be made up for, when a timer was late. */
const catchUpMs = 1_000;

/**
 * Keeps the requests of the last minute, so that both budgets hold for every 60 seconds and not for those of the clock. Requests are
 * spaced evenly, since providers count by shorter windows too.
 */
export function createBudget({ requestsPerMinute = Infinity, tokensPerMinute = Infinity }: Budgets): Budget {
  const gapMs = windowMs / requestsPerMinute;
  const recent: { at: number; tokens: number }[] = [];
  let tokensOfWindow = 0;
  let due = 0;

  const forget = (now: number): void => {
    while (recent[0] !== undefined && recent[0].at <= now - windowMs) tokensOfWindow -= recent.shift()?.tokens ?? 0;
  };
  return {
    next: (tokens, now) => {
      if (gapMs === 0 && tokensPerMinute === Infinity) return 0;
      forget(now);
      let at = due;
      if (recent.length >= requestsPerMinute) at = Math.max(at, (recent[0]?.at ?? 0) + windowMs);
      let tooMany = tokensOfWindow + tokens - tokensPerMinute;
      for (const one of recent) {
        if (tooMany <= 0) break;
        tooMany -= one.tokens;
        at = Math.max(at, one.at + windowMs);
      }
      return at;
    },
    start: (tokens, now) => {
      if (gapMs === 0 && tokensPerMinute === Infinity) return () => undefined;
      due = Math.max(due, now - catchUpMs) + gapMs;
      const one = { at: now, tokens };
      recent.push(one);
      tokensOfWindow += tokens;
      return (cost = tokens) => {
        if (recent[0] !== undefined && recent[0].at <= one.at) tokensOfWindow += cost - one.tokens;
        one.tokens = cost;
      };
    },
  };
}
