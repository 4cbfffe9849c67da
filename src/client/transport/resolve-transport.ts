import { platformFetch, usesPlatformFetch } from "#platform";
import { fetchAbortable } from "./abortable.ts";
import type { Fetch, Transport } from "./transport.ts";

/** The caller's `fetch`; else the platform's, or on Node what `model-inference/node` describes. */
export function resolveTransport(fetch: Fetch | undefined): Transport {
  if (fetch === undefined) return { fetch: platformFetch, usesFetch: usesPlatformFetch };
  // Wrappers like to read and change headers by name.
  return {
    usesFetch: () => true,
    fetch: (url, attempt, cancellation) =>
      fetchAbortable(
        fetch,
        url,
        { ...attempt, headers: new Headers([...attempt.headers]), signal: cancellation.signal },
        cancellation,
      ),
  };
}
