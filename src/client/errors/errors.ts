import type { ResponseInfo } from "../request/response.ts";
import { createMask, type Mask, maskProblem, oneLine, withoutLookalikes } from "./mask.ts";
import { noReason, type Problem } from "./problem.ts";

// A process may load this package twice, with `import` and with `require`: `instanceof` and the guards accept the errors of both.
const kind = Symbol.for("model-inference.error");

function brand(type: { readonly prototype: InferenceError }, name: string): void {
  Object.defineProperty(type.prototype, kind, { value: name });
}

function hasInstance(this: { readonly prototype: { [kind]?: string } }, value: unknown): boolean {
  // Classes that callers derive have no brand of their own.
  if (!Object.hasOwn(this.prototype, kind)) return Function.prototype[Symbol.hasInstance].call(this, value);
  const found = (value as { [kind]?: unknown } | null | undefined)?.[kind];
  return found !== undefined && (found === this.prototype[kind] || this.prototype[kind] === "InferenceError");
}

/**
 * Base class of every error that this package throws.
 *
 * @example
 * try {
 *   await client.getChatCompletions({ messages });
 * } catch (error) {
 *   if (error instanceof InferenceError) console.log(error.name, error.message);
 *   else throw error;
 * }
 */
export class InferenceError extends Error {
  static {
    brand(InferenceError, "InferenceError");
    Object.defineProperty(InferenceError, Symbol.hasInstance, { value: hasInstance });
  }

  override readonly name: string = "InferenceError";
}

/**
 * An invalid option of the client or of a call. Nothing was sent. The message names the option and what is allowed.
 *
 * @example
 * try {
 *   createClient({ endpoint: "http://example.com", credential: { key } });
 * } catch (error) {
 *   if (error instanceof ConfigurationError) console.log(error.option); // endpoint
 * }
 */
export class ConfigurationError extends InferenceError {
  static {
    brand(ConfigurationError, "ConfigurationError");
  }

  override readonly name = "ConfigurationError";
  /** The invalid option or property. */
  readonly option: string;

  constructor(option: string, message: string, cause?: unknown) {
    super(`${option}: ${message}`, cause === undefined ? undefined : { cause });
    this.option = option;
  }
}

/**
 * Why no response came.
 *
 * - `network`: the connection failed or broke; `cause` is the error of the platform.
 * - `timeout`: an attempt took longer than `timeoutMs`.
 * - `deadline`: the call took longer than `deadlineMs`.
 * - `too_large`: the response was longer than `maxResponseBytes`; it is not retried.
 *
 * @example
 * const temporary: ConnectionFailure[] = ["network", "timeout"];
 * const tryLater = error instanceof ConnectionError && temporary.includes(error.reason);
 */
export type ConnectionFailure = "network" | "timeout" | "deadline" | "too_large";

/**
 * No response arrived, or an incomplete one.
 *
 * @example
 * try {
 *   await client.getChatCompletions({ messages });
 * } catch (error) {
 *   if (error instanceof ConnectionError && error.reason === "timeout") console.log(`no response from ${error.url}`);
 * }
 */
export class ConnectionError extends InferenceError {
  static {
    brand(ConnectionError, "ConnectionError");
  }

  override readonly name = "ConnectionError";
  readonly reason: ConnectionFailure;
  readonly method: string;
  /** URL without its query. */
  readonly url: string;
  /** Whether response headers arrived. Such a call is not retried, because the server may already have processed it. */
  readonly committed: boolean;
  /** Number of times that the request was sent. */
  readonly attempts: number;
  /** Whether the call was not retried because the retry budget of the client was used up. */
  readonly retryBudgetExhausted: boolean;
  /** Code of the platform, such as `ECONNREFUSED`, if there is one. */
  declare readonly code: string | undefined;

  constructor(
    method: string,
    url: string,
    reason: ConnectionFailure,
    {
      cause,
      committed = false,
      attempts = 1,
      retryBudgetExhausted = false,
    }: { cause?: unknown; committed?: boolean; attempts?: number; retryBudgetExhausted?: boolean } = {},
  ) {
    const what = {
      network: "got no response",
      timeout: "timed out",
      deadline: "exceeded its deadline",
      too_large: "received a response that is too large",
    }[reason];
    const code = codeOf(cause);
    const why =
      code ?? (cause instanceof Error ? oneLine(withoutLookalikes(`${cause.name}: ${cause.message}`)) : undefined);
    super(
      `${method} ${url} ${what}${why === undefined ? "" : ` (${why})`}`,
      cause === undefined ? undefined : { cause },
    );
    this.reason = reason;
    this.method = method;
    this.url = url;
    this.committed = committed;
    this.attempts = attempts;
    this.retryBudgetExhausted = retryBudgetExhausted;
    if (code !== undefined) this.code = code;
  }
}

