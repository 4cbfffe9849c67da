import { AbortError, ConfigurationError } from "./errors/errors.ts";
import type { ClientOptions } from "./options.ts";
import { override } from "./request/attempt.ts";
import { type FetchCall, fetchCall, fetchRequest } from "./request/fetch-call.ts";
import { withoutLocation } from "./request/redirect.ts";
import type { OutgoingRequest } from "./request/request.ts";
import { asResponse, isEventStream, isRedirect, mayBeEventStream } from "./request/response.ts";
import { sendRequest } from "./request/send-request.ts";
import type { Outcome } from "./request/send-with-retries.ts";
import { type ResolvedClientOptions, resolveOptions } from "./resolve-options.ts";
import { bytesOf } from "./stream/body.ts";
import { guardedBytes } from "./stream/guard.ts";
import type { Attempt, Cancellation, ResponseLike } from "./transport/transport.ts";

/**
 * Options of `createFetch`: those of `createClient` that apply to every request.
 *
 * @example
 * const options: FetchOptions = { endpoint, credential, retry: { retries: 5 } };
 * const response = await createFetch(options)(`${endpoint}/info`);
 */
export type FetchOptions = Omit<ClientOptions, "onUnsupported" | "validation">;

/**
 * Creates a standard `fetch` for one endpoint, for other clients: `openai`, the AI SDK or a generated client. It adds the credential and
 * `api-version`, retries transient errors, and applies timeouts. Turn off the retries of the other client (`maxRetries: 0`).
 *
 * Pass an absolute URL within the endpoint, or a `Request`; its URL, method, headers, body and signal are used. `authorization` and
 * `api-key` of the caller are not sent. A stream as body is read completely before the first attempt, so that each attempt can send it;
 * no timeout applies to that. `redirect` has no effect: set the option `followRedirects`.
 *
 * It returns:
 *
 * - A response of any status, read completely within `timeoutMs`. Error bodies are cut to 64 KiB and have the header
 *   `x-should-retry: false`, because all retries were made. `location` of a redirect contains only the origin.
 * - An event stream, as it arrives. Events of `…/chat/completions` and `…/completions` are passed on unchanged. The body fails with a
 *   `StreamError` at an event that contains an error or is no JSON object, after `stream.idleTimeoutMs` without data, at an early end,
 *   and at `deadlineMs`. If the request asked for a stream and the response is none, its body fails too. Other event streams fail only
 *   if they stall or break.
 *
 * Creating it sends nothing and reads nothing from the environment.
 *
 * @throws {ConfigurationError} that names the invalid option and what is allowed.
 * @returns a function that rejects with the reason of the caller's signal after an abort, with a `ConnectionError` if no response or an
 * incomplete one arrives, and with a `ConfigurationError` if the request cannot be sent or would leave the endpoint.
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
  const response = asResponse(given, body, isRedirect(given) ? withoutLocation(given) : undefined);
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
