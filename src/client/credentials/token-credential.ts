/**
 * A token of Microsoft Entra ID, and when it expires.
 *
 * @example
 * const token: AccessToken = { token: "eyJ0…", expiresOnTimestamp: Date.now() + 3_600_000 };
 */
export interface AccessToken {
  token: string;
  /** Unix milliseconds. */
  expiresOnTimestamp: number;
  /** Unix milliseconds after which a new one may be fetched. */
  refreshAfterTimestamp?: number;
}

/**
 * Options that a credential receives in addition to the scopes.
 *
 * @example
 * const credential: TokenCredential = {
 *   getToken: (scopes, { abortSignal, claims }: GetTokenOptions = {}) => tokenFor(scopes, claims, abortSignal),
 * };
 */
export interface GetTokenOptions {
  /** Aborts when no call waits for the token any more. */
  abortSignal?: AbortSignal;
  /** Whether to request a token that can be revoked before it expires (continuous access evaluation); always `true`. */
  enableCae?: boolean;
  /** Claims that the server required when it rejected the last token. */
  claims?: string;
  /** The tenant that the server named then. */
  tenantId?: string;
  /** The call that the token is for, if an observer of the client follows calls. */
  tracingOptions?: { tracingContext?: unknown };
}

/**
 * Provides tokens of Microsoft Entra ID. Every credential of `@azure/identity` implements it. A token without `expiresOnTimestamp` is
 * requested again by each call.
 *
 * @example
 * const credential: TokenCredential = { getToken: () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
 */
export interface TokenCredential {
  /** Returns a token for the scopes; `null` if there is none, which fails the call. */
  getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken | null> | AccessToken | null;
}
