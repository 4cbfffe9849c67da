import type { Exchange } from "./attempt.ts";
import { bytesOf } from "./body.ts";
import { AbortError, ConfigurationError } from "./errors.ts";
import { isEventStream } from "./events.ts";
import { guardedEvents } from "./guard.ts";
import { type ClientOptions, resolveLimits, resolveOptions } from "./options.ts";
import { queryOf } from "./outgoing.ts";
import { bodyOf, relay } from "./relay.ts";

/** As for `createClient`, without what needs to know the operation: `validation` and `onUnsupported`. */
export type FetchOptions = Omit<ClientOptions, "validation" | "onUnsupported">;

/** A standard `fetch`, bound to one endpoint. */
export type EndpointFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * Makes a standard `fetch` of one endpoint, for SDKs and generated clients that take one: with this package's credentials,
 * retries, time limits and checks of streams.
 *
 * - The credential of `options` replaces the headers `authorization` and `api-key` of a request, so the key that an SDK
 *   insists on never travels; `api-version` and the endpoint's query are added where the URL does not have them.
 * - Of a request its URL, method, headers, body and signal count. Its body is read first, so that each attempt sends the same.
 *   Redirects are answers, unless `followRedirects` is set.
 * - Answers are standard responses. One that is no event stream has been read whole, within `timeoutMs`.
 * - A stream of `/chat/completions` or `/completions` gives its events one by one and unchanged; when it stalls, is cut, carries
 *   an error, or is no stream though `stream: true` was asked for, reading its body fails with a `StreamError`. Other streams
 *   fail when they stall or break.
 * - A failure that is left after the retries has the header `x-should-retry: false`, which `openai` heeds. Set the retries of
 *   other SDKs to none.
 *
 * The promise rejects with a `ConnectionError` when no answer came, the very reason of the signal when that aborts, and a
 * `ConfigurationError` for a URL that is not the endpoint's: nothing is sent there.
 *
 * @throws {ConfigurationError} that names the option at fault and what is allowed.
 *
 * @example
 * const openai = new OpenAI({ baseURL: endpoint, apiKey: "unused", fetch: createFetch({ endpoint, credential }) });
 */
export function createFetch(options: FetchOptions): EndpointFetch {
  for (const name of ["validation", "onUnsupported"]) {
    if (name in options) throw new ConfigurationError(name, "is for createClient, which knows what is asked");
  }
  const resolved = resolveOptions(options);
  const limits = resolveLimits({}, resolved);
  return async (input, init) => {
    const url = urlOf(input, resolved.endpoint.base);
    for (const [name, value] of new URLSearchParams(queryOf(resolved))) {
      if (!url.searchParams.has(name)) url.searchParams.append(name, value);
    }
    // Of a signal, the platform's Request keeps hold until it is collected.
    const { signal = input instanceof Request ? input.signal : null, ...rest } = init ?? {};
    // A body that is a stream wants `duplex`; it is read whole anyway.
    const request = new Request(input, { duplex: "half", ...rest, signal: null } as RequestInit);
    const headers = new Headers(request.headers);
    for (const name of ["authorization", "api-key"]) headers.delete(name);
    for (const [name, value] of Object.entries(resolved.headers)) {
      if (!headers.has(name)) headers.set(name, value);
    }
    const body = await bodyOf(request);
    const isChunks = url.pathname.endsWith("/completions");
    const asksForStream = isChunks && streams(body);
    const bytes = (exchange: Exchange): ReadableStream<Uint8Array> =>
      isChunks
        ? guardedEvents(withOwnReason(exchange), resolved)
        : bytesOf(withOwnReason(exchange), resolved.streamIdleTimeoutMs);
    const sent = { url: url.href, method: request.method, headers, body, signal };
    const keepsStream = (response: Response): boolean => asksForStream || isEventStream(response);
    const response = await relay(resolved, limits, sent, bytes, keepsStream).catch(throwOwnReason);
    return response.ok ? response : triedEnough(response);
  };
}

/** Fails with the very reason of an abort, as the platform's does. */
function throwOwnReason(error: unknown): never {
  throw error instanceof AbortError ? error.cause : error;
}

const withOwnReason = (exchange: Exchange): Exchange => ({
  ...exchange,
  explain: (error) => {
    const explained = exchange.explain(error);
    return explained instanceof AbortError ? throwOwnReason(explained) : explained;
  },
});

/** Whether a body asks for a stream; only a text that may say so is worth parsing. */
function streams(body: ArrayBuffer | undefined): boolean {
  const text = new TextDecoder().decode(body);
  if (!/"stream"\s*:\s*true/.test(text)) return false;
  try {
    return (JSON.parse(text) as { stream?: unknown } | null)?.stream === true;
  } catch {
    return false;
  }
}

/** @throws {ConfigurationError} for a URL that the credential must not go to. */
function urlOf(input: string | URL | Request, base: string): URL {
  const text = input instanceof Request ? input.url : String(input);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !`${url.origin}${url.pathname}/`.startsWith(`${base}/`))
    throw new ConfigurationError("input", `must be a URL under ${base}, where the credential may go`);
  if (url.username !== "" || url.password !== "")
    throw new ConfigurationError("input", "must not hold a user name or password");
  url.hash = "";
  return url;
}

/** A failure as SDKs take it that would try again on their own. */
function triedEnough(response: Response): Response {
  // Browsers seal the answer to a redirect that is not followed.
  if (response.type === "opaqueredirect") return response;
  const { status, statusText, body } = response;
  const headers = new Headers(response.headers);
  headers.set("x-should-retry", "false");
  return new Response(body, { status, statusText, headers });
}
