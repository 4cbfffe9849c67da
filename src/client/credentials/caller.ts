import { oneLine, withoutLookalikes } from "../errors/mask.ts";

// Functions that the caller gave, such as `fetch` and `getToken`: their errors are passed on.

/** What was thrown, as its own name and message: one line without anything that looks like a key. */
export function wordsOf(thrown: unknown): string {
  if (!(thrown instanceof Error))
    return typeof thrown === "object" ? "an object that is no Error" : oneLine(withoutLookalikes(String(thrown)));
  return oneLine(withoutLookalikes(`${thrown.name}: ${thrown.message}`));
}

/**
 * Whether an error is a slip of whoever wrote the function, and not a failure that it reports. A `fetch` reports failures of the
 * network as a `TypeError`, so of those only what engines say of a wrong expression counts.
 */
export function isProgrammingError(error: unknown): boolean {
  if (error instanceof ReferenceError || error instanceof RangeError || error instanceof SyntaxError) return true;
  return (
    error instanceof TypeError &&
    error.cause === undefined &&
    /\bis not (?:a function|iterable|a constructor|an object)\b|^Cannot (?:read|set|destructure|convert|access)\b|\bis (?:undefined|null)$/.test(
      error.message,
    )
  );
}

/** What a value is, for an error that must not repeat it. */
export function typeName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (value instanceof Promise) return "a promise";
  return typeof value === "object" ? "an object" : typeof value === "undefined" ? "undefined" : `a ${typeof value}`;
}
