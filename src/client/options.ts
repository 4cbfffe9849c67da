import type { apiVersions, OperationId } from "../../generated/operations.ts";
import type { Credential } from "./credentials/credentials.ts";
import type { EndpointKind } from "./endpoint/endpoint.ts";
import type { ValidationIssue } from "./errors/validation-error.ts";
import type { Observer } from "./observe/observer.ts";
import type { RetryOptions } from "./request/retry.ts";
import type { Fetch } from "./transport/transport.ts";

/**
 * An API version of the contract, or another one that a server supports.
 *
 * @example
 * const apiVersion: ApiVersion = "2024-05-01-preview";
 * createClient({ endpoint, credential, apiVersion });
 */
export type ApiVersion = (typeof apiVersions)[number] | (string & {});

/**
 * What is validated: requests, whole responses, chunks of streams.
 *
 * @example
 * const modes: Record<ValidationStage, ValidationMode> = { request: "error", response: "warn", stream: "off" };
 * createClient({ endpoint, credential, validation: validation(modes) });
 */
export type ValidationStage = "request" | "response" | "stream";

/**
 * What an invalid value does: nothing, a warning, or a `ValidationError`.
 *
 * @example
 * const response: ValidationMode = "warn";
 * createClient({ endpoint, credential, validation: validation({ response }) });
 */
export type ValidationMode = "off" | "warn" | "error";

/**
 * Validates requests, responses and chunks; `validation()` of `model-inference/validation` creates it.
 *
 * @example
 * const onlyRequests: Validation = validation({ request: "error" });
 * createClient({ endpoint, credential, validation: onlyRequests });
 */
export interface Validation {
  readonly modes: Readonly<Record<ValidationStage, ValidationMode>>;
  /** Returns what is invalid; empty if the value is valid. */
  issues(stage: ValidationStage, operation: OperationId, value: unknown): readonly ValidationIssue[];
}

/**
 * Values for the header `extra-parameters`.
 *
 * @example
 * const extraParameters: ExtraParametersPolicy = "pass-through";
 * await client.getChatCompletions({ messages }, { extras: { safe_prompt: true }, extraParameters });
 */
export type ExtraParametersPolicy = "error" | "drop" | "pass-through";

/**
 * Options of `createClient`.
 *
 * @example
 * const options: ClientOptions = { endpoint, credential, timeoutMs: 30_000, retry: { retries: 1 } };
 * const client = createClient(options);
 */
export interface ClientOptions {
  /** The base URL that routes are appended to: https, or http for loopback hosts. Its path and query are kept. */
  endpoint: string | URL;
  /** `{ key }`, or an object with `getToken()`, such as a credential of `@azure/identity`. */
  credential: Credential;
  /** Endpoint type. Default: detected from host and path. */
  kind?: EndpointKind | undefined;
  /**
   * The query parameter `api-version`. Default: the one in the endpoint's query, else by endpoint type: `2024-10-21` for an Azure
   * OpenAI deployment, none for OpenAI v1 and compatible servers, and `2024-05-01-preview` for all others.
   */
  apiVersion?: ApiVersion | undefined;
  /** Whether to send credentials over http to other machines. Default: false. */
  allowInsecureConnection?: boolean | undefined;
  /** Scopes of tokens. Default: by endpoint type, `https://ml.azure.com/.default` or `https://cognitiveservices.azure.com/.default`. */
  scopes?: string | readonly string[] | undefined;
  /** Headers of every call, such as `azureml-model-deployment` or `x-ms-model-mesh-model-name`. */
  headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Whether to follow up to five redirects within the endpoint's origin: 307 and 308, and any status for `getModelInfo`. Default:
   * false. The credential and the body are sent along. Never in browsers.
   */
  followRedirects?: boolean | undefined;
  /** Sends the requests. Default: `node:http` on Node, the platform's `fetch` elsewhere. */
  fetch?: Fetch | undefined;
  /** Timeout of one attempt, in milliseconds: until the headers of a stream, or the complete other response. Default: 300000. */
  timeoutMs?: number | undefined;
  /** Limits of streams. */
  stream?: StreamOptions | undefined;
  /** Timeout of a call, in milliseconds: all attempts, the delays between them and the stream. Default: `Infinity`. */
  deadlineMs?: number | undefined;
  /**
   * Maximum size of a response after decompression, and of a collected stream, in bytes; 1 to 536870888. A larger one closes the
   * connection, and the call fails with the reason `too_large`. Default: 268435456 (256 MiB).
   */
  maxResponseBytes?: number | undefined;
  /** When a call is retried. Default: three retries of transient errors. */
  retry?: RetryOptions | undefined;
  /**
   * What to do if the model rejects an optional parameter: `"throw"`, or `"drop"` to send the request once more without it.
   * `responseInfo(answer).dropped` then names the parameter. Default: `"throw"`.
   */
  onUnsupported?: "throw" | "drop" | undefined;
  /**
   * Whether to allow a key in a browser page, where everyone who opens the page can read it. Default: false. Tokens are always allowed.
   */
  dangerouslyAllowBrowser?: boolean | undefined;
  /** Validates requests, responses and chunks. Default: none. */
  validation?: Validation | undefined;
  /**
   * Observers of warnings, attempts and calls: one or a list, such as `[logTo(console), openTelemetry()]`. Default: warnings go to
   * `console.warn`. They observe `client.http` too.
   */
  observe?: Observer | readonly Observer[] | undefined;
}

