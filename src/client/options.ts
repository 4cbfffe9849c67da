import { apiVersions, type OperationId } from "../../generated/operations.ts";
import { type Authorizer, type Credential, createAuthorizer } from "./credentials/credentials.ts";
import { type Endpoint, type EndpointKind, endpointKinds, resolveEndpoint } from "./endpoint/endpoint.ts";
import { queryOf } from "./endpoint/query.ts";
import { ConfigurationError, type ValidationIssue } from "./errors/errors.ts";
import { createDeprecationNotice, type NotifyDeprecation } from "./observe/notice.ts";
import { type Observation, type Observer, resolveObservers } from "./observe/observer.ts";
import { checkNames, own } from "./own.ts";
import {
  createRetryBudget,
  type ResolvedRetryOptions,
  type RetryBudget,
  type RetryOptions,
  resolveRetry,
} from "./request/retry.ts";
import { resolveTransport } from "./transport/resolve-transport.ts";
import type { Fetch, Transport } from "./transport/transport.ts";

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

/** The limits of a call with every choice made. */
export interface ResolvedLimits {
  timeoutMs: number;
  deadlineMs: number;
  maxResponseBytes: number;
  retry: ResolvedRetryOptions;
}

/** Client options with every choice made. */
export interface ResolvedClientOptions extends ResolvedLimits, Observation {
  endpoint: Endpoint;
  authorizer: Authorizer;
  apiVersion: string | undefined;
  /** The query of a call that adds nothing to it. */
  search: string;
  headers: Readonly<Record<string, string>>;
  transport: Transport;
  stream: { idleTimeoutMs: number; maxEventLength: number; requireDone: boolean };
  budget: RetryBudget;
  onUnsupported: "throw" | "drop";
  validation: Validation | undefined;
  followRedirects: boolean;
  notifyDeprecation: NotifyDeprecation;
}

const optionNames: Readonly<Record<keyof ClientOptions, true>> = {
  endpoint: true,
  credential: true,
  kind: true,
  apiVersion: true,
  allowInsecureConnection: true,
  scopes: true,
  headers: true,
  followRedirects: true,
  fetch: true,
  maxResponseBytes: true,
  timeoutMs: true,
  stream: true,
  deadlineMs: true,
  retry: true,
  onUnsupported: true,
  dangerouslyAllowBrowser: true,
  validation: true,
  observe: true,
};

/** @throws {ConfigurationError} that names the option, what was given and what is allowed. */
export function resolveOptions(given: ClientOptions): ResolvedClientOptions {
  const options = own(given);
  checkNames("", options, Object.keys(optionNames));
  oneOf("kind", options.kind, endpointKinds);
  oneOf("onUnsupported", options.onUnsupported, ["throw", "drop"]);
  if (isPage() && !options.dangerouslyAllowBrowser && Object(options.credential).key !== undefined) {
    throw new ConfigurationError(
      "credential",
      "must not be a key in a page, where everyone can read it; use tokens, a server of your own, or `dangerouslyAllowBrowser: true`",
    );
  }
  const endpoint = resolveEndpoint(options.endpoint, options.kind, options.allowInsecureConnection);
  const scopes = options.scopes === undefined ? endpoint.scopes : [options.scopes].flat();
  const inEndpoint = endpoint.query.find(([name]) => name === "api-version")?.[1];
  const apiVersion = options.apiVersion ?? inEndpoint ?? endpoint.apiVersion;
  if (apiVersion !== undefined && (typeof apiVersion !== "string" || apiVersion.trim() === "")) {
    throw new ConfigurationError("apiVersion", `must be a string such as ${apiVersions.join(", ")}`);
  }
  const observation = resolveObservers(options.observe);
  return {
    endpoint,
    authorizer: createAuthorizer(options.credential, endpoint.keyHeader, scopes),
    apiVersion,
    search: queryOf({ endpoint, apiVersion }),
    headers: checkHeaders(options.headers),
    transport: resolveTransport(options.fetch),
    timeoutMs: checkTime("timeoutMs", options.timeoutMs, 300_000),
    stream: resolveStream(options.stream),
    deadlineMs: checkTime("deadlineMs", options.deadlineMs, Number.POSITIVE_INFINITY),
    maxResponseBytes: checkBytes(options.maxResponseBytes, 268_435_456),
    retry: resolveRetry(options.retry),
    budget: createRetryBudget(),
    onUnsupported: options.onUnsupported ?? "throw",
    validation: options.validation,
    followRedirects: options.followRedirects ?? false,
    notifyDeprecation: createDeprecationNotice(observation.warn),
    ...observation,
  };
}

