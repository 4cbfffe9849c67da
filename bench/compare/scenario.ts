import type { Remedy, Told } from "./client.ts";
import type { Script, Seen } from "./server.ts";

/** `waits`: neither a response nor an error came while the run had patience. */
export type Mark = "good" | "fair" | "bad" | "waits";

export type Outcome =
  | { kind: "answer"; text: string; finish: string | undefined }
  | { kind: "failure"; told: Told; inCallersCode: boolean; arrived: string }
  | { kind: "waiting"; arrived: string };

export interface Verdict {
  mark: Mark;
  /** What was observed and decided it. */
  why: string;
}

export interface Observed {
  outcome: Outcome;
  /** From the call to its outcome, in milliseconds. */
  ms: number;
  /** The requests that the server got. */
  seen: readonly Seen[];
  /** What a server of another origin got. */
  elsewhere: { requests: number; key: boolean; prompt: boolean };
}

export interface Rule {
  what: string;
  good: string;
  fair?: string;
  bad: string;
  /** @param limited - whether an option was set that should end the call. */
  judge(observed: Observed, limited: boolean): Verdict;
}

export interface Scenario {
  title: string;
  call: "chat" | "stream";
  answers: readonly Script[];
  rule: Rule;
  /** The option that other rows try on this scenario. */
  remedy?: Remedy;
}

export interface Section {
  title: string;
  scenarios: readonly Scenario[];
}
