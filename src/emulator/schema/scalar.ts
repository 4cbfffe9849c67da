import { formats } from "./formats.ts";
import { matching } from "./pattern.ts";
import { type JsonSchema, UnsupportedSchema } from "./read.ts";

const mostLetters = 100_000;

/** A number within the bounds of a schema; each turn gives another, where there is one. */
export function numberOf(schema: JsonSchema, whole: boolean, turn: number): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema as Record<
    string,
    number | undefined
  >;
  const step = multipleOf ?? (whole ? 1 : 0.5);
  const low = Math.max(minimum ?? -Infinity, exclusiveMinimum ?? -Infinity);
  const high = Math.min(maximum ?? Infinity, exclusiveMaximum ?? Infinity);
  const fits = (value: number): boolean =>
    value >= low &&
    value <= high &&
    value !== exclusiveMinimum &&
    value !== exclusiveMaximum &&
    (!whole || Number.isInteger(value)) &&
    (multipleOf === undefined || Number.isInteger(value / multipleOf));

  function* candidates(): Generator<number> {
    const start = low > -Infinity ? Math.ceil(low / step) : Math.min(0, Math.floor(high / step));
    const tries = 100 + 2 * turn;
    // Adding 0 turns -0, which JSON does not know, into 0.
    for (let times = start; times <= start + tries; times += 1) yield times * step + 0;
    for (let times = start - 1; times >= start - tries; times -= 1) yield times * step + 0;
    // Steps may be too wide for the bounds.
    if (Number.isFinite(high - low))
      for (let part = 1; part <= turn + 1; part += 1) yield low + ((high - low) * part) / (turn + 2);
  }

  const found: number[] = [];
  for (const value of candidates()) {
    if (fits(value) && !found.includes(value)) found.push(value);
    if (found.length > turn) break;
  }
  const chosen = found[turn % Math.max(found.length, 1)];
  if (chosen === undefined) throw new UnsupportedSchema("minimum, maximum, multipleOf: no number was found that fits");
  return chosen;
}

/** A text for the length, format and pattern of a schema; each turn gives another, where there is one. */
export function stringOf(schema: JsonSchema, turn: number): string {
  const {
    minLength = 0,
    maxLength = Infinity,
    format,
    pattern,
  } = schema as {
    minLength?: number;
    maxLength?: number;
    format?: string;
    pattern?: string;
  };
  if (minLength > mostLetters) throw new UnsupportedSchema(`minLength: more than ${mostLetters}`);
  if (format !== undefined && Object.hasOwn(formats, format)) return formats[format]?.text(turn) ?? "";
  if (pattern === undefined) {
    const text = turn === 0 ? "text" : `${turn} text`;
    return [...text.padEnd(minLength, "x")].slice(0, maxLength).join("");
  }
  const text = matching(pattern, minLength, maxLength, turn);
  if (text === undefined) throw new UnsupportedSchema(`pattern: no text was found for ${pattern}`);
  return text;
}