/** What a call asks for, else what its client does. @throws {ConfigurationError} that names the option. */
export function resolveLimits(
  { timeoutMs, deadlineMs, maxResponseBytes, retry }: CallLimitOptions,
  defaults: ResolvedLimits,
): ResolvedLimits {
  // Most calls ask for nothing of their own.
  if (timeoutMs === undefined && deadlineMs === undefined && maxResponseBytes === undefined && retry === undefined)
    return defaults;
  return {
    timeoutMs: checkTime("timeoutMs", timeoutMs, defaults.timeoutMs),
    deadlineMs: checkTime("deadlineMs", deadlineMs, defaults.deadlineMs),
    maxResponseBytes: checkBytes(maxResponseBytes, defaults.maxResponseBytes),
    retry: resolveRetry(retry, defaults.retry),
  };
}

/** @throws {ConfigurationError} for what timers cannot keep: they fire at once beyond 2^31 - 1 ms. */
function checkTime(option: string, ms: number | undefined, otherwise: number): number {
  const time = ms ?? otherwise;
  if ((time > 0 && time <= 2 ** 31 - 1) || time === Number.POSITIVE_INFINITY) return time;
  throw new ConfigurationError(option, `must be above 0 and at most 2147483647, or Infinity, not ${time}`);
}

/** Whether this is a page of a browser, or of Electron; a process of Node, Deno or Bun with the globals of jsdom or happy-dom is not. */
function isPage(): boolean {
  const { document, process } = globalThis as {
    document?: unknown;
    process?: { versions?: { node?: string }; type?: string };
  };
  const isProcess = process?.versions?.node !== undefined && process.type !== "renderer";
  return typeof document === "object" && "window" in globalThis && !isProcess;
}

/** @throws {ConfigurationError} beyond the longest text of V8, which no parser of JSON could be given. */
function checkBytes(bytes: number | undefined, otherwise: number): number {
  const most = bytes ?? otherwise;
  if (Number.isInteger(most) && most > 0 && most <= 536_870_888) return most;
  throw new ConfigurationError("maxResponseBytes", `must be a whole number from 1 to 536870888, not ${most}`);
}

function resolveStream(given: StreamOptions = {}): ResolvedClientOptions["stream"] {
  const names: (keyof StreamOptions)[] = ["idleTimeoutMs", "maxEventLength", "requireDone"];
  const options = own(given);
  checkNames("stream.", options, names);
  const { idleTimeoutMs, maxEventLength = 4 * 1024 * 1024, requireDone = false } = options;
  if (!Number.isInteger(maxEventLength) || maxEventLength < 1)
    throw new ConfigurationError("stream.maxEventLength", `must be a whole number above 0, not ${maxEventLength}`);
  return { idleTimeoutMs: checkTime("stream.idleTimeoutMs", idleTimeoutMs, 120_000), maxEventLength, requireDone };
}

function oneOf(option: string, value: string | undefined, allowed: readonly string[]): void {
  if (value === undefined || allowed.includes(value)) return;
  throw new ConfigurationError(option, `must be one of ${allowed.join(", ")}`);
}

/** Headers by lower-case name. @throws {ConfigurationError} that names the header, and never its value. */
export function checkHeaders(headers: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const checked: [string, string][] = Object.entries(headers).map(([name, value]) => {
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name))
      throw new ConfigurationError("headers", "contains a name that is not an HTTP token");
    if (typeof value !== "string" || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw new ConfigurationError(`headers["${name}"]`, "must be a string of Latin-1 characters without line breaks");
    }
    return [name.toLowerCase(), value.trim()];
  });
  return Object.fromEntries(checked);
}
