export interface AccessToken {
  token: string;
  /** Unix milliseconds. */
  expiresOnTimestamp: number;
  /** Unix milliseconds after which a new one may be fetched. */
  refreshAfterTimestamp?: number;
}

/** Options that a credential receives in addition to the scopes. */
export interface GetTokenOptions {
  /** Aborts when no call waits for the token any more. */
  abortSignal?: AbortSignal;
  /** Whether tokens are asked for that can be revoked before they expire (continuous access evaluation); always `true`. */
  enableCae?: boolean;
  /** What a server asked the token to hold, when it refused the last one. */
  claims?: string;
  /** The tenant that the server named then. */
  tenantId?: string;
  /** The call that the token is for, if an observer of the client follows calls. */
  tracingOptions?: { tracingContext?: unknown };
}

/**
 * What gives tokens. Every credential of `@azure/identity` fits, and so does a function that gives a token at once.
 *
 * A token without `expiresOnTimestamp` is asked for again by each call.
 */
export interface TokenCredential {
  /** Returns a token for the scopes; `null` if there is none, which fails the call. */
  getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken | null> | AccessToken | null;
}
