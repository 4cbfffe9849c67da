import { JournalBook } from "./control/journal.ts";
import { Metrics } from "./control/metrics.ts";
import type { Fault } from "./faults/fault.ts";
import type { Latency } from "./faults/latency.ts";
import { Turns } from "./faults/random.ts";
import { type EmulatorOptions, type ResolvedEmulatorOptions, resolveEmulatorOptions } from "./options.ts";
import type { Recording } from "./rules/recording.ts";
import { RuleBook } from "./rules/rule-book.ts";

/** What an emulator knows while it runs. */
export interface EmulatorState {
  readonly options: ResolvedEmulatorOptions;
  /** What goes wrong with every response. */
  faults: readonly Fault[];
  /** How long every response takes. */
  latency: Latency | undefined;
  readonly rules: RuleBook;
  readonly journal: JournalBook;
  readonly metrics: Metrics;
  readonly turns: Turns;
  /** Where an upstream's returns are kept. */
  recording: Recording | undefined;
}

/** @throws {RangeError} for an option that cannot be. */
export function createState(given: EmulatorOptions = {}): EmulatorState {
  const options = resolveEmulatorOptions(given);
  const { faults, latency, rules, journal } = options;
  return {
    options,
    faults,
    latency,
    rules: new RuleBook(rules),
    journal: new JournalBook(journal),
    metrics: new Metrics(),
    turns: new Turns(),
    recording: undefined,
  };
}

/** Everything as it was at the start, save for the metrics. */
export function resetState(state: EmulatorState): void {
  const { options, rules, journal, turns } = state;
  state.faults = options.faults;
  state.latency = options.latency;
  rules.clear();
  rules.add(...options.rules);
  journal.clear();
  turns.clear();
}
