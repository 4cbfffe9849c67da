import type { OperationId } from "../../../generated/operations.ts";
import type { ErrorForm } from "../endpoints/error-body.ts";
import type { Flavour } from "../endpoints/flavour.ts";
import type { Fault } from "../faults/fault.ts";
import type { Latency } from "../faults/latency.ts";

/**
 * The text, reasoning and tool calls of a response.
 *
 * @example
 * const reply: GivenReply = { tool_calls: [{ function: { name: "get_weather", arguments: { city: "Oslo" } } }] };
 * emulator.rules.add({ answer: reply });
 */
export interface GivenReply {
  content?: string | null;
  reasoning_content?: string;
  /** `arguments` is a string, or an object that becomes JSON. */
  tool_calls?: readonly { id?: string; function: { name: string; arguments: string | object } }[];
  /** Default: `tool_calls` with calls, else `stop`. */
  finish_reason?: string;
}

/**
 * The request that a rule examines.
 *
 * @example
 * emulator.rules.add({ answer: ({ lastMessage, model }: RuleRequest) => `${model} read ${lastMessage.length} characters` });
 */
export interface RuleRequest {
  operation: OperationId;
  model: string;
  flavour: Flavour;
  /** Text of the last message, prompt or input; empty if there is none. */
  lastMessage: string;
  /** Hash of the body; see `RuleCondition`. */
  readonly bodySha256: string;
  /** Known properties of the body. */
  body: Readonly<Record<string, unknown>>;
}

/**
 * All given conditions must match; a rule without conditions matches every request.
 *
 * @example
 * const when: RuleCondition = { operation: "getChatCompletions", lastMessage: /oslo/i };
 * emulator.rules.add({ when, answer: "It rains." });
 */
export interface RuleCondition {
  operation?: OperationId;
  /** Name of a model, ignoring case. */
  model?: string;
  /** A string that the last message contains, or a pattern that it matches. In JSON, a pattern is an object. */
  lastMessage?: string | RegExp | { pattern: string; flags?: string };
  flavour?: Flavour;
  /**
   * The whole request, without revealing it: SHA-256, in hexadecimal, of its JSON without spaces and without `model`, with
   * properties sorted by name.
   */
  bodySha256?: string;
  /** A function that returns true for requests that match. */
  predicate?: (request: RuleRequest) => boolean;
  /** The n-th request that matches all other conditions, from 1, whichever rule responded to the others. */
  nth?: number;
}

/**
 * The error response of a rule.
 *
 * @example
 * const error: RuleError = { status: 400, code: "context_length_exceeded", message: "The prompt is too long." };
 * emulator.rules.add({ when: { lastMessage: "long" }, error });
 */
export interface RuleError {
  /** 400 to 599. */
  status: number;
  /** Default: the status. */
  code?: string;
  message?: string;
  /** Default: that of the endpoint flavour. */
  form?: ErrorForm;
  headers?: Readonly<Record<string, string>>;
  /** The complete body, a string or an object for JSON, instead of code and message. */
  body?: object | string;
}

/**
 * The response to the requests that match. At most one of `answer`, `body`, `error` and `script`; with none of them, the
 * default response has the rule's faults and latency.
 *
 * @example
 * const rule: Rule = { when: { lastMessage: "weather" }, answer: "It is sunny." };
 * emulator.rules.add(rule);
 */
export interface Rule {
  /** Id of the rule in the journal. Default: `rule-1` and so on. */
  id?: string;
  /** Whether the rule is active. A disabled rule counts no requests. Default: true. */
  enabled?: boolean;
  when?: RuleCondition;
  /** The response of the model to chat and text completions, as one body or as chunks. */
  answer?: string | GivenReply | ((request: RuleRequest) => string | GivenReply);
  /** The complete body, sent unchanged, for requests that do not stream. */
  body?: object;
  error?: RuleError;
  /** The chunks of a stream, sent unchanged, then `[DONE]`, for requests that stream. */
  script?: readonly (object | string)[];
  /** Faults that replace those of all responses. */
  faults?: readonly Fault[];
  /** Latency that replaces that of all responses. */
  latency?: Latency;
}
