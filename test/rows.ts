/** Writes docs/reliability.md: which tests hold which row of the catalogue, and how they went. A reporter of Vitest. */
import { readFileSync, writeFileSync } from "node:fs";
import type { Reporter, TestCase, TestModule } from "vitest/node";

const page = "docs/reliability.md";

const areas: Readonly<Record<string, string>> = {
  A: "The client: retries, time limits, cancellation",
  B: "Event streams",
  C: "Security",
  D: "The emulator",
  E: "The contract and its toolchain",
};

/** A whole run gives the page; where the page at hand is another, the run fails and leaves the right one. */
export default class Rows implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const made = render(modules.flatMap((module) => [...module.children.allTests()]));
    if (made === read()) return;
    writeFileSync(page, made);
    console.error(`\n${page} was not that of this run; now it is: commit it.`);
    process.exitCode = 1;
  }
}

function read(): string | undefined {
  try {
    return readFileSync(page, "utf8");
  } catch {
    return undefined;
  }
}

function render(tests: readonly TestCase[]): string {
  const rows = new Map<string, { names: Set<string>; states: string[] }>();
  for (const test of tests) {
    for (const [id] of test.fullName.matchAll(/\b[A-E]\d{2}\b/g)) {
      const row = rows.get(id) ?? { names: new Set(), states: [] };
      rows.set(id, row);
      row.names.add(words(test.fullName));
      row.states.push(test.result().state);
    }
  }
  const sections = Object.entries(areas).map(([area, title]) => {
    const lines = [...rows]
      .filter(([id]) => id.startsWith(area))
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([id, { names, states }]) => `| ${id} | ${[...names].sort().join("<br>")} | ${count(states)} |`);
    return `## ${title}\n\n| row | tests | result |\n| --- | --- | --- |\n${lines.join("\n")}\n`;
  });
  return `# What holds under faults

Made by \`npm test\`: do not edit. Each row of the project's catalogue of faults has an ID, and each test that holds a row
names it. ${rows.size} rows are held here.

${sections.join("\n")}`;
}

const count = (states: readonly string[]): string =>
  [...new Set(states)]
    .sort()
    .map((state) => `${states.filter((one) => one === state).length} ${state}`)
    .join(", ");

/** A test's name without IDs, as text of a table. */
const words = (name: string): string =>
  name
    .replace(/\b[A-E]\d{2}(?:, (?=[A-E]\d{2}))?:? ?/g, "")
    .replaceAll(" > ", ": ")
    .replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replaceAll("|", "\\|")
    .replace(/[\r\n\t]+/g, " ")
    .replace(/[^\x20-\x7e]/g, (sign) => `&#${sign.codePointAt(0)};`)
    .trim();
