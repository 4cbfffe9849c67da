import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { syntaxErrorOf } from "../../src/json/syntax-error.ts";

describe("audit E-json: where a text is not JSON, and why", () => {
  test.each([
    ["", "it is empty"],
    ["\ufeff{}", "line 1, column 1: byte order mark (BOM); send UTF-8 without it"],
    ['{"a":1,}', "line 1, column 8: trailing comma"],
    ['{\n  "a": [1,\n  ]\n}', "line 3, column 3: trailing comma"],
    ["{'a':1}", 'line 1, column 2: strings need double quotes (")'],
    ["{a:1}", 'line 1, column 2: property names need double quotes (")'],
    ['{"a":True}', "line 1, column 6: True is not a value of JSON; use true"],
    ['{"a":NaN}', "line 1, column 6: NaN is not a value of JSON; use null"],
    ['{"a":1', "line 1, column 7: it ends before the value is complete"],
    ['{"a" 1}', "line 1, column 6: a colon is missing"],
    ['{"a":1\n"b":2}', "line 2, column 1: a comma is missing"],
    ["// why\n{}", "line 1, column 1: a comment; JSON has none"],
    ['{"a":"x\ny"}', "line 1, column 6: a string without its closing quote"],
    ["secret prose", "line 1, column 1: not a value of JSON"],
    ["[".repeat(100_000), "it is nested too deep"],
  ])("%j: %s", (text, message) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(syntaxErrorOf(text)).toBe(message);
  });

  test("nothing of the text is quoted, wherever it breaks", () => {
    const broken = fc
      .json()
      .chain((text) => fc.tuple(fc.constant(text), fc.nat(text.length), fc.string({ unit: "grapheme", minLength: 1 })));
    fc.assert(
      fc.property(broken, ([text, at, more]) => {
        const given = `${text.slice(0, at)}prompt${more}${text.slice(at)}`;
        expect(syntaxErrorOf(given)).not.toContain("prompt");
        expect(syntaxErrorOf(given)).toMatch(/^(?:line \d+, column \d+: |it |a string )/);
      }),
    );
  });
});
