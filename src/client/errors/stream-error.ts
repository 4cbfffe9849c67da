import { brand, describe, InferenceError } from "./errors.ts";
import { type Mask, maskProblem, oneLine } from "./mask.ts";
import { noReason, type Problem } from "./problem.ts";

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

/** The error of a stream that carries a failure. */
export function failedStream(problem: Problem, mask: Mask, partial: unknown): StreamError {
  const masked = maskProblem(problem, mask);
  const said = problem.message === noReason(0) ? "" : `: ${oneLine(masked.message)}`;
  return new StreamError("failed", `The stream failed: ${describe(masked)}${said}`, { problem: masked, partial });
}
