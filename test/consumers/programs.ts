import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { promisify } from "node:util";
import { scriptEnvironment } from "./python.ts";
import type { Tool } from "./toolchain.ts";

const run = promisify(execFile);

/** What Maven's builds need. */
export const java: readonly Tool[] = [
  { name: "a JDK of 17 or later", command: ["javac", "--release", "17", "--version"] },
  { name: "Maven", command: ["mvn", "--version"] },
];

/** What a build from nothing may take: it gets a compiler's worth of packages first. */
export const buildTimeMs = 30 * 60_000;

/**
 * Runs Maven on `test/consumers/<name>`, which builds below `out/<name>`, from nothing: what a document no longer holds would
 * otherwise stay behind.
 */
export async function maven(name: string, phase: string): Promise<void> {
  await rm(`out/${name}`, { recursive: true, force: true });
  await build(`test/consumers/${name}`, "mvn", ["-B", "-q", "-ntp", phase]);
}

/** @throws {Error} when the build fails, with all that it printed. */
export async function build(folder: string, program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const options = { cwd: folder, env: { ...process.env, ...env }, timeout: buildTimeMs, maxBuffer: 2 ** 26 };
  await run(program, args, options).catch((failure: { stdout: string; stderr: string }) => {
    throw new Error(`${program} ${args.join(" ")} failed in ${folder}:\n${failure.stdout}${failure.stderr}`);
  });
}

/**
 * Runs a program that prints a line of JSON for each scenario, `scenario` and what was `told`, and gives them by scenario.
 * @throws {Error} when it takes longer than a minute or ends other than with 0, with what it wrote to stderr.
 */
export async function toldBy(program: string, args: readonly string[]): Promise<Record<string, unknown>> {
  const { stdout } = await run(program, args, { env: scriptEnvironment(), timeout: 60_000 });
  const lines = stdout.split("\n").filter((line) => line !== "");
  return Object.fromEntries(
    lines.map((line) => {
      const { scenario, told } = JSON.parse(line) as { scenario: string; told: unknown };
      return [scenario, told];
    }),
  );
}
