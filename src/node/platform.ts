import type { Transport } from "../client/transport.ts";
import { nodeFetch } from "./transport.ts";

const own = globalThis.fetch;

/**
 * What carries requests on Node where the caller gives no `fetch`: `node:http(s)`; and the global `fetch` where a tool has
 * replaced it, or where a caller of `createFetch` names a dispatcher, which only that takes.
 */
export const platformFetch: Transport["fetch"] = (url, attempt, cancel) =>
  globalThis.fetch === own && !("dispatcher" in attempt)
    ? nodeFetch(url, attempt, cancel)
    : globalThis.fetch(url, { ...attempt, signal: cancel.signal });
