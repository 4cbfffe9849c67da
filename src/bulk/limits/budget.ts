/** Limits that the caller sets. */
export interface Budgets {
  /** Maximum number of requests in any 60 seconds. */
  requestsPerMinute?: number | undefined;
  /** Maximum number of tokens in any 60 seconds. A request that needs more is sent alone, after a minute without requests. */
  tokensPerMinute?: number | undefined;
}

export interface Budget {
  /** Earliest time of a request with this many tokens, in the time of `performance.now()`. */
  next(tokens: number, now: number): number;
  /** @returns a function to call with the actual number of tokens; `undefined` if it is unknown. */
  start(tokens: number, now: number): (cost: number | undefined) => void;
}

const windowMs = 60_000;
/** How much of the spacing a late timer may make up for. */
const catchUpMs = 50;

/**
 * Keeps the requests of the last minute, so that both budgets hold in a sliding window of 60 seconds. Requests are spaced evenly,
 * because providers also count over shorter windows.
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
