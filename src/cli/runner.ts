import type { Signals } from "./signals.ts";

/** Runs a command to its exit code. */
export type Runner = (command: (signals: Signals) => Promise<number>) => Promise<void>;
