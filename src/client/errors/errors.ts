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

/** The base of every error that this package throws. */
export class InferenceError extends Error {
  static {
    brand(InferenceError, "InferenceError");
    Object.defineProperty(InferenceError, Symbol.hasInstance, { value: hasInstance });
  }

  override readonly name: string = "InferenceError";
}

/** The client or a call was set up wrong; nothing was sent. The message says which option and what is allowed. */
export class ConfigurationError extends InferenceError {
  static {
    brand(ConfigurationError, "ConfigurationError");
  }

  override readonly name = "ConfigurationError";
  /** The option or property at fault. */
  readonly option: string;

  constructor(option: string, message: string, cause?: unknown) {
    super(`${option}: ${message}`, cause === undefined ? undefined : { cause });
    this.option = option;
  }
}

/**
 * Why no response came.
 *
 * - `network`: the server could not be reached, or the connection broke; `cause` is what the platform reported.
 * - `timeout`: an attempt took longer than `timeoutMs`.
 * - `deadline`: the call took longer than `deadlineMs`.
 * - `too_large`: the response was longer than `maxResponseBytes`; it is not tried again.
 */
export type ConnectionFailure = "network" | "timeout" | "deadline" | "too_large";

/** No response came, or not all of it. */
export class ConnectionError extends InferenceError {
  static {
    brand(ConnectionError, "ConnectionError");
  }

  override readonly name = "ConnectionError";
  readonly reason: ConnectionFailure;
  readonly method: string;
  /** Without its query. */
  readonly url: string;
  /** Whether the headers of a response had come: such a call is not tried again, since it may have had its effect. */
  readonly committed: boolean;
  /** How often the request was sent. */
  readonly attempts: number;
  /** Whether another attempt was due, but the client's budget for retries was spent. */
  readonly retryBudgetExhausted: boolean;
  /** The code of the platform, such as `ECONNREFUSED`, where it gave one. */
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

/** The caller cancelled. `cause` is the reason that the caller gave, the very same value. */
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
 * A response that is not a success.
 *
 * The message holds what the server said, as one line of at most 300 characters: `400 invalid_request (unknown_model): Unknown
 * model: foo — POST https://…/chat/completions [request id …]`. In it and in `problem`, credentials and what looks like one are
 * replaced with `REDACTED`, and what the server repeats of the request's content with `…`. `body` and `info` hold everything
 * as it came; they do not show when the error is printed or serialised.
 */
export class ResponseError extends InferenceError {
  static {
    brand(ResponseError, "ResponseError");
  }

  override readonly name = "ResponseError";
  readonly status: number;
  readonly method: string;
  /** Without its query. */
  readonly url: string;
  readonly requestId: string | undefined;
  /** How often the request was sent. */
  readonly attempts: number;
  /** How long the server asks to wait before the next try, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Whether another attempt was due, but the client's budget for retries was spent. */
  readonly retryBudgetExhausted: boolean;
  /** What went wrong: a union to `switch` over by `kind`. */
  readonly problem: Problem;
  /** Whether the body broke off, took longer than 10 s or was longer than 64 KiB: `body` is its beginning. */
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

  /** The body as it came: parsed JSON, text where it is not JSON, `undefined` where it is empty. */
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
 * - `failed`: it carried an error; `problem` says which.
 * - `interrupted`: it ended before its end marker and before a finish reason.
 * - `stalled`: nothing came for `stream.idleTimeoutMs`.
 * - `deadline`: the call took longer than `deadlineMs`.
 * - `malformed`: an event was not JSON, or longer than `stream.maxEventLength`.
 * - `not_a_stream`: the response was no event stream.
 * - `too_large`: a stream that is collected was longer than `maxResponseBytes`.
 * - `used`: it had been read before.
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

/** A stream that began and did not end well. */
export class StreamError extends InferenceError {
  static {
    brand(StreamError, "StreamError");
  }

  override readonly name = "StreamError";
  readonly reason: StreamFailure;
  /** What went wrong, when the stream said so itself; masked as that of a `ResponseError` is. */
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
   * What had arrived, put together as `collect()` would have. A caller who reads chunk by chunk has the chunks: of such a
   * stream no more than the texts of the first 1 MiB of events are kept here.
   */
  get partial(): unknown {
    return this.#partial;
  }
}

/** One position where a value does not match the contract. */
export interface ValidationIssue {
  /** The position as a JSON pointer (RFC 6901); empty for the whole value. */
  pointer: string;
  /** What is wrong with it, in words. */
  message: string;
  /** The values that would be right, where they can be listed. */
  allowed?: readonly unknown[];
}

/** What was sent, received or streamed does not fit the contract. The value itself is not part of the error. */
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
