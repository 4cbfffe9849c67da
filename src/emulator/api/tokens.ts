/**
 * A token is a word or a single other sign, with the blanks before it. Put together, the tokens of a text are the text.
 */
export const tokens = (text: string): string[] => text.match(token()) ?? [];

/** How many tokens texts have, without a list of them: a prompt may be long. */
export function countTokens(texts: Iterable<string>): number {
  let count = 0;
  for (const text of texts) for (const rule = token(); rule.test(text); ) count += 1;
  return count;
}

const token = (): RegExp => /\s*(?:[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}])|\s+$/gu;

/** What is left of a text within a limit, and why it ends. */
export interface Ended {
  tokens: string[];
  finish_reason: "stop" | "length";
}

/** Cuts a text before the first stop sequence, and after so many tokens. */
export function end(
  text: string,
  stop: string | readonly string[] | null | undefined,
  maxTokens: number | null | undefined,
): Ended {
  const stops = [stop ?? []].flat().filter((sequence) => sequence !== "");
  const places = stops.map((sequence) => text.indexOf(sequence)).filter((place) => place >= 0);
  const all = tokens(places.length === 0 ? text : text.slice(0, Math.min(...places)));
  const limit = maxTokens ?? Number.POSITIVE_INFINITY;
  return all.length > limit
    ? { tokens: all.slice(0, limit), finish_reason: "length" }
    : { tokens: all, finish_reason: "stop" };
}
