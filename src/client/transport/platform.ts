import type { Transport } from "./transport.ts";

/** @throws a `DOMException` when the text is not base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

export const usesPlatformFetch = (): boolean => true;

/**
 * The platform's `fetch`, looked up at each call, so that tools that replace it are heard; and not at import, where touching
 * it costs 15 ms on Node.
 */
export const platformFetch: Transport["fetch"] = (url, attempt, { signal }) =>
  globalThis.fetch(url, { ...attempt, headers: Object.fromEntries(attempt.headers), signal });
