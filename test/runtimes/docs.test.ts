import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { expected } from "./expected.ts";
import { compilerTable, runtimeTable } from "./table.ts";

const page = await readFile("docs/runtimes.md", "utf8");

test("docs/runtimes.md lists the runtimes and compilers that are run, and no others", () => {
  expect(page).toContain(`\n${runtimeTable}\n`);
  expect(page).toContain(`\n${compilerTable}\n`);
});

test("docs/runtimes.md names every scenario", () => {
  const named = [...page.matchAll(/^- (.+)$/gm)].map(([, line]) => line);
  for (const name of Object.keys(expected)) expect(named).toContain(name);
});
