import { printParseErrorCode, visit } from "jsonc-parser";

/**
 * Where a text breaks the syntax of JSON, such as `line 2, column 8: trailing comma`. Nothing of the text is quoted except names
 * of other languages' values.
 *
 * @param text - a text that `JSON.parse` refused.
 */
export function syntaxErrorOf(text: string): string {
  if (text.trim() === "") return "it is empty";
  if (text.startsWith("\ufeff")) return "line 1, column 1: byte order mark (BOM); send UTF-8 without it";
  let first: { offset: number; name: string } | undefined;
  const stop = new Error("the first error is enough");
  try {
    visit(
      text,
      {
        onError: (code, offset) => {
          first = { offset, name: printParseErrorCode(code) };
          throw stop;
        },
      },
      { disallowComments: true },
    );
  } catch (error) {
    if (error !== stop) return "it is nested too deep";
  }
  if (first === undefined) return "a string has a character that must be escaped";
  const before = text.slice(0, first.offset);
  const lines = before.split("\n");
  const cause = causeOf(first.name, before, text.slice(first.offset));
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}: ${cause}`;
}

/** By the names that jsonc-parser gives its errors. */
const causes: Readonly<Record<string, string>> = {
  InvalidSymbol: "not a value of JSON",
  InvalidNumberFormat: "not a number of JSON",
  PropertyNameExpected: "a property name in double quotes is missing",
  ValueExpected: "a value is missing",
  ColonExpected: "a colon is missing",
  CommaExpected: "a comma is missing",
  CloseBraceExpected: "a closing } is missing",
  CloseBracketExpected: "a closing ] is missing",
  EndOfFileExpected: "there is more after the end",
  InvalidCommentToken: "a comment; JSON has none",
  UnexpectedEndOfString: "a string without its closing quote",
  UnexpectedEndOfNumber: "a number without its digits",
  InvalidUnicode: "not a Unicode escape such as \\u00e9",
  InvalidEscapeCharacter: 'not an escape; those are \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX',
  InvalidCharacter: "a control character in a string; escape it, such as \\n",
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

function causeOf(name: string, before: string, after: string): string {
  if (after.trim() === "") return "it ends before the value is complete";
  const sign = after.trimStart()[0] ?? "";
  if (/,\s*$/.test(before.slice(-200)) && "}]".includes(sign)) return "trailing comma";
  if (/[{,]\s*$/.test(before.slice(-200)) && /^\s*[\w$]+\s*:/.test(after.slice(0, 200)))
    return 'property names need double quotes (")';
  if (sign === "'" || sign === "\u201c" || sign === "\u201d") return 'strings need double quotes (")';
  const word = /^\s*([A-Za-z]+)/.exec(after.slice(0, 200))?.[1] ?? "";
  if (Object.hasOwn(foreign, word)) return `${word} is not a value of JSON; use ${foreign[word]}`;
  return causes[name] ?? "not JSON";
}
