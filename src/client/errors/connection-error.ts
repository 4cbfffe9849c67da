import { brand, InferenceError } from "./errors.ts";
import { oneLine, withoutLookalikes } from "./mask.ts";

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

/** The code of an error, or of what caused it. */
export function codeOf(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
    // Every address of a name was tried: the first failure is as good as any.
    if (cause instanceof AggregateError) return codeOf(cause.errors[0]);
  }
  return undefined;
}
