import { ConfigurationError } from "../client/errors/errors.ts";
import type { BodyRequestOptions } from "../client/options.ts";
import { checkNames } from "../client/own.ts";
import type { BulkProgress } from "./progress.ts";

/**
 * Options of `embedAll` and `answerAll`.
 *
 * @example
 * const options: BulkOptions = { order: "completed", requestsPerMinute: 300, journal: "vectors.journal" };
 * embedAll(client, texts, options);
 */
export interface BulkOptions {
  /**
   * `input`: outcomes in the order of the inputs. `completed`: outcomes as they complete, so that a slow one delays no other.
   * Default: `input`.
   */
  order?: "input" | "completed";
  /** Maximum number of concurrent requests; the actual number adapts to the server. 1 to 1,000. Default: 16. */
  concurrency?: number;
  /** Maximum number of requests in any 60 seconds. 1 or more. Default: no limit. */
  requestsPerMinute?: number;
  /**
   * Maximum number of tokens in any 60 seconds. The tokens of a request are estimated from its length and from previous requests,
   * and corrected with `usage` of the response. 1 or more. Default: no limit.
   */
  tokensPerMinute?: number;
  /**
   * Maximum number of tokens for the whole run, estimated in the same way. Before a request that could exceed it, the run ends with a
   * `ConfigurationError`, after all completed outcomes. 1 or more. Default: no limit.
   */
  maxTokens?: number;
  /** Maximum number of attempts of a request that fails with a transient error. 1 to 100. Default: 8. */
  attempts?: number;
  /** Path of a file that saves outcomes, so that a run can resume after a crash. It contains no inputs and no credential. */
  journal?: string;
  /** Aborts the run and all pending requests. */
  signal?: AbortSignal;
  /** Number of inputs, for `secondsLeft`. Default: the length of an array. */
  total?: number;
  /** Called at most ten times a second, and at the end. */
  onProgress?: (progress: BulkProgress) => void;
  /** Options of each request. */
  request?: Pick<BodyRequestOptions, "timeoutMs" | "deadlineMs" | "headers" | "extras" | "extraParameters">;
}

const optionNames: Readonly<Record<keyof BulkOptions, true>> = {
  order: true,
  concurrency: true,
  requestsPerMinute: true,
  tokensPerMinute: true,
  maxTokens: true,
  attempts: true,
  journal: true,
  signal: true,
  total: true,
  onProgress: true,
  request: true,
};

export const defaults = { order: "input", concurrency: 16, attempts: 8 } as const;

/** @throws {ConfigurationError} for an option that neither every run nor this operation has. */
export const checkOptionNames = (options: object, others: readonly string[]): void =>
  checkNames("", options, [...others, ...Object.keys(optionNames)]);

/** @throws {ConfigurationError} that names the option, what was given and what is allowed. */
export function checkOptions(options: BulkOptions): void {
  const { order = "input", concurrency, attempts, requestsPerMinute, tokensPerMinute, maxTokens } = options;
  if (order !== "input" && order !== "completed")
    throw new ConfigurationError("order", `must be input or completed, not ${String(order)}`);
  checkWhole("concurrency", concurrency, 1_000);
  checkWhole("attempts", attempts, 100);
  checkWhole("requestsPerMinute", requestsPerMinute, Number.MAX_SAFE_INTEGER);
  checkWhole("tokensPerMinute", tokensPerMinute, Number.MAX_SAFE_INTEGER);
  checkWhole("maxTokens", maxTokens, Number.MAX_SAFE_INTEGER);
}

export function checkWhole(option: string, value: number | undefined, most: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= most)) return;
  throw new ConfigurationError(option, `must be a whole number from 1 to ${most}, not ${value}`);
}

/** Rejects a string, which would be iterated by character. @throws {ConfigurationError} if the inputs are not iterable. */
export function checkInputs(option: string, inputs: unknown): void {
  const isIterable =
    typeof inputs === "object" && inputs !== null && (Symbol.iterator in inputs || Symbol.asyncIterator in inputs);
  if (!isIterable)
    throw new ConfigurationError(
      option,
      `must be an array or another iterable of inputs. Received: ${typeof inputs === "string" ? "a string; wrap it in an array" : typeof inputs}`,
    );
}
