import type { Exchange } from "./attempt.ts";
import { dispatch } from "./dispatch.ts";
import { isEventStream } from "./events.ts";
import type { ResolvedClientOptions, ResolvedLimits } from "./options.ts";
import type { Outgoing } from "./outgoing.ts";

/**
 * Sends what a standard `fetch` was asked for and gives a standard answer, by way of credentials, retries and limits.
 *
 * @param bytes - the body of a success that is an event stream; any other answer is whole by then.
 * @param keepsStream - which successes count as event streams.
 */
export async function relay(
  options: ResolvedClientOptions,
  limits: ResolvedLimits,
  { signal, ...sent }: Outgoing & { signal: AbortSignal | null },
  bytes: (exchange: Exchange) => ReadableStream<Uint8Array>,
  keepsStream: (response: Response) => boolean = isEventStream,
): Promise<Response> {
  const exchange = await dispatch(options, sent, { ...limits, signal: signal ?? undefined, keepsStream });
  const { response } = exchange;
  if (!response.ok || !keepsStream(response)) return response;
  const { status, statusText, headers } = response;
  return new Response(bytes(exchange), { status, statusText, headers });
}

/** The body of a request, read so that each attempt sends the same. */
export const bodyOf = async (request: Request): Promise<ArrayBuffer | undefined> =>
  request.body === null ? undefined : request.arrayBuffer();
