/** Where in a failure a caller finds a word of the server's. */
import type { Told } from "./client.ts";

/** A documented property of its own; the body as the server wrote it, parsed; a text to search; or not at all. */
export type Place = "member" | "body" | "text" | "nowhere";

export function placeOf(word: string, member: string | undefined, { message, rest }: Told): Place {
  if (member === word) return "member";
  const words = [...wordsIn(rest)];
  if (words.includes(word)) return "body";
  return [message, ...words].some((text) => text.includes(word)) ? "text" : "nowhere";
}

/** All names and texts of a value, at any depth. */
function* wordsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    yield name;
    yield* wordsIn(inner);
  }
}