/**
 * The caller aborted the call. `cause` is the reason of the signal.
 *
 * @example
 * const controller = new AbortController();
 * const call = client.getChatCompletions({ messages }, { signal: controller.signal });
 * controller.abort();
 * await call.catch((error) => console.log(error instanceof AbortError)); // true
 */
export class AbortError extends InferenceError {
  static {
    brand(AbortError, "AbortError");
  }

  override readonly name = "AbortError";

  constructor(reason: unknown) {
    super("The caller cancelled the call.", { cause: reason });
  }
}

/** What a `ResponseError` is made of. */
interface Failure {
  method: string;
  url: string;
  problem: Problem;
  body: unknown;
  info: ResponseInfo;
  retryAfterMs: number | undefined;
  retryBudgetExhausted: boolean;
  incomplete?: boolean;
  /** Hides what the server repeats of the request. */
  mask?: Mask;
}

/**
 * A response with an error status.
 *
 * The message contains the message of the server, in one line of at most 300 characters: `400 invalid_request (unknown_model): Unknown
 * model: foo — POST https://…/chat/completions [request id …]`. In the message and in `problem`, credentials and values that look like
 * one are replaced with `REDACTED`, and content of the request that the server repeats with `…`. `body` and `info` contain everything
 * unchanged; they are not printed or serialised.
 *
 * @example
 * try {
 *   await client.getChatCompletions({ messages });
 * } catch (error) {
 *   if (error instanceof ResponseError) console.log(error.status, error.problem.kind, error.requestId);
 * }
 */
export class ResponseError extends InferenceError {
  static {
    brand(ResponseError, "ResponseError");
  }

  override readonly name = "ResponseError";
  readonly status: number;
  readonly method: string;
  /** URL without its query. */
  readonly url: string;
  readonly requestId: string | undefined;
  /** Number of times that the request was sent. */
  readonly attempts: number;
  /** Delay that the server asks for before a retry, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Whether the call was not retried because the retry budget of the client was used up. */
  readonly retryBudgetExhausted: boolean;
  /** What went wrong: a union, discriminated by `kind`. */
  readonly problem: Problem;
  /** Whether the body was cut off, took longer than 10 s or was longer than 64 KiB. `body` is then its beginning. */
  readonly incomplete: boolean;
  readonly #body: unknown;
  readonly #info: ResponseInfo;

  constructor({
    method,
    url,
    problem,
    body,
    info,
    retryAfterMs,
    retryBudgetExhausted,
    incomplete = false,
    mask = plainMask,
  }: Failure) {
    const masked = maskProblem(problem, mask);
    const requestId = info.requestId === undefined ? undefined : oneLine(mask.credentials(info.requestId));
    const said = problem.message === noReason(info.status) ? "" : `: ${oneLine(masked.message)}`;
    const id = requestId === undefined ? "" : ` [request id ${requestId}]`;
    const cut = incomplete ? " (the body is incomplete)" : "";
    super(`${info.status} ${describe(masked)}${said}${cut} — ${method} ${url}${id}`);
    this.status = info.status;
    this.method = method;
    this.url = url;
    this.requestId = requestId;
    this.attempts = info.attempts;
    this.retryAfterMs = retryAfterMs;
    this.retryBudgetExhausted = retryBudgetExhausted;
    this.problem = masked;
    this.incomplete = incomplete;
    this.#body = body;
    this.#info = info;
  }

  /** Body of the response: parsed JSON, the text if it is not JSON, `undefined` if it is empty. */
  get body(): unknown {
    return this.#body;
  }

  /** Status, headers, ids and rate limits. */
  get info(): ResponseInfo {
    return this.#info;
  }
}

