/**
 * For Node alone: the transport that clients have there, with an agent of your own.
 *
 * @module model-inference/node
 */
import type { Agent } from "node:http";
import { onAbort } from "../client/transport/abort.ts";
import type { Attempt, Cancellation, Fetch } from "../client/transport/transport.ts";
import { nodeFetch } from "./transport.ts";

/**
 * Options of `createNodeFetch`.
 *
 * @example
 * const options: NodeFetchOptions = { agent: new Agent({ keepAlive: true, maxSockets: 10 }) };
 * createClient({ endpoint, credential, fetch: createNodeFetch(options) });
 */
export interface NodeFetchOptions {
  /** Keeps the connections: of `node:http`, of `node:https`, or of any package that makes such agents, by the endpoint's scheme. */
  agent: Agent;
}

/**
 * The transport that clients have on Node, over an agent of your own: for client certificates, a certificate authority of your
 * own, a proxy of another kind, a limit of connections. Without one, none of this is needed: clients use that transport by
 * themselves, keep connections for 30 s and heed `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`.
 *
 * @example
 * const agent = new Agent({ keepAlive: true, ca });
 * const client = createClient({ endpoint, credential, fetch: createNodeFetch({ agent }) });
 */
export function createNodeFetch({ agent }: NodeFetchOptions): Fetch {
  return async (url, { method = "GET", headers, body, signal }) =>
    nodeFetch(
      url,
      { method, headers: new Map(new Headers(headers)), body: (body ?? null) as Attempt["body"], redirect: "manual" },
      cancellationOf(signal ?? new AbortController().signal),
      agent,
    );
}

function cancellationOf(signal: AbortSignal): Cancellation {
  const cancellation: Cancellation = {
    get aborted() {
      return signal.aborted;
    },
    get reason(): unknown {
      return signal.reason;
    },
    onAbort: undefined,
    signal,
  };
  onAbort(signal, () => cancellation.onAbort?.(signal.reason));
  return cancellation;
}
