import { type ParseError, parse } from "jsonc-parser";

/**
 * Where a text breaks the syntax of JSON, such as `line 2, column 8: trailing comma`. Nothing of the text is quoted except names
 * of other languages' values.
 *
 * @param text - a text that `JSON.parse` refused.
 */
export function syntaxErrorOf(text: string): string {
  if (text.trim() === "") return "it is empty";
  if (text.startsWith("\ufeff")) return "line 1, column 1: byte order mark (BOM); send UTF-8 without it";
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true });
  } catch {
    return "it is nested too deep";
  }
  const [first] = errors;
  if (first === undefined) return "a string has a character that must be escaped";
  const before = text.slice(0, first.offset);
  const lines = before.split("\n");
  const cause = causeOf(first, before, text.slice(first.offset));
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}: ${cause}`;
}

/** By number of `ParseErrorCode`, which the package exports as a type alone. */
const causes: Readonly<Record<number, string>> = {
  1: "not a value of JSON",
  2: "not a number of JSON",
  3: "a property name in double quotes is missing",
  4: "a value is missing",
  5: "a colon is missing",
  6: "a comma is missing",
  7: "a closing } is missing",
  8: "a closing ] is missing",
  9: "there is more after the end",
  10: "a comment; JSON has none",
  12: "a string without its closing quote",
  13: "a number without its digits",
  14: "not a Unicode escape such as \\u00e9",
  15: 'not an escape; those are \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX',
  16: "a control character in a string; escape it, such as \\n",
};

/** Values of other languages, and how JSON writes them. */
const foreign: Readonly<Record<string, string>> = {
  True: "true",
  False: "false",
  None: "null",
  undefined: "null",
  NaN: "null",
  Infinity: "a finite number",
};

function causeOf({ error }: ParseError, before: string, after: string): string {
  if (after.trim() === "") return "it ends before the value is complete";
  const sign = after.trimStart()[0] ?? "";
  if (/,\s*$/.test(before.slice(-200)) && "}]".includes(sign)) return "trailing comma";
  if (/[{,]\s*$/.test(before.slice(-200)) && /^\s*[\w$]+\s*:/.test(after.slice(0, 200)))
    return 'property names need double quotes (")';
  if (sign === "'" || sign === "\u201c" || sign === "\u201d") return 'strings need double quotes (")';
  const word = /^\s*([A-Za-z]+)/.exec(after.slice(0, 200))?.[1] ?? "";
  if (Object.hasOwn(foreign, word)) return `${word} is not a value of JSON; use ${foreign[word]}`;
  return causes[error] ?? "not JSON";
}