/**
 * Why a stream failed.
 *
 * - `failed`: it contained an error; `problem` describes it.
 * - `interrupted`: it ended before its end marker and before a finish reason.
 * - `stalled`: no data arrived for `stream.idleTimeoutMs`.
 * - `deadline`: the call took longer than `deadlineMs`.
 * - `malformed`: an event was not JSON, or longer than `stream.maxEventLength`.
 * - `not_a_stream`: the response was no event stream.
 * - `too_large`: a stream that is collected was longer than `maxResponseBytes`.
 * - `used`: it was already read.
 *
 * @example
 * const partial: StreamFailure[] = ["interrupted", "stalled", "deadline"];
 * if (error instanceof StreamError && partial.includes(error.reason)) console.log("The response is incomplete.");
 */
export type StreamFailure =
  | "failed"
  | "interrupted"
  | "stalled"
  | "deadline"
  | "malformed"
  | "not_a_stream"
  | "too_large"
  | "used";

/** A stream that started and failed. */
export class StreamError extends InferenceError {
  static {
    brand(StreamError, "StreamError");
  }

  override readonly name = "StreamError";
  readonly reason: StreamFailure;
  /** What went wrong, if the stream contained an error; masked like that of a `ResponseError`. */
  declare readonly problem: Problem | undefined;
  readonly #partial: unknown;

  constructor(
    reason: StreamFailure,
    message: string,
    carried: { problem?: Problem; partial?: unknown; cause?: unknown } = {},
  ) {
    super(message, "cause" in carried ? { cause: carried.cause } : undefined);
    this.reason = reason;
    if (carried.problem !== undefined) this.problem = carried.problem;
    this.#partial = carried.partial;
  }

  /**
   * The response so far, as `collect()` would return it. If the caller reads chunk by chunk, it contains only the texts of the first
   * 1 MiB of events.
   */
  get partial(): unknown {
    return this.#partial;
  }
}

/**
 * One position where a value does not match the contract.
 *
 * @example
 * for (const { pointer, message } of issuesOf(validateChatCompletionsOptions, { messages: [] }))
 *   console.log(pointer, message); // /messages must NOT have fewer than 1 items
 */
export interface ValidationIssue {
  /** The position as a JSON pointer (RFC 6901); empty for the whole value. */
  pointer: string;
  /** What is wrong with the value. */
  message: string;
  /** Allowed values, if they can be listed. */
  allowed?: readonly unknown[];
}

/** A request, response or chunk does not match the contract. The error does not contain the value. */
export class ValidationError extends InferenceError {
  static {
    brand(ValidationError, "ValidationError");
  }

  override readonly name = "ValidationError";
  readonly stage: "request" | "response" | "stream";
  readonly operation: string;
  readonly issues: readonly ValidationIssue[];

  constructor(stage: "request" | "response" | "stream", operation: string, issues: readonly ValidationIssue[]) {
    const places = issues.map(({ pointer, message }) => `${pointer || "the body"} ${message}`).join("; ");
    super(`${operation}: the ${stage} does not fit the contract: ${places}`);
    this.stage = stage;
    this.operation = operation;
    this.issues = issues;
  }
}

/** A URL as errors and notices show it, without its query, which may contain secrets. */
export const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, "");

/** Whether the server returned an error, with this status if one is given. */
export function isResponseError(error: unknown, status?: number): error is ResponseError {
  return error instanceof ResponseError && (status === undefined || error.status === status);
}

/** Whether an error comes from this package. */
export function isInferenceError(error: unknown): error is InferenceError {
  return error instanceof InferenceError;
}

/** The error of a stream that carries a failure. */
export function failedStream(problem: Problem, mask: Mask, partial: unknown): StreamError {
  const masked = maskProblem(problem, mask);
  const said = problem.message === noReason(0) ? "" : `: ${oneLine(masked.message)}`;
  return new StreamError("failed", `The stream failed: ${describe(masked)}${said}`, { problem: masked, partial });
}

const plainMask = createMask({ headers: new Map(), body: null });

function describe(problem: Problem): string {
  const code = problem.code === undefined || !/^[\w.-]{1,64}$/.test(problem.code) ? "" : ` (${problem.code})`;
  const parameters = "parameters" in problem ? (problem.parameters ?? []) : [];
  const places = parameters.map(({ pointer }) => pointer || "the body").join(", ");
  return `${problem.kind}${code}${places && ` at ${oneLine(places)}`}`;
}

/** The code of an error, or of what caused it. */
export function codeOf(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
    // Every address of a name was tried: the first failure is as good as any.
    if (cause instanceof AggregateError) return codeOf(cause.errors[0]);
  }
  return undefined;
}
