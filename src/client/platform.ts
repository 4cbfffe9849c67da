import type { Transport } from "./transport.ts";

/**
 * The platform's `fetch`, looked up at each call, so that tools that replace it are heard; and not at import, where touching
 * it costs 15 ms on Node.
 */
export const platformFetch: Transport["fetch"] = (url, attempt, { signal }) =>
  globalThis.fetch(url, { ...attempt, signal });
