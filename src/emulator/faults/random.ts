import { hash } from "node:crypto";

/** Numbers from 0 up to 1, the same for the same seed and words. */
export type Draw = () => number;

/** Mulberry32, started from a hash of the words. */
export function drawsOf(seed: number, ...words: readonly string[]): Draw {
  let state = Number.parseInt(hash("sha256", JSON.stringify([seed, words])).slice(0, 8), 16);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Counts how often each request came, so that a request that is sent again draws anew. What is drawn is the same for
 * the same seed, request and turn, whatever else is asked in between.
 */
export class Turns {
  readonly #counts = new Map<string, number>();

  next(...words: readonly string[]): number {
    const id = hash("sha256", JSON.stringify(words));
    const turn = this.#counts.get(id) ?? 0;
    // A long run asks countless things: the oldest are forgotten, and begin anew.
    if (this.#counts.size >= 10_000) this.#counts.delete(this.#counts.keys().next().value as string);
    this.#counts.set(id, turn + 1);
    return turn;
  }

  clear(): void {
    this.#counts.clear();
  }
}