/**
 * Limits of streams.
 *
 * @example
 * createClient({ endpoint, credential, stream: { idleTimeoutMs: 30_000 } });
 */
export interface StreamOptions {
  /** Maximum time without data, in milliseconds, or `Infinity`. Default: 120000. */
  idleTimeoutMs?: number | undefined;
  /**
   * Maximum length of a line or an event, in UTF-16 units, field names included. Each line of an event counts 16 more. Comments
   * between events do not count. Default: 4194304.
   */
  maxEventLength?: number | undefined;
  /**
   * Whether a stream with a finish reason, but without the end marker `[DONE]`, is an error. Default: false; such a response
   * is complete, and `responseInfo(stream).missingDone` is true.
   */
  requireDone?: boolean | undefined;
}

/**
 * Timeouts and retries of a single call.
 *
 * @example
 * await client.getModelInfo({ timeoutMs: 2_000, retry: { retries: 0 } });
 */
export interface CallLimitOptions {
  /** As in the client's options. */
  timeoutMs?: number | undefined;
  /** As in the client's options. */
  deadlineMs?: number | undefined;
  /** As in the client's options. */
  maxResponseBytes?: number | undefined;
  /** As in the client's options. Missing properties default to those of the client. */
  retry?: RetryOptions | undefined;
}

/**
 * Options of a single call.
 *
 * @example
 * await client.getModelInfo({ signal: AbortSignal.timeout(5_000), headers: { "x-team": "search" } });
 */
export interface RequestOptions extends CallLimitOptions {
  /** Cancels the call: it rejects with an `AbortError` whose `cause` is the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Headers of this call; they override those of the client. */
  headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * Parameters that the contract does not define. Those of well-known models are typed; augment this interface to type others.
 *
 * @example
 * const extras: Extras = { logprobs: true, top_logprobs: 2 };
 * await client.getChatCompletions({ messages }, { extras });
 */
export interface Extras {
  /** Whether to return the log probability of each token. */
  logprobs?: boolean | number;
  /** Number of most likely tokens to return at each position. */
  top_logprobs?: number;
  /** Number of choices to generate. */
  n?: number;
  /** Id of the end user, for abuse monitoring. */
  user?: string;
  stream_options?: { include_usage?: boolean; [member: string]: unknown };
  parallel_tool_calls?: boolean;
  /** Replaces `max_tokens` for newer reasoning models. */
  max_completion_tokens?: number;
  reasoning_effort?: "minimal" | "low" | "medium" | "high" | (string & {});
  /** Mistral: adds a safety prompt. */
  safe_prompt?: boolean;
  logit_bias?: Readonly<Record<string, number>>;
  [member: string]: unknown;
}

/**
 * Options of a single call with a body.
 *
 * @example
 * const options: BodyRequestOptions = { extraParameters: "drop", timeoutMs: 10_000 };
 * await client.getChatCompletions({ messages }, options);
 */
export interface BodyRequestOptions extends RequestOptions {
  /** Parameters to add to the body. A parameter of the contract is an error here. */
  extras?: Extras | undefined;
  /**
   * The header `extra-parameters`. Default: `pass-through` with `extras`, else not sent. It is never sent to endpoint types that do
   * not support it.
   */
  extraParameters?: ExtraParametersPolicy | undefined;
}
