import type { Exchange } from "./attempt.ts";
import { dispatch } from "./dispatch.ts";
import { isEventStream } from "./events.ts";
import type { ResolvedClientOptions, ResolvedLimits } from "./options.ts";
import type { Outgoing } from "./outgoing.ts";

/**
 * A standard request -> a standard answer, by way of credentials, retries and limits. A request's own body is read first, so
 * that each attempt sends the same.
 *
 * @param bytes - the body of an answer that is an event stream; any other is whole by then.
 * @param sent - where it goes, with what headers and until when, where these are not the request's own.
 */
export async function relay(
  options: ResolvedClientOptions,
  limits: ResolvedLimits,
  request: Request,
  bytes: (exchange: Exchange) => ReadableStream<Uint8Array>,
  { url, headers, signal }: Pick<Outgoing, "url" | "headers"> & { signal: AbortSignal | null } = request,
): Promise<Response> {
  const { method } = request;
  const body = request.body === null ? undefined : await request.arrayBuffer();
  const exchange = await dispatch(
    options,
    { url, method, headers, body },
    { ...limits, signal: signal ?? undefined, keepsStream: isEventStream },
  );
  if (!isEventStream(exchange.response)) return exchange.response;
  const { status, statusText, headers: received } = exchange.response;
  return new Response(bytes(exchange), { status, statusText, headers: received });
}
