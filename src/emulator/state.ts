import type { Fault } from "./fault.ts";
import type { Latency } from "./latency.ts";
import { type EmulatorOptions, type ResolvedEmulatorOptions, resolveEmulatorOptions } from "./options.ts";
import { Turns } from "./random.ts";

/** What an emulator knows while it runs. */
export interface EmulatorState {
  readonly options: ResolvedEmulatorOptions;
  /** What goes wrong with every answer. */
  faults: readonly Fault[];
  /** How long every answer takes. */
  latency: Latency | undefined;
  readonly turns: Turns;
}

/** @throws {RangeError} for an option that cannot be. */
export function createState(given: EmulatorOptions = {}): EmulatorState {
  const options = resolveEmulatorOptions(given);
  return { options, faults: options.faults, latency: options.latency, turns: new Turns() };
}

/** Everything as it was at the start. */
export function resetState(state: EmulatorState): void {
  state.faults = state.options.faults;
  state.latency = state.options.latency;
  state.turns.clear();
}
