import { signal } from "@preact/signals";
import type { JournalEntry } from "../../control/journal.ts";
import type { Endpoints } from "../../endpoints/endpoints.ts";
import type { Fault, faultKinds } from "../../faults/fault.ts";
import type { Latency } from "../../faults/latency.ts";
import type { ModelProfile } from "../../models/models.ts";
import type { Rule } from "../../rules/rule.ts";
import { control } from "./control.ts";

// What the emulator says of itself, as of the last look. Other programs change it too.

export type FaultKinds = typeof faultKinds;
export type ListedRule = Rule & { id: string; used: number };

/** What does not change while an emulator runs. */
export interface Setup {
  endpoints: Endpoints;
  models: readonly ModelProfile[];
  kinds: FaultKinds;
}

export const faults = signal<readonly Fault[]>([]);
export const latency = signal<Latency>({});
export const rules = signal<readonly ListedRule[]>([]);
/** The newest first. */
export const entries = signal<readonly JournalEntry[]>([]);
/** How many requests there were, kept or not. */
export const requestCount = signal(0);
/** Why the last look failed; empty when it did not. */
export const connectionError = signal("");

/** How many entries the page keeps; the emulator keeps more. */
export const mostEntries = 200;

/** @throws {Error} when the emulator cannot be reached. */
export async function load(): Promise<Setup> {
  const [endpoints, { models }, { kinds }] = await Promise.all([
    control<Endpoints>("GET", "endpoints"),
    control<{ models: readonly ModelProfile[] }>("GET", "models"),
    control<{ kinds: FaultKinds }>("GET", "faults"),
  ]);
  return { endpoints, models, kinds };
}

let last: Promise<unknown> = Promise.resolve();

/** Looks again. One look at a time: two would add the same entries. */
export function refresh(): Promise<void> {
  const look = last.then(lookAgain).then(
    () => {
      connectionError.value = "";
    },
    (error: Error) => {
      connectionError.value = error.message;
    },
  );
  last = look;
  return look;
}

/** Changes the emulator, then looks again. @throws {Error} with the emulator's message when it refuses. */
export async function change(method: string, path: string, body?: unknown): Promise<void> {
  try {
    await control(method, path, body);
  } finally {
    await refresh();
  }
}

interface Journal {
  entries: readonly JournalEntry[];
  /** The index of the oldest entry that is kept. */
  oldest: number;
  /** The index of the newest entry, kept or not. */
  newest: number;
}

async function lookAgain(): Promise<void> {
  const seen = requestCount.value;
  const [given, { latency: wait }, { rules: listed }, journal] = await Promise.all([
    control<{ faults: readonly Fault[] }>("GET", "faults"),
    control<{ latency: Latency }>("GET", "latency"),
    control<{ rules: readonly ListedRule[] }>("GET", "rules"),
    control<Journal>("GET", `journal?after=${seen}`),
  ]);
  // Equal values are kept, so that nothing is drawn again while a person types.
  put(faults, given.faults);
  put(latency, wait);
  put(rules, listed);
  // Another emulator at the same address begins to count anew.
  const isOther = journal.newest < seen;
  const kept = isOther ? [] : entries.value.filter(({ index }) => index >= journal.oldest);
  requestCount.value = isOther ? 0 : journal.newest;
  if (journal.entries.length > 0 || kept.length !== entries.value.length)
    entries.value = [...[...journal.entries].reverse(), ...kept].slice(0, mostEntries);
}

function put<Value>(held: { value: Value }, value: Value): void {
  if (JSON.stringify(held.value) !== JSON.stringify(value)) held.value = value;
}
