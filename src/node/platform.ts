import { fromBase64 as decoded } from "../client/transport/platform.ts";
import type { Transport } from "../client/transport/transport.ts";
import { nodeFetch } from "./transport.ts";

type Fetch = typeof globalThis.fetch;

let native: Fetch | undefined;

/**
 * Whether this is Node's own `fetch`, told by its source, so that a mock that a test's setup file or a tool puts in its place is
 * used whenever it came, before the import of this package too. Reading the source does not load undici.
 */
function isNative(fetch: Fetch): boolean {
  if (fetch === native) return true;
  // `toString` of the function itself could be a mock's.
  if (!Function.prototype.toString.call(fetch).includes("require('internal/deps/undici/undici')")) return false;
  native = fetch;
  return true;
}

/** Ten times as fast as by `atob`, which decides where a text is not just base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding || 0);
  const { buffer } = bytes;
  const isWhole = text.length % 4 === 0 && Buffer.from(buffer).write(text, "base64") === bytes.length;
  return isWhole ? bytes : decoded(text);
}

export const usesPlatformFetch = (): boolean => !isNative(globalThis.fetch);

/**
 * The default HTTP transport on Node: `node:http(s)`. It is the global `fetch` where that has been replaced, and where a caller
 * of `createFetch` passes a dispatcher, which only `fetch` accepts.
 */
export const platformFetch: Transport["fetch"] = (url, attempt, cancel) =>
  isNative(globalThis.fetch) && !("dispatcher" in attempt)
    ? nodeFetch(url, attempt, cancel)
    : globalThis.fetch(url, { ...attempt, headers: Object.fromEntries(attempt.headers), signal: cancel.signal });
