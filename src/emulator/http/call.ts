import type { OperationId } from "../../../generated/operations.ts";
import type { ExtrasDecision } from "../control/journal.ts";
import type { Target } from "../endpoints/target.ts";
import type { Fault } from "../faults/fault.ts";
import type { Pace } from "../faults/latency.ts";
import type { ModelProfile } from "../models/models.ts";
import type { Rule, RuleRequest } from "../rules/rule.ts";
import type { Events } from "./events.ts";

/** A response apart from the socket: one body, or events to send one by one. A text travels as it is. */
export type EmulatedResponse = { status: number; headers: Record<string, string> } & (
  | { body: object | string; contentType?: string; written?: number }
  | { events: Events }
);

/** A response with its faults and its latency. */
export interface Decision {
  response: EmulatedResponse;
  /** Those that can be done to the response. */
  faults: readonly Fault[];
  pace: Pace | undefined;
  /** The body, or the events as they are made: for the journal, when it keeps them. */
  recorded?: unknown;
}

/** What is known of a call, as far as it came. */
export interface Call {
  target: Target;
  operation?: OperationId;
  model?: string;
  /** The one that matched. */
  rule?: Rule;
  extras?: ExtrasDecision;
  /** JSON pointers to the unknown properties that were ignored. */
  ignored?: readonly string[];
  tokens?: number;
  /** What was asked of an upstream, and of which model. */
  asked?: { request: RuleRequest; model: ModelProfile };
  /** The code of a failure. */
  code?: string;
}
