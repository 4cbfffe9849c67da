import { typeName, wordsOf } from "../credentials/caller.ts";
import { challengeOf } from "../credentials/credentials.ts";
import { type Challenge, isTransient } from "../credentials/token-cache.ts";
import { checkServed } from "../endpoint/endpoint.ts";
import { ConnectionError } from "../errors/connection-error.ts";
import { AbortError, ConfigurationError, type InferenceError } from "../errors/errors.ts";
import { reportAttempts } from "../observe/attempts.ts";
import type { Observation } from "../observe/observer.ts";
import type { ResolvedClientOptions, ResolvedLimits } from "../resolve-options.ts";
import { onAbort } from "../transport/abort.ts";
import { type AttemptLimits, attempt, type Exchange } from "./attempt.ts";
import { nextHop } from "./redirect.ts";
import type { OutgoingRequest } from "./request.ts";
import { asResponse, deprecationOf } from "./response.ts";
import {
  backoffMs,
  type FailedAttempt,
  hintOf,
  isRetryable,
  type ResolvedRetryOptions,
  type RetryOptions,
} from "./retry.ts";

/** Limits and callbacks of one call. */
export interface CallLimits extends ResolvedLimits, Omit<AttemptLimits, "deadline" | "attempts"> {
  /** Called with the events of the call. Default: the observers of the client. */
  notify?: Observation["notify"];
  /** Passed to the credential. */
  tracingContext?: unknown;
}

/** A response and the number of attempts. */
export interface Outcome extends Exchange {
  attempts: number;
  /** Whether another attempt was due, but the client's budget for retries was spent. */
  retryBudgetExhausted: boolean;
}

/** Sends a request and retries it, by the table of statuses, the server's hints and the client's retry budget. */
export async function sendWithRetries(
  options: ResolvedClientOptions,
  { url: given, method, headers, body }: OutgoingRequest,
  {
    signal,
    timeoutMs,
    deadlineMs,
    retry,
    maxResponseBytes,
    keepsStream,
    notify = options.notify,
    tracingContext,
  }: CallLimits,
): Promise<Outcome> {
  const { endpoint, authorizer, budget, notifyDeprecation, followRedirects } = options;
  const limits = { signal, timeoutMs, deadline: Date.now() + deadlineMs, attempts: 0, maxResponseBytes, keepsStream };
  if (endpoint.lacks.length > 0) checkServed(endpoint, given);
  identify(headers);
  const report = notify && reportAttempts(notify, method);
  let spent = 0;
  let challenge: Challenge | undefined;
  let url = given;
  let hops = 0;
  let retried = 0;
  for (let attempts = 1; ; attempts += 1) {
    const sent = { method, headers: new Map(headers), body: body ?? null, redirect: "manual" } as const;
    report?.request(url, attempts, sent.headers);
    limits.attempts = attempts;
    const result = await attempt(options, url, sent, limits, { challenge, tracingContext });
    report?.response(url, attempts, result);
    const deprecation = "response" in result ? deprecationOf(result.response) : "";
    if (deprecation !== "") notifyDeprecation(method, url, deprecation);
    const next = followRedirects && "response" in result ? nextHop(result.response, url, method, hops) : undefined;
    if (next !== undefined) {
      url = next;
      hops += 1;
      continue;
    }
    const asked = "response" in result && authorizer.answersClaims ? challengeOf(result.response) : undefined;
    if (asked !== undefined && challenge === undefined) {
      challenge = asked;
      continue;
    }
    const waitMs = "error" in result || !result.response.ok ? nextWait(retried + 1, result, retry) : undefined;
    const cost =
      "error" in result && result.error instanceof ConnectionError && result.error.reason === "timeout" ? 10 : 5;
    const due = waitMs !== undefined && Date.now() + waitMs < limits.deadline;
    const retryBudgetExhausted = due && !budget.spend(cost);
    if (due && !retryBudgetExhausted) {
      spent = cost;
      retried += 1;
      report?.retry(url, attempts, result, waitMs);
      await sleep(waitMs, signal);
      headers.set("x-ms-retry-count", String(retried));
      continue;
    }
    if ("error" in result) throw retryBudgetExhausted ? withoutBudget(result.error) : result.error;
    if (result.response.ok) budget.refund(spent === 0 ? 1 : spent);
    // Added to the exchange: copies of it, and of what a call asks for, took a quarter of a call.
    return Object.assign(result, { attempts, retryBudgetExhausted });
  }
}

function withoutBudget(error: InferenceError): InferenceError {
  if (!(error instanceof ConnectionError)) return error;
  return new ConnectionError(error.method, error.url, error.reason, {
    ...error,
    cause: error.cause,
    retryBudgetExhausted: true,
  });
}

/** One id for all attempts, so that the server's logs show them as one call. An empty one is not sent. */
function identify(headers: Map<string, string>): void {
  const name = "x-ms-client-request-id";
  if (headers.get(name) === "") headers.delete(name);
  else if (!headers.has(name)) {
    // Pages that are not served securely have no randomUUID.
    const id = (globalThis.crypto as Partial<Crypto> | undefined)?.randomUUID?.();
    if (id !== undefined) headers.set(name, id);
  }
}

/** Milliseconds to wait before the next attempt; `undefined` when there is to be none. */
function nextWait(
  attempt: number,
  failed: Exchange | { error: unknown },
  retry: ResolvedRetryOptions,
): number | undefined {
  const { retries, maxHintMs, shouldRetry } = retry;
  if (attempt > retries) return undefined;
  const answered = "response" in failed;
  const byTable = answered
    ? isRetryable(failed.response)
    : (failed.error instanceof ConnectionError && !failed.error.committed && mayPass(failed.error)) ||
      isTransient(failed.error);
  const asked =
    shouldRetry &&
    callShouldRetry(shouldRetry, { attempt, ...(answered ? { response: asResponse(failed.response, null) } : failed) });
  if (!(asked ?? byTable)) return undefined;
  const hint = answered ? hintOf(failed.response, Date.now()) : undefined;
  if (hint !== undefined) return hint > maxHintMs ? undefined : hint;
  return backoffMs(attempt, Math.random(), retry);
}

/** The transport may mark an error as permanent, such as a proxy that requires another password. */
const mayPass = ({ cause }: ConnectionError): boolean => Object(cause).retryable !== false;

/** @throws {ConfigurationError} when the caller's function throws or gives no boolean: a promise would count as `true`. */
function callShouldRetry(
  shouldRetry: NonNullable<RetryOptions["shouldRetry"]>,
  failed: FailedAttempt,
): boolean | undefined {
  let asked: unknown;
  try {
    asked = shouldRetry(failed);
  } catch (error) {
    throw new ConfigurationError("retry.shouldRetry", `threw ${wordsOf(error)}`, error);
  }
  if (asked === undefined || typeof asked === "boolean") return asked;
  throw new ConfigurationError("retry.shouldRetry", `must return true, false or undefined, not ${typeName(asked)}`);
}

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      unwatch();
      settle();
    };
    const cancel = (): void => finish(() => reject(new AbortError(signal?.reason)));
    const timer = setTimeout(() => finish(resolve), ms);
    const unwatch = onAbort(signal, cancel);
    if (signal?.aborted) cancel();
  });
}
