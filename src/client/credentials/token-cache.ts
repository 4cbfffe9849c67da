import { ConfigurationError } from "../errors/errors.ts";
import { onAbort } from "../transport/abort.ts";
import type { Cancellation } from "../transport/transport.ts";
import { typeName, wordsOf } from "./caller.ts";
import type { TokenCredential } from "./token-credential.ts";

/** What a server asks a new token to hold. */
export interface Challenge {
  claims: string;
  /** The tenant that the server names in its challenge. */
  tenantId: string | undefined;
}

/** What a token is for. */
export interface TokenRequest {
  challenge?: Challenge | undefined;
  tracingContext?: unknown;
}

/** A token that can be sent; without an expiry, it serves only the calls that wait for it. */
interface Token {
  token: string;
  expiresOnTimestamp: number;
  refreshAfterTimestamp: number;
}

/** A pending token request, and how many calls wait for it. */
interface Pending {
  promise: Promise<Token>;
  controller: AbortController;
  waiting: number;
}

/** Tokens are fetched anew in the background from this long before they expire. */
const earlyMs = 120_000;
/** A token this close to its end is as good as expired. */
const lateMs = 1_000;

/**
 * One token for all calls, fetched once however many ask at the same time.
 *
 * @returns the token at once where there is one.
 * @throws {ConfigurationError} when the credential fails or what it gives cannot be sent; `cause` is what it threw.
 */
export function createTokenCache(credential: TokenCredential, scopes: readonly string[]) {
  let kept: Token | undefined;
  const pending = new Map<string, Pending>();

  const fetchToken = async ({ challenge, tracingContext }: TokenRequest, signal: AbortSignal): Promise<Token> => {
    const options = {
      abortSignal: signal,
      enableCae: true,
      ...(challenge !== undefined && { claims: challenge.claims }),
      ...(challenge?.tenantId !== undefined && { tenantId: challenge.tenantId }),
      ...(tracingContext !== undefined && { tracingOptions: { tracingContext } }),
    };
    let given: unknown;
    try {
      given = await credential.getToken([...scopes], options);
    } catch (error) {
      throw new ConfigurationError(
        "credential",
        `getToken() failed for ${scopes.join(", ")}: ${error instanceof Error ? "" : "threw "}${wordsOf(error)}`,
        error,
      );
    }
    kept = checkedToken(given, scopes);
    return kept;
  };

  const ask = (asked: TokenRequest): Pending => {
    const key = asked.challenge === undefined ? "" : JSON.stringify(asked.challenge);
    const running = pending.get(key);
    if (running !== undefined) return running;
    const controller = new AbortController();
    const started: Pending = {
      controller,
      waiting: 0,
      promise: fetchToken(asked, controller.signal).finally(() => {
        if (pending.get(key) === started) pending.delete(key);
      }),
    };
    // Calls that wait get the error; a refresh that nobody waits for fails silently.
    started.promise.catch(() => undefined);
    controller.signal.addEventListener("abort", () => pending.delete(key), { once: true });
    pending.set(key, started);
    return started;
  };

  return (cancellation: Cancellation, asked: TokenRequest): string | Promise<string> => {
    if (asked.challenge !== undefined) return wait(ask(asked), cancellation.signal);
    const now = Date.now();
    // Not `<=`: what is no number is no expiry.
    if (kept === undefined || !(kept.expiresOnTimestamp - now > lateMs)) return wait(ask(asked), cancellation.signal);
    // The token at hand serves this call; if no other can be had, a later call will say so.
    if (kept.expiresOnTimestamp - now < earlyMs || kept.refreshAfterTimestamp <= now)
      ask(asked).waiting = Number.POSITIVE_INFINITY;
    return kept.token;
  };
}

/** A call that is cancelled stops waiting; the credential is cancelled with the last that waited. */
async function wait(pending: Pending, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  pending.waiting += 1;
  let unwatch = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    unwatch = onAbort(signal, () => {
      reject(signal.reason);
      pending.waiting -= 1;
      if (pending.waiting === 0) pending.controller.abort(signal.reason);
    });
  });
  const { token } = await Promise.race([pending.promise, aborted]).finally(unwatch);
  return token;
}

/** @throws {ConfigurationError} that does not repeat what was given. */
function checkedToken(given: unknown, scopes: readonly string[]): Token {
  if (given === null || given === undefined)
    throw new ConfigurationError(
      "credential",
      `returned no token for ${scopes.join(", ")}: getToken() returned ${given}`,
    );
  const { token, expiresOnTimestamp, refreshAfterTimestamp } = Object(given) as Record<string, unknown>;
  if (typeof token !== "string")
    throw new ConfigurationError("credential", `must return { token } with a string, not ${typeName(token)}`);
  // Files of secrets like to end with a newline.
  const trimmed = token.trim();
  if (!/^[\x21-\x7e]+$/.test(trimmed))
    throw new ConfigurationError(
      "credential",
      "must give a token of printable ASCII without spaces, and not an empty one",
    );
  const numberOr = (value: unknown, otherwise: number): number =>
    typeof value === "number" && !Number.isNaN(value) ? value : otherwise;
  return {
    token: trimmed,
    expiresOnTimestamp: numberOr(expiresOnTimestamp, Number.NaN),
    refreshAfterTimestamp: numberOr(refreshAfterTimestamp, Number.POSITIVE_INFINITY),
  };
}

/** Whether the error of a credential is transient: it says so, or has a status or code that is. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof ConfigurationError) || error.option !== "credential") return false;
  const { retryable, transient, isTransient, statusCode, code, errorResponse } = Object(error.cause) as Record<
    string,
    unknown
  >;
  return (
    [retryable, transient, isTransient].includes(true) ||
    statusCode === 408 ||
    statusCode === 429 ||
    (typeof statusCode === "number" && statusCode >= 500) ||
    /^(?:ECONNRESET|ECONNREFUSED|ETIMEDOUT|EPIPE|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(String(code)) ||
    Object(errorResponse).error === "temporarily_unavailable"
  );
}
