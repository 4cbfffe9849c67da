import { AbortError, ConfigurationError } from "./errors/errors.ts";
import { type ClientOptions, type ResolvedClientOptions, resolveOptions } from "./options.ts";
import { override } from "./request/attempt.ts";
import { type FetchCall, fetchCall, fetchRequest } from "./request/fetch-call.ts";
import { withoutPlace } from "./request/redirect.ts";
import type { OutgoingRequest } from "./request/request.ts";
import { asResponse, isEventStream, isRedirect, mayBeEventStream } from "./request/response.ts";
import { sendRequest } from "./request/send-request.ts";
import type { Outcome } from "./request/send-with-retries.ts";
import { bytesOf } from "./stream/body.ts";
import { guardedBytes } from "./stream/guard.ts";
import type { Attempt, Cancellation, ResponseLike } from "./transport/transport.ts";

/** Those of `createClient` that do not depend on what a call is about. */
export type FetchOptions = Omit<ClientOptions, "onUnsupported" | "validation">;

/**
 * Makes a standard `fetch` of one endpoint, for clients that are not ours: `openai`, the AI SDK, generated ones. It adds the
 * credential and `api-version`, tries again what passes, and ends what is silent; the other client does the rest. Turn its
 * own retries off (`maxRetries: 0`).
 *
 * What is given: an absolute URL within the endpoint, or a `Request`, of which URL, method, headers, body and signal count. A
 * caller's `authorization` and `api-key` are left out, whatever they hold. A body that is a stream is read whole before the
 * first attempt, so that each attempt sends all of it; no time limit counts that. `redirect` is without effect: the option
 * `followRedirects` decides.
 *
 * What comes back:
 *
 * - A response of any status, read whole within `timeoutMs`, in which a body that stalls counts; of failures up to 64 KiB, with
 *   the header `x-should-retry: false`, since what could be tried again was. Of a redirect, `location` holds the origin alone.
 * - An event stream, as it arrives. That of `…/chat/completions` and `…/completions` comes event by event, its bytes unchanged,
 *   and its body fails with a `StreamError` instead of an event that carries an error or is no JSON object, and when it is
 *   silent for `stream.idleTimeoutMs`, ends early or runs past `deadlineMs`. So does the body of a response that is no event
 *   stream where the request asked for one. Other event streams fail when they are silent or break.
 *
 * Nothing is sent here, and nothing is read from the environment.
 *
 * @throws {ConfigurationError} that names the option at fault and what is allowed.
 * @returns a function that rejects with the reason of the caller's signal, the very same value, when that aborts; with a
 * `ConnectionError` when no response came, or not all of it; with a `ConfigurationError` when the request cannot be sent as it
 * is, or would leave the endpoint.
 *
 * @example
 * const endpoint = "https://<resource>.services.ai.azure.com/openai/v1";
 * const client = new OpenAI({ baseURL: endpoint, apiKey: "unused", maxRetries: 0, fetch: createFetch({ endpoint, credential }) });
 */
export function createFetch(options: FetchOptions): typeof globalThis.fetch {
  for (const name of ["onUnsupported", "validation"]) {
    if (name in options) throw new ConfigurationError(name, "is not an option of createFetch");
  }
  const resolved = resolveOptions(options);
  return async (input, init) => {
    const call = fetchCall(input, init);
    try {
      call.signal?.throwIfAborted();
      return await send(resolved, call, await fetchRequest(resolved, call));
    } catch (error) {
      throw error instanceof AbortError ? error.cause : error;
    }
  };
}

function send(
  options: ResolvedClientOptions,
  { init, signal }: FetchCall,
  request: OutgoingRequest,
): Promise<Response> {
  const { timeoutMs, deadlineMs, maxResponseBytes, retry } = options;
  const { pathname } = new URL(request.url);
  const isChunks = /\/completions$/.test(pathname);
  const asksForStream = isChunks && streams(request.body);
  const keepsStream = (response: ResponseLike): boolean =>
    isEventStream(response) || (asksForStream && mayBeEventStream(response));
  let { url } = request;
  const fetch = (hop: string, attempt: Attempt, cancellation: Cancellation): Promise<ResponseLike> => {
    url = hop;
    return options.transport.fetch(hop, { ...(init as object), ...attempt }, cancellation);
  };
  const transport = { ...options.transport, fetch };
  const limits = { timeoutMs, deadlineMs, maxResponseBytes, retry, signal, keepsStream };
  return sendRequest({ ...options, transport }, request, limits, {
    streamOf: (outcome, telemetry) => {
      const { response } = outcome;
      if (!response.ok || response.body === null || !(asksForStream || isEventStream(response))) return undefined;
      const exchange = override(outcome, { explain: (error) => orReason(outcome.explain(error)) });
      const end = (error: unknown, answer: object = {}): void =>
        telemetry?.end(error === undefined ? { answer } : { error });
      return isChunks
        ? guardedBytes(exchange, options, pathname, { chunk: (chunk) => telemetry?.chunk(chunk), end })
        : bytesOf(exchange, options.stream.idleTimeoutMs, end);
    },
    respond: (outcome, stream) => respond(outcome, stream, url),
  });
}

/** The platform's own fails with the very reason of an abort, so it is thrown where an error is explained. */
function orReason<Explained>(error: Explained): Explained {
  if (error instanceof AbortError) throw error.cause;
  return error;
}

function respond({ response: given, bytes }: Outcome, stream: BodyInit | undefined, url: string): Response {
  const body = stream ?? (bytes as BodyInit | undefined);
  const response = asResponse(given, body, isRedirect(given) ? withoutPlace(given) : undefined);
  if (response.type === "opaqueredirect") return response;
  if (!response.ok) response.headers.set("x-should-retry", "false");
  return Object.defineProperty(response, "url", { value: url });
}

/** Whether a request asks for a stream; only a text that may say so is worth parsing. */
function streams(body: OutgoingRequest["body"]): boolean {
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  if (!/"stream"\s*:\s*true/.test(text)) return false;
  try {
    return (JSON.parse(text) as { stream?: unknown } | null)?.stream === true;
  } catch {
    return false;
  }
}
