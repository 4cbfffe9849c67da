import { hash } from "node:crypto";
import type { OperationId } from "../../../generated/operations.ts";
import type { StreamOrder } from "../endpoints/flavour.ts";
import type { Events } from "../http/events.ts";
import type { ModelProfile } from "../models/models.ts";
import type { GivenReply } from "../rules/rule.ts";
import type { ContentFilterRule } from "./content-filter.ts";

/** A request that has been let in: its model is known, its body fits the contract. */
export interface Accepted<Body> {
  operation: OperationId;
  model: ModelProfile;
  body: Body;
  /** Properties that `extra-parameters: pass-through` let through to the model. */
  extras: Readonly<Record<string, unknown>>;
  /** Where the model's thoughts go; `undefined` where it has none. */
  thoughts: "member" | "content" | undefined;
  /** What a rule lets the model say instead of what the emulator would. */
  given: GivenReply | undefined;
  /** The order of the chunks, when it is streamed. */
  order: StreamOrder;
  contentFilter: readonly ContentFilterRule[];
  /** Unix seconds. */
  created: number;
}

/** A whole response, or the events of a streamed one; `tokens` is what it costs, `written` what of them the model wrote. */
export type Content = { tokens: number; written: number; headers?: Record<string, string> } & (
  | { body: object }
  | { events: Events }
);

/** An id that is the same for the same content, and for no other. */
export const idOf = (prefix: string, ...content: unknown[]): string =>
  `${prefix}-${hash("sha256", JSON.stringify(content)).slice(0, 24)}`;

/** Whether the caller asked for a chunk of usage at the end of a stream. */
export function wantsUsageChunk(extras: Readonly<Record<string, unknown>>): boolean {
  const options = extras["stream_options"];
  return (
    typeof options === "object" && options !== null && "include_usage" in options && options.include_usage === true
  );
}
