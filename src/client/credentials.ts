import type { KeyHeader } from "./endpoint.ts";
import { ConfigurationError } from "./errors.ts";

/** A key. `AzureKeyCredential` fits; a key that changes is seen by the next call. */
export interface KeyCredential {
  readonly key: string;
}

/** What gives tokens. Every credential of `@azure/identity` fits. */
export interface TokenCredential {
  getToken(
    scopes: string | string[],
    options?: { abortSignal?: AbortSignal },
  ): Promise<{ token: string; expiresOnTimestamp: number } | null>;
}

export type Credential = KeyCredential | TokenCredential;

/**
 * @throws {ConfigurationError} when it is neither a key nor gives tokens, or the key is empty or cannot stand in a
 * header. The key itself is never repeated.
 */
export function checkCredential(credential: unknown): asserts credential is Credential {
  if (isTokenCredential(credential)) return;
  if (typeof credential !== "object" || credential === null || !("key" in credential)) {
    throw new ConfigurationError("credential", "must be { key } or have a getToken() method");
  }
  checkedKey(credential as KeyCredential);
}

/**
 * Adds the credential to the headers of one attempt; a header that is already there stays.
 *
 * @throws {ConfigurationError} when no token can be had; `cause` is what the credential threw.
 */
export async function authorize(
  headers: Headers,
  credential: Credential,
  { keyHeader, scopes }: { keyHeader: KeyHeader; scopes: readonly string[] },
  signal: AbortSignal,
): Promise<void> {
  if (isTokenCredential(credential)) {
    headers.set("authorization", `Bearer ${await tokenFrom(credential, scopes, signal)}`);
    return;
  }
  const key = checkedKey(credential);
  if (keyHeader !== "bearer" && !headers.has("api-key")) headers.set("api-key", key);
  if (keyHeader !== "api-key" && !headers.has("authorization")) headers.set("authorization", `Bearer ${key}`);
}

async function tokenFrom(credential: TokenCredential, scopes: readonly string[], signal: AbortSignal): Promise<string> {
  const failed = (cause?: unknown): ConfigurationError =>
    new ConfigurationError("credential", `gave no token for ${scopes.join(", ")}`, cause);
  const token = await credential.getToken([...scopes], { abortSignal: signal }).catch((error: unknown) => {
    throw failed(error);
  });
  if (token === null) throw failed();
  return token.token;
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
  if (typeof key !== "string" || key.trim() === "")
    throw new ConfigurationError("credential.key", "must be a text that is not empty");
  const trimmed = key.trim();
  // fetch would refuse it too, but quote it in its error.
  if (!/^[\x21-\x7e]+$/.test(trimmed)) {
    throw new ConfigurationError("credential.key", "must be printable ASCII without blanks inside");
  }
  return trimmed;
}
