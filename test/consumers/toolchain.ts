import { spawnSync } from "node:child_process";
import { describe, test } from "vitest";

/** A program of another language that a test needs, and how it is asked whether it is there. */
export interface Tool {
  name: string;
  command: readonly [string, ...string[]];
}

/**
 * `describe` for tests that need more than Node. Where a tool is missing they are skipped under a title that names it; under
 * CI they fail, so that nothing is left out there unseen.
 */
export function describeWith(tools: readonly Tool[], title: string, tests: () => void): void {
  const missing = tools.filter((tool) => !isThere(tool)).map(({ name }) => name);
  if (missing.length === 0) describe(title, tests);
  else if (process.env["CI"] === undefined) describe.skip(`${title} (not run: no ${missing.join(" and ")})`, tests);
  else
    test(title, () => {
      throw new Error(`${missing.join(" and ")} must be installed where CI is set`);
    });
}

function isThere({ command: [program, ...args] }: Tool): boolean {
  return spawnSync(program, args, { stdio: "ignore", timeout: 30_000 }).status === 0;
}
