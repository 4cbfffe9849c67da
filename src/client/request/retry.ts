import { ConfigurationError } from "../errors/errors.ts";
import { checkNames, own } from "../own.ts";
import type { ResponseLike } from "../transport/transport.ts";

/**
 * A failed attempt, for `shouldRetry`.
 *
 * @example
 * // Retries once more, even if the server says that a retry is of no use.
 * const again = ({ attempt, response }: FailedAttempt) => attempt === 1 && response?.status === 500;
 * createClient({ endpoint, credential, retry: { shouldRetry: again } });
 */
export interface FailedAttempt {
  /** Number of the attempt, from 1. Followed redirects and renewed tokens do not count. */
  attempt: number;
  /** The response, if there was one, without its body. */
  response?: Response;
  /** The error, if there was no response. */
  error?: unknown;
}

/**
 * When and how often a call is retried.
 *
 * @example
 * createClient({ endpoint, credential, retry: { retries: 5, maxHintMs: 10_000 } });
 */
export interface RetryOptions {
  /** Maximum number of retries, 0 to 10. Default: 3. */
  retries?: number | undefined;
  /** Maximum delay that a server may ask for, in milliseconds. If it asks for more, the call fails at once. Default: 60000. */
  maxHintMs?: number | undefined;
  /**
   * First delay if the server asks for none, in milliseconds. It doubles with each retry; a random part of up to half is subtracted.
   * Default: 500.
   */
  delayMs?: number | undefined;
  /** Maximum of the doubled delay, in milliseconds. Default: 8000. */
  maxDelayMs?: number | undefined;
  /** Decides first: `true` retries, `false` does not, `undefined` applies the default rules. `retries` always applies. */
  shouldRetry?: ((failed: FailedAttempt) => boolean | undefined) | undefined;
}

export interface ResolvedRetryOptions {
  retries: number;
  maxHintMs: number;
  delayMs: number;
  maxDelayMs: number;
  shouldRetry: RetryOptions["shouldRetry"];
}

/** @throws {ConfigurationError} that names the option, what was given and what is allowed. */
export function resolveRetry(given?: RetryOptions, defaults?: ResolvedRetryOptions): ResolvedRetryOptions {
  if (given === undefined) return defaults ?? resolveRetry({});
  const options = own(given);
  checkNames("retry.", options, ["retries", "maxHintMs", "delayMs", "maxDelayMs", "shouldRetry"]);
  const retries = options.retries ?? defaults?.retries ?? 3;
  if (!Number.isInteger(retries) || retries < 0 || retries > 10) {
    throw new ConfigurationError("retry.retries", `must be a whole number from 0 to 10, not ${retries}`);
  }
  const wait = (name: "maxHintMs" | "delayMs" | "maxDelayMs", otherwise: number): number => {
    const ms = options[name] ?? defaults?.[name] ?? otherwise;
    if (ms >= 0 && ms <= 2 ** 31 - 1) return ms;
    throw new ConfigurationError(`retry.${name}`, `must be 0 to 2147483647, not ${ms}`);
  };
  return {
    retries,
    maxHintMs: wait("maxHintMs", 60_000),
    delayMs: wait("delayMs", 500),
    maxDelayMs: wait("maxDelayMs", 8_000),
    shouldRetry: options.shouldRetry ?? defaults?.shouldRetry,
  };
}

const retryable = new Set([408, 429, 500, 502, 503, 504]);

/** Whether the table says to try again. A 424 hides the status of the model's container, which then decides. */
export function isRetryable({ status, headers }: ResponseLike): boolean {
  const asked = headers.get("x-should-retry");
  if (asked === "true" || asked === "false") return asked === "true";
  const inner = status === 424 ? Number(headers.get("ms-azureml-model-error-statuscode")) : status;
  return retryable.has(inner);
}

/** How long the server asks to wait, in milliseconds; `undefined` if it does not say, or in a format that cannot be parsed. */
export function hintOf({ headers }: Pick<ResponseLike, "headers">, now: number): number | undefined {
  for (const name of ["retry-after-ms", "x-ms-retry-after-ms"]) {
    const ms = numberOf(headers.get(name));
    if (ms !== undefined) return ms;
  }
  const value = headers.get("retry-after");
  const seconds = numberOf(value);
  if (seconds !== undefined) return seconds * 1000;
  // Date.parse takes much that is no HTTP date, such as "-5" or "1.5e3x": a date has letters and a year.
  const date = value !== null && /^[A-Za-z]{3,9},? .*\d{2}:\d{2}:\d{2}/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

const numberOf = (value: string | null): number | undefined =>
  value !== null && /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : undefined;

/** A delay that doubles up to its limit, less up to half of it by chance, so that callers do not come back at once. */
export const backoffMs = (
  attempt: number,
  random: number,
  { delayMs, maxDelayMs }: Pick<ResolvedRetryOptions, "delayMs" | "maxDelayMs">,
): number => Math.min(delayMs * 2 ** (attempt - 1), maxDelayMs) * (0.5 + random / 2);

/** Keeps a client from making an outage worse: when too many of its calls fail, it stops trying again. */
export interface RetryBudget {
  /** Takes what a retry costs; `false` when there is not enough left. */
  spend(cost: number): boolean;
  refund(cost: number): void;
}

const fullBudget = 500;

export function createRetryBudget(): RetryBudget {
  let tokens = fullBudget;
  return {
    spend: (cost) => {
      if (tokens < cost) return false;
      tokens -= cost;
      return true;
    },
    refund: (cost) => {
      tokens = Math.min(fullBudget, tokens + cost);
    },
  };
}
