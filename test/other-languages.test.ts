import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

// What docs/other-languages.md shows stands in programs that `npm run test:consumers` runs. A block names its own in a comment
// before it: <!-- from test/consumers/go/oapi-codegen/main.go -->. Only commands for a shell need no program.

const page = readFileSync("docs/other-languages.md", "utf8");
const blocks = [...page.matchAll(/(?:<!-- from (\S+) -->\s*)?^```(\w+)\n(.*?)^```$/gms)].map(
  ([, source, language = "", code = ""]) => ({ source, language, code }),
);

/** Lines without the space that all of them begin with, since a page shows parts of functions. */
function outdented(code: string): string[] {
  const lines = code.trimEnd().split("\n");
  const depths = lines.filter((line) => line.trim() !== "").map((line) => /^\s*/.exec(line)?.[0].length ?? 0);
  return lines.map((line) => line.slice(Math.min(...depths)).trimEnd());
}

function holds(source: string, code: string): boolean {
  const wanted = outdented(code).join("\n");
  const lines = source.split("\n");
  const length = wanted.split("\n").length;
  return lines.some((_, from) => outdented(lines.slice(from, from + length).join("\n")).join("\n") === wanted);
}

describe("docs/other-languages.md", () => {
  test.each(blocks.filter(({ language }) => language !== "sh"))("a block is of $source", ({ source, code }) => {
    expect(source).toMatch(/^test\/consumers\//);
    expect(holds(readFileSync(String(source), "utf8"), code)).toBe(true);
  });

  test("a block that is changed is noticed", () => {
    expect(holds("func a() {\n  one()\n  two()\n}\n", "one()\ntwo()\n")).toBe(true);
    expect(holds("func a() {\n  one()\n  two()\n}\n", "one()\nthree()\n")).toBe(false);
  });
});
