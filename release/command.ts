import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type ExecaError, execa } from "execa";

/** Why a release cannot go on: one line as the message, and the whole output of the command that failed. */
export class ReleaseError extends Error {
  override readonly name = "ReleaseError";
  readonly output: string;

  constructor(message: string, output = "") {
    super(message);
    this.output = output;
  }
}

/** Ends a script: prints the line of a `ReleaseError`, or the stack of any other error. */
export function fail(error: unknown): void {
  process.exitCode = 1;
  console.error(error instanceof ReleaseError ? error.message : error);
}

export interface CommandOptions {
  cwd: string;
  /** Additional environment variables. */
  env?: NodeJS.ProcessEnv;
  /** Ends the program and all its child processes. */
  signal?: AbortSignal | undefined;
}

/**
 * Runs a program without input.
 *
 * @returns its standard output.
 * @throws {ReleaseError} if it cannot be started or fails; the reason of `signal` after an abort.
 */
export async function run(program: string, args: readonly string[], options: CommandOptions): Promise<string> {
  const { cwd, env, signal } = options;
  signal?.throwIfAborted();
  // A process group of its own, so that its child processes end with it.
  const child = execa(program, args, {
    cwd,
    env: { ...ownEnvironment(), ...env },
    extendEnv: false,
    stdin: "ignore",
    all: true,
    stripFinalNewline: false,
    detached: true,
  });
  const stop = () => child.pid !== undefined && process.kill(-child.pid, "SIGTERM");
  signal?.addEventListener("abort", stop);
  try {
    return (await child).stdout;
  } catch (error) {
    signal?.throwIfAborted();
    const { all = "", shortMessage } = error as ExecaError & { all?: string };
    const output = all.replace(/(\/\/)[^/@\s]+@/g, "$1");
    const command = [program, ...args.filter((arg) => !arg.startsWith("-")).slice(0, 2)].map((word) => basename(word));
    throw new ReleaseError(`${command.join(" ")}: ${tellingLine(output) ?? shortMessage}`, output);
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

/** Without the variables that `npm run` sets for this package: they would mislead an npm that works on another one. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^npm_(?:package|lifecycle|command|execpath|node_execpath|config_local_prefix)/i;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  // `npm run --silent` would hide npm's errors.
  return { ...Object.fromEntries(own), npm_config_loglevel: "error" };
}

/** The most useful line of a failure: npm's own error, else the first line with a position or an error, else the last. */
function tellingLine(output: string): string | undefined {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^(?:npm warn|>|at )/.test(line));
  const npm = /^npm error (?!code|path|syscall|errno|A complete log|command\b)(.*)/;
  const ofNpm = lines.map((line) => npm.exec(line)?.[1]).find(Boolean);
  return ofNpm ?? lines.find((line) => /\D:\d+:\d+|\b(?:error|failed|budget)\b/i.test(line)) ?? lines.at(-1);
}

/** The properties of `package.json` that a release reads. */
export interface Manifest {
  name: string;
  version: string;
  repository?: unknown;
}

export const readManifest = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;
