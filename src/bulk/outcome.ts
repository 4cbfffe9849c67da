import type { ChatCompletions, EmbeddingVector } from "../../generated/types.ts";
import { ConnectionError } from "../client/errors/connection-error.ts";
import {
  AbortError,
  ConfigurationError,
  type InferenceError,
  isInferenceError,
  ResponseError,
} from "../client/errors/errors.ts";
import type { ProblemKind } from "../client/errors/problem.ts";
import { StreamError } from "../client/errors/stream-error.ts";
import { ValidationError } from "../client/errors/validation-error.ts";

/** An input and its index among all inputs, from 0. */
export interface Item<Input> {
  index: number;
  /** Id of the input; its outcome has the same id. */
  id?: string;
  input: Input;
  /** Why the input is invalid. It fails without a request. */
  invalid?: string;
}

/**
 * An input that the caller could not parse. It becomes a failed outcome with this message; other inputs are not affected.
 *
 * @example
 * const parse = (line: string): EmbedInput | InvalidInput =>
 *   line === "" ? { invalid: "the line is empty" } : line;
 * embedAll(client, lines.map(parse));
 */
export interface InvalidInput {
  id?: string;
  invalid: string;
}

export const isInvalid = (given: unknown): given is InvalidInput =>
  typeof given === "object" && given !== null && "invalid" in given && typeof given.invalid === "string";

/**
 * Why an input has no result: the `kind` of the server's problem, or the reason of the failed call.
 *
 * | kind in addition to those of `Problem` | when |
 * | --- | --- |
 * | `network`, `timeout`, `deadline` | no response arrived, after all retries |
 * | `validation` | request or response does not match the contract |
 * | `mismatch` | the server returned another number of vectors than texts |
 * | `invalid_input` | the input was passed as `{ invalid }`; nothing was sent |
 *
 * `message` contains the error message of the server. Prompts and credentials are removed from it.
 *
 * @example
 * const retryLater = ({ kind, retryAfterMs }: BulkProblem) => kind === "rate_limited" && retryAfterMs !== undefined;
 */
export interface BulkProblem {
  kind: ProblemKind | ConnectionError["reason"] | "validation" | "mismatch" | "invalid_input";
  message: string;
  status?: number;
  code?: string;
  requestId?: string;
  /** Delay that the server asked for before a retry, in milliseconds. */
  retryAfterMs?: number;
}

interface InputPosition {
  index: number;
  id?: string;
}

/** Outcome of an input. Each input has one. */
export type Failed = InputPosition & { ok: false; problem: BulkProblem };
/**
 * `embedding` as received; `decodeEmbedding` converts it to a typed array.
 *
 * @example
 * const vectorOf = (outcome: EmbedOutcome) => (outcome.ok ? decodeEmbedding(outcome.embedding) : undefined);
 */
export type EmbedOutcome = (InputPosition & { ok: true; embedding: EmbeddingVector; model: string }) | Failed;
/**
 * The result of one request of `answerAll`.
 *
 * @example
 * const textOfOutcome = (outcome: AnswerOutcome) =>
 *   outcome.ok ? outcome.answer.choices[0]?.message.content : outcome.problem.message;
 */
export type AnswerOutcome = (InputPosition & { ok: true; answer: ChatCompletions }) | Failed;

/** Index and id of an input, for its outcome. */
export const positionOf = ({ index, id }: Item<unknown>): InputPosition => ({ index, ...(id !== undefined && { id }) });

/** What a failed call means for the whole. */
export type Verdict =
  /** Every other call would fail in the same way, or the caller is at fault: the whole ends. */
  | { what: "fatal" }
  /** It may go well later. */
  | { what: "transient"; problem: BulkProblem; throttled: boolean; waitMs: number | undefined }
  /** It is no use to ask again. */
  | { what: "final"; problem: BulkProblem };

const fatal = new Set<ProblemKind>(["authentication", "permission", "not_found", "retired"]);
const transient = new Set<ProblemKind>(["rate_limited", "unavailable", "model_failed"]);

/** Failures that may have passed when the same is asked again later. */
export const mayPass = ({ kind }: BulkProblem): boolean => passing.has(kind);
const passing = new Set<BulkProblem["kind"]>([...transient, "network", "timeout", "deadline"]);

const longestHintMs = 300_000;

export function judge(error: unknown): Verdict {
  if (!isInferenceError(error) || error instanceof ConfigurationError || error instanceof AbortError)
    return { what: "fatal" };
  const problem = problemOf(error);
  if (error instanceof ConnectionError) {
    if (error.reason === "deadline" || error.reason === "too_large") return { what: "final", problem };
    return { what: "transient", problem, throttled: false, waitMs: undefined };
  }
  if (!(error instanceof ResponseError)) return { what: "final", problem };
  const { kind } = error.problem;
  if (fatal.has(kind)) return { what: "fatal" };
  if (!transient.has(kind)) return { what: "final", problem };
  // A quota of a day, say: better to end, and to go on later.
  if ((error.retryAfterMs ?? 0) > longestHintMs) return { what: "fatal" };
  return { what: "transient", problem, throttled: kind === "rate_limited", waitMs: error.retryAfterMs };
}

function problemOf(error: InferenceError): BulkProblem {
  const { message } = error;
  if (error instanceof ConnectionError) return { kind: error.reason, message };
  if (error instanceof ValidationError) return { kind: "validation", message };
  if (error instanceof StreamError) return { kind: error.problem?.kind ?? "network", message };
  if (!(error instanceof ResponseError)) return { kind: "unknown", message };
  const { status, requestId, problem, retryAfterMs } = error;
  // A code is a word; anything else may be a sentence that repeats the prompt.
  const code = problem.code !== undefined && /^[\w.-]{1,64}$/.test(problem.code) ? problem.code : undefined;
  return {
    kind: problem.kind,
    message,
    status,
    ...(code !== undefined && { code }),
    ...(requestId !== undefined && { requestId }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}
