import { onAbort } from "./abort.ts";
import type { Cancel } from "./cancel.ts";
import type { KeyHeader } from "./endpoint.ts";
import { ConfigurationError } from "./errors.ts";
import type { ResponseLike } from "./transport.ts";

/** A key. `AzureKeyCredential` fits; a key that changes is seen by the next call. */
export interface KeyCredential {
  readonly key: string;
}

export interface AccessToken {
  token: string;
  /** Unix milliseconds. */
  expiresOnTimestamp: number;
  /** Unix milliseconds after which a new one may be fetched. */
  refreshAfterTimestamp?: number;
}

/** What gives tokens. Every credential of `@azure/identity` fits. */
export interface TokenCredential {
  getToken(scopes: string | string[], options?: { claims?: string }): Promise<AccessToken | null>;
}

export type Credential = KeyCredential | TokenCredential;

/** Puts a credential on requests. */
export interface Authorizer {
  /**
   * Adds the credential to the headers of one attempt; a header that is already there stays.
   *
   * @param claims - what a server asks a new token to hold.
   * @throws {ConfigurationError} when no token can be had; `cause` is what the credential threw.
   */
  authorize(headers: Map<string, string>, cancel: Cancel, claims?: string): Promise<void> | void;
  /** Whether there are tokens, which can hold what a server asks for. */
  readonly answersClaims: boolean;
}

/**
 * @throws {ConfigurationError} when the credential is neither a key nor gives tokens, or the key is empty or cannot stand
 * in a header. The key itself is never repeated.
 */
export function createAuthorizer(credential: unknown, keyHeader: KeyHeader, scopes: readonly string[]): Authorizer {
  if (isTokenCredential(credential)) {
    const tokenFor = createTokenCache(credential, scopes);
    return {
      answersClaims: true,
      authorize: async (headers, { signal }, claims) => {
        headers.set("authorization", `Bearer ${await unlessAborted(tokenFor(claims), signal)}`);
      },
    };
  }
  if (typeof credential !== "object" || credential === null || !("key" in credential)) {
    throw new ConfigurationError("credential", "must be { key } or have a getToken() method");
  }
  const holder = credential as KeyCredential;
  checkedKey(holder);
  return {
    answersClaims: false,
    authorize: (headers) => {
      const key = checkedKey(holder);
      if (keyHeader !== "bearer" && !headers.has("api-key")) headers.set("api-key", key);
      if (keyHeader !== "api-key" && !headers.has("authorization")) headers.set("authorization", `Bearer ${key}`);
    },
  };
}

/** Tokens are fetched anew in the background from this long before they expire. */
const earlyMs = 120_000;
/** A token this close to its end is as good as expired. */
const lateMs = 1_000;

/** One token for all calls, fetched once however many ask at the same time. */
function createTokenCache(credential: TokenCredential, scopes: readonly string[]) {
  let token: AccessToken | undefined;
  let pending: Promise<AccessToken> | undefined;

  const fetchToken = async (claims?: string): Promise<AccessToken> => {
    const failed = (cause?: unknown): ConfigurationError =>
      new ConfigurationError("credential", `gave no token for ${scopes.join(", ")}`, cause);
    const fresh = await credential
      .getToken([...scopes], claims === undefined ? {} : { claims })
      .catch((error: unknown) => {
        throw failed(error);
      });
    if (fresh === null) throw failed();
    token = fresh;
    return fresh;
  };
  const refresh = (): Promise<AccessToken> => {
    pending ??= fetchToken().finally(() => {
      pending = undefined;
    });
    return pending;
  };

  return async (claims: string | undefined): Promise<string> => {
    if (claims !== undefined) return (await fetchToken(claims)).token;
    const now = Date.now();
    if (token === undefined || token.expiresOnTimestamp - now <= lateMs) return (await refresh()).token;
    // The token at hand serves this call; if no other can be had, a later call will say so.
    if (token.expiresOnTimestamp - now < earlyMs || (token.refreshAfterTimestamp ?? now + 1) <= now)
      refresh().catch(() => undefined);
    return token.token;
  };
}

/** A token is shared by many calls, so the one that is cancelled stops waiting and leaves the others alone. */
async function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted();
  let unwatch = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    unwatch = onAbort(signal, () => reject(signal.reason));
  });
  return Promise.race([promise, aborted]).finally(unwatch);
}

/**
 * What a 401 asks a new token to hold, from its Bearer challenge (RFC 6750 with Microsoft's `claims`); `undefined` when
 * it asks for nothing, or not in a way that can be read.
 */
export function claimsOf({ status, headers }: ResponseLike): string | undefined {
  const challenge = status === 401 ? (headers.get("www-authenticate") ?? "") : "";
  const encoded = /error="insufficient_claims"/.test(challenge) ? /\bclaims="([^"]+)"/.exec(challenge)?.[1] : undefined;
  if (encoded === undefined) return undefined;
  try {
    return atob(encoded.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return undefined;
  }
}

function isTokenCredential(credential: unknown): credential is TokenCredential {
  return (
    typeof credential === "object" &&
    credential !== null &&
    "getToken" in credential &&
    typeof credential.getToken === "function"
  );
}

/** Secret stores like to add a newline, so blanks around a key go. */
function checkedKey({ key }: KeyCredential): string {
  if (typeof key !== "string" || key.trim() === "") {
    throw new ConfigurationError("credential.key", "must be a text that is not empty");
  }
  const trimmed = key.trim();
  // fetch would refuse it too, but quote it in its error.
  if (!/^[\x21-\x7e]+$/.test(trimmed)) {
    throw new ConfigurationError("credential.key", "must be printable ASCII without blanks inside");
  }
  return trimmed;
}
