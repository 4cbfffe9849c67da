import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

const page = await readFile("docs/other-languages.md", "utf8");
// Commands are not in a program, and TypeScript is run by another test.
const blocks = [...page.matchAll(/^```(?!sh$|ts$)(\w+)\n(.*?)^```$/gms)].map(([, language = "", code = ""]) => ({
  language,
  code,
  start: code.slice(0, code.indexOf("\n")).trim(),
}));

/** Lines without the indentation that all of them have. */
function dedent(lines: readonly string[]): string {
  const depths = lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
  const depth = Math.min(...depths);
  return lines.map((line) => line.slice(depth)).join("\n");
}

const folder = "test/consumers";
const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
const programs = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), "utf8")));

/** Whether the lines stand in a program one after another, however deep. */
function isIn(program: string, code: string): boolean {
  const wanted = code.trimEnd().split("\n");
  const lines = program.split("\n");
  return lines.some((_, start) => dedent(lines.slice(start, start + wanted.length)) === dedent(wanted));
}

test("the page of other languages shows code", () => {
  expect(new Set(blocks.map(({ language }) => language)).size).toBeGreaterThan(2);
});

test.each(blocks)(
  "the page of other languages takes its $language from a program that is run, at $start",
  ({ code }) => {
    expect(programs.some((program) => isIn(program, code))).toBe(true);
  },
);
