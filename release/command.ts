import { basename } from "node:path";
import { type ExecaError, execa } from "execa";
import { ReleaseError } from "./problem.ts";

export interface CommandOptions {
  cwd: string;
  /** Variables to add to those of this process. */
  env?: NodeJS.ProcessEnv;
  /** Ends the program and everything it started. */
  signal?: AbortSignal | undefined;
}

/**
 * Runs a program to its end, without input.
 *
 * @returns its standard output.
 * @throws {ReleaseError} with the most telling line of its output, when it cannot be started or fails; the reason of
 *   `signal`, once aborted.
 */
export async function run(program: string, args: readonly string[], options: CommandOptions): Promise<string> {
  const { cwd, env, signal } = options;
  signal?.throwIfAborted();
  const child = execa(program, args, {
    cwd,
    env: { ...ownEnvironment(), ...env },
    extendEnv: false,
    stdin: "ignore",
    all: true,
    stripFinalNewline: false,
    // A process group of its own, so that what it starts ends with it.
    detached: true,
  });
  const stop = () => child.pid !== undefined && process.kill(-child.pid, "SIGTERM");
  signal?.addEventListener("abort", stop);
  try {
    return (await child).stdout;
  } catch (error) {
    signal?.throwIfAborted();
    const { all = "", originalMessage } = error as ExecaError & { all?: string };
    const output = all.replace(/(\/\/)[^/@\s]+@/g, "$1");
    const command = [program, ...args.filter((arg) => !arg.startsWith("-")).slice(0, 2)].map((word) => basename(word));
    throw new ReleaseError(`${command.join(" ")}: ${tellingLine(output) ?? originalMessage}`, output);
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

/** Variables that `npm run` sets for its scripts would mislead an npm that works on another package. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^npm_(?:package|lifecycle|command|execpath|node_execpath|config_local_prefix)/i;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  // `npm run --silent` would keep npm from saying what is wrong.
  return { ...Object.fromEntries(own), npm_config_loglevel: "error" };
}

/** The line that says most about a failure: npm's own error, else the first with a place or an error in it, else the last. */
export function tellingLine(output: string): string | undefined {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^(?:npm warn|>|at )/.test(line));
  const npm = /^npm error (?!code|path|syscall|errno|A complete log|command\b)(.*)/;
  const ofNpm = lines.flatMap((line) => npm.exec(line)?.[1] ?? []);
  return ofNpm[0] ?? lines.find((line) => /:\d+:\d+|\b(?:error|failed)\b/i.test(line)) ?? lines.at(-1);
}
