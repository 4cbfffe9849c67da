/** What carries a request to a server: the one place where the client meets the platform's network. `fetch` fits. */
export interface Transport {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/**
 * The caller's `fetch`, or the platform's.
 *
 * The platform's is looked up at each call, so that tools that replace it are heard; and not at import, where touching
 * it costs 15 ms on Node.
 */
export function resolveTransport(fetch: Transport["fetch"] | undefined): Transport {
  return { fetch: fetch ?? ((url, init) => globalThis.fetch(url, init)) };
}
