import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator/index.ts";

const run = promisify(execFile);

export interface Outcome {
  results: unknown;
  transport: "node:http" | "fetch";
}

/** The endpoint that `program/scenarios.mjs` calls. */
export async function startEndpoint(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({
    keys: ["sesame"],
    rules: [
      { when: { lastMessage: "Try again", nth: 1 }, error: { status: 429, headers: { "retry-after-ms": "1" } } },
      { when: { lastMessage: "Try again", nth: 2 }, error: { status: 503 } },
      { when: { lastMessage: "A wrong chunk" }, script: [{ id: 1, choices: "none" }] },
    ],
    ...options,
  });
  onTestFinished(() => emulator.stop());
  return emulator;
}

/** Runs a program that prints the outcome of the scenarios, where the package is installed. */
export async function outcomeOf(
  [program, ...args]: readonly [string, ...string[]],
  file: string,
  cwd: string,
): Promise<Outcome> {
  const { url } = await startEndpoint();
  const { stdout, stderr } = await run(program, [...args, file, url], { cwd, env: quiet, timeout: 50_000 });
  if (stderr !== "") throw new Error(stderr);
  return JSON.parse(stdout) as Outcome;
}

export const quiet = { ...process.env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };
