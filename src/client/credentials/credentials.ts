import type { KeyHeader } from "../endpoint/endpoint.ts";
import { ConfigurationError } from "../errors/errors.ts";
import type { Cancellation, ResponseLike } from "../transport/transport.ts";
import { wordsOf } from "./caller.ts";
import { type Challenge, createTokenCache, type TokenRequest } from "./token-cache.ts";
import type { TokenCredential } from "./token-credential.ts";

/**
 * An API key, such as an `AzureKeyCredential`. A changed key takes effect with the next call.
 *
 * @example
 * const credential: KeyCredential = { key, header: "api-key" };
 */
export interface KeyCredential {
  readonly key: string;
  /** Header that contains the key. Default: by endpoint type; `both` for an unknown host. */
  readonly header?: KeyHeader | undefined;
}

/**
 * A key, or an object that provides tokens.
 *
 * @example
 * const credential: Credential = { key }; // or `new DefaultAzureCredential()` of @azure/identity
 */
export type Credential = KeyCredential | TokenCredential;

/** Puts a credential on requests. */
export interface Authorizer {
  /**
   * Adds the credential to the headers of one attempt; a header that is already there stays.
   *
   * @param asked - what the token is for.
   * @throws {ConfigurationError} when no token can be had; `cause` is what the credential threw.
   */
  authorize(headers: Map<string, string>, cancellation: Cancellation, asked: TokenRequest): Promise<void> | void;
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
      authorize: (headers, cancellation, asked) => {
        const put = (token: string): void => void headers.set("authorization", `Bearer ${token}`);
        const token = tokenFor(cancellation, asked);
        return typeof token === "string" ? put(token) : token.then(put);
      },
    };
  }
  if (typeof credential !== "object" || credential === null || !("key" in credential)) {
    throw new ConfigurationError("credential", "must be { key } or have a getToken() method");
  }
  const holder = credential as KeyCredential;
  checkedKey(holder);
  const { header = keyHeader } = holder;
  if (!["bearer", "api-key", "both"].includes(header))
    throw new ConfigurationError("credential.header", "must be one of bearer, api-key, both");
  return {
    answersClaims: false,
    authorize: (headers) => {
      const key = checkedKey(holder);
      if (header !== "bearer" && !headers.has("api-key")) headers.set("api-key", key);
      if (header !== "api-key" && !headers.has("authorization")) headers.set("authorization", `Bearer ${key}`);
    },
  };
}

/**
 * What a 401 asks a new token to hold, from its Bearer challenge (RFC 6750 with Microsoft's `claims`); `undefined` when
 * it does not ask, or in a format that cannot be parsed.
 */
export function challengeOf({ status, headers }: ResponseLike): Challenge | undefined {
  const challenge = status === 401 ? (headers.get("www-authenticate") ?? "") : "";
  const encoded = /error="insufficient_claims"/.test(challenge) ? /\bclaims="([^"]+)"/.exec(challenge)?.[1] : undefined;
  if (encoded === undefined) return undefined;
  try {
    const claims = atob(encoded.replaceAll("-", "+").replaceAll("_", "/"));
    return { claims, tenantId: /\bauthorization(?:_uri)?="https:\/\/[^/"]+\/([\w.-]+)/.exec(challenge)?.[1] };
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
function checkedKey(credential: KeyCredential): string {
  const key = readKey(credential);
  if (typeof key !== "string" || key.trim() === "") {
    throw new ConfigurationError("credential.key", "must be a non-empty string");
  }
  const trimmed = key.trim();
  // fetch would refuse it too, but quote it in its error.
  if (!/^[\x21-\x7e]+$/.test(trimmed)) {
    throw new ConfigurationError("credential.key", "must be printable ASCII without spaces");
  }
  return trimmed;
}

function readKey(credential: KeyCredential): unknown {
  try {
    return credential.key;
  } catch (error) {
    throw new ConfigurationError("credential.key", `cannot be read: ${wordsOf(error)}`, error);
  }
}
