/** The runtimes that the packed package is run on, and what carries its requests there. */
import { place } from "./installed.ts";

export interface Runtime {
  name: string;
  /** Program and arguments that stand before the file to run. */
  command: readonly [program: string, ...args: string[]];
  /** What `require` needs beside. */
  toRequire?: readonly string[];
  /** In place of `command`, for programs that open a port and read what their machine has. Default: `command`. */
  trusting?: Runtime["command"];
  transport: "node:http" | "fetch";
}

/** The lines of Node that the package is for; of the first, the very version that its `engines` begin with. */
export const nodes: readonly (Runtime & { line: number })[] = [20, 22, 24, 26].map((line) => ({
  line,
  name: line === 20 ? "Node 20.19" : `Node ${line}`,
  command: [place(`node-${line}-${process.arch}`, "bin/node")],
  transport: "node:http",
}));

// Each for Linux on x64, as what finds the right one for a machine needs all of them, and no registry has to have them.
const denoRun = [place("deno/deno"), "run", "--no-prompt", "--no-remote", "--no-lock"] as const;

export const deno: Runtime = {
  name: "Deno",
  // No permission but that of calling this machine: not of reading the environment, nor of files.
  command: [...denoRun, "--allow-net=127.0.0.1"],
  trusting: [...denoRun, "--allow-all"],
  // `require` looks for its modules when it is called.
  toRequire: ["--allow-read"],
  transport: "fetch",
};

export const bun: Runtime = {
  name: "Bun",
  command: [place("bun/bin/bun")],
  transport: "fetch",
};

/** How it is asked whether a runtime is there, for `describeWith`. */
export const toolOf = ({ name, command: [program] }: Runtime) => ({
  name: `${name} in test/runtimes/node_modules`,
  command: [program, "--version"] as const,
});
