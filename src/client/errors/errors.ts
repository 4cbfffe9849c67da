import type { ResponseInfo } from "../request/response.ts";
import { createMask, type Mask, maskProblem, oneLine } from "./mask.ts";
import { noReason, type Problem } from "./problem.ts";

// A process may load this package twice, with `import` and with `require`: `instanceof` and the guards accept the errors of both.
const kind = Symbol.for("model-inference.error");

/** Names a class for the copies of this package. */
export function brand(type: { readonly prototype: InferenceError }, name: string): void {
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

/** Whether an error comes from this package. */
export function isInferenceError(error: unknown): error is InferenceError {
  return error instanceof InferenceError;
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

/** Whether the server returned an error, with this status if one is given. */
export function isResponseError(error: unknown, status?: number): error is ResponseError {
  return error instanceof ResponseError && (status === undefined || error.status === status);
}

const plainMask = createMask({ headers: new Map(), body: null });

/** A problem in a few words: its kind, code and parameters. */
export function describe(problem: Problem): string {
  const code = problem.code === undefined || !/^[\w.-]{1,64}$/.test(problem.code) ? "" : ` (${problem.code})`;
  const parameters = "parameters" in problem ? (problem.parameters ?? []) : [];
  const places = parameters.map(({ pointer }) => pointer || "the body").join(", ");
  return `${problem.kind}${code}${places && ` at ${oneLine(places)}`}`;
}

/** A URL as errors and notices show it, without its query, which may contain secrets. */
export const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, "");
