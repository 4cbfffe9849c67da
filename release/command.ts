import { spawn } from "node:child_process";
import { basename } from "node:path";
import { ReleaseError } from "./problem.ts";

export interface CommandOptions {
  cwd: string;
  /** Variables beside those of this process. */
  env?: NodeJS.ProcessEnv;
  /** Ends the program and all that it started. */
  signal?: AbortSignal | undefined;
}

/**
 * Runs a program to its end, without input.
 *
 * @returns its standard output.
 * @throws {ReleaseError} with the telling line of its output, when it is not there or fails; the reason of `signal`, once aborted.
 */
export async function run(program: string, args: readonly string[], options: CommandOptions): Promise<string> {
  const { cwd, env, signal } = options;
  signal?.throwIfAborted();
  // A group of its own, so that what it starts ends with it.
  const child = spawn(program, args, {
    cwd,
    env: { ...ownEnvironment(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const stop = () => child.pid !== undefined && process.kill(-child.pid, "SIGTERM");
  signal?.addEventListener("abort", stop);
  const out: string[] = [];
  const err: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text));
  const words = [program, ...args.filter((arg) => !arg.startsWith("-")).slice(0, 2)]
    .map((word) => basename(word))
    .join(" ");
  try {
    const code = await new Promise((resolve, reject) => {
      child.on("error", ({ message }) => reject(new ReleaseError(`${words}: ${message}`))).on("close", resolve);
    });
    signal?.throwIfAborted();
    if (code === 0) return out.join("");
    const output = withoutPasswords(`${err.join("")}${out.join("")}`);
    throw new ReleaseError(`${words}: ${tellingLine(output) ?? `ended with ${code}`}`, output);
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

/** What `npm run` tells its scripts is not meant for the npm that they start, elsewhere and for another package. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^npm_(?:package|lifecycle|command|execpath|node_execpath|config_local_prefix)/i;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  // `npm run --silent` would keep npm from saying what is wrong.
  return { ...Object.fromEntries(own), npm_config_loglevel: "error" };
}

const withoutPasswords = (text: string): string => text.replace(/(\/\/)[^/@\s]+@/g, "$1");

/** The line that says most of a failure: npm's own words, else the first with a place or an error in it, else the last. */
export function tellingLine(output: string): string | undefined {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^(?:npm warn|>|at )/.test(line));
  const said = lines
    .filter(
      (line) =>
        line.startsWith("npm error ") && !/^npm error (?:code|path|syscall|errno|A complete log|command)\b/.test(line),
    )
    .map((line) => line.slice("npm error ".length));
  return said[0] ?? lines.find((line) => /:\d+:\d+|\berror\b/i.test(line)) ?? lines.at(-1);
}
