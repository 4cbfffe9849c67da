/** What many rounds come to. */

/** The middle of the rounds, and what they lay between. */
export interface Figure {
  median: number;
  low: number;
  high: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  if (upper === undefined || lower === undefined) throw new Error("no rounds, so no median");
  return (lower + upper) / 2;
}

export const figure = (values: readonly number[]): Figure => ({
  median: median(values),
  low: Math.min(...values),
  high: Math.max(...values),
});

/** A figure that has no rounds: counted, not measured. */
export const exact = (value: number): Figure => ({ median: value, low: value, high: value });

/**
 * Each round's value by that of the same round, so that what slows a whole round cancels out. Who is let off later rounds
 * has fewer values than the base.
 */
export function ratios(values: readonly number[], base: readonly number[]): number[] {
  if (values.length > base.length) throw new Error(`${values.length} rounds beside ${base.length}`);
  return values.map((value, round) => value / (base[round] as number));
}
