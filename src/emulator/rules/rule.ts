import type { OperationId } from "../../../generated/operations.ts";
import type { ErrorForm } from "../endpoints/error-body.ts";
import type { Flavour } from "../endpoints/flavour.ts";
import type { Fault } from "../faults/fault.ts";
import type { Latency } from "../faults/latency.ts";

/** What a rule lets a model say. */
export interface GivenReply {
  content?: string | null;
  reasoning_content?: string;
  /** `arguments` is a text, or an object, which becomes JSON. */
  tool_calls?: readonly { id?: string; function: { name: string; arguments: string | object } }[];
  /** Default: `tool_calls` with calls, else `stop`. */
  finish_reason?: string;
}

/** What a rule looks at. */
export interface RuleRequest {
  operation: OperationId;
  model: string;
  flavour: Flavour;
  /** The text of the last message, prompt or input; empty where there is none. */
  lastMessage: string;
  /** What the body is known by; see `RuleCondition`. */
  readonly bodySha256: string;
  /** The properties of the body that the contract knows. */
  body: Readonly<Record<string, unknown>>;
}

/** All that is given must hold; a rule without conditions matches everything. */
export interface RuleCondition {
  operation?: OperationId;
  /** The name of a profile, whatever the case. */
  model?: string;
  /** A text that the last message holds, or a pattern that it matches. JSON writes a pattern as an object. */
  lastMessage?: string | RegExp | { pattern: string; flags?: string };
  flavour?: Flavour;
  /**
   * The whole request, without revealing it: SHA-256, in hexadecimal, of its JSON without blanks and without `model`, the
   * properties of each object in order of name.
   */
  bodySha256?: string;
  /** Anything else, in code. */
  predicate?: (request: RuleRequest) => boolean;
  /** Which of the calls that meet all other conditions, from 1. */
  nth?: number;
}

/** A failure that a rule returns with. */
export interface RuleError {
  /** 400 to 599. */
  status: number;
  /** Default: the status. */
  code?: string;
  message?: string;
  /** Default: that of the endpoint flavour. */
  form?: ErrorForm;
  headers?: Readonly<Record<string, string>>;
  /** The body as it is, an object as JSON, instead of code and message in a form. */
  body?: object | string;
}

/**
 * The response to the requests that match. At most one of `answer`, `body`, `error` and `script`; with none of them the response
 * is the usual one, with the rule's faults and latency.
 */
export interface Rule {
  /** Names it in the journal. Default: `rule-1` and so on. */
  id?: string;
  /** Whether it is asked at all; one that is not counts no call either. Default true. */
  enabled?: boolean;
  when?: RuleCondition;
  /** What the model says, whole or in chunks, as the request asks: for chat and text completions. */
  answer?: string | GivenReply | ((request: RuleRequest) => string | GivenReply);
  /** A whole response, sent as it is. The rule is for requests that do not stream. */
  body?: object;
  error?: RuleError;
  /** The chunks of a stream, sent as they are, and `[DONE]` after them. The rule is for requests that stream. */
  script?: readonly (object | string)[];
  /** Instead of those that hold for all. */
  faults?: readonly Fault[];
  /** Instead of that which holds for all. */
  latency?: Latency;
}
