import type { Exchange } from "./attempt.ts";
import { bytesOf } from "./body.ts";
import { ConfigurationError } from "./errors.ts";
import { guardedEvents } from "./guard.ts";
import { type ClientOptions, resolveLimits, resolveOptions } from "./options.ts";
import { queryOf } from "./outgoing.ts";
import { relay } from "./relay.ts";

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
 * - A stream of `/chat/completions` or `/completions` gives its events one by one and unchanged; when it stalls, is cut or
 *   carries an error, reading its body fails with a `StreamError`. Other streams fail when they stall or break.
 * - A failure that is left after the retries has the header `x-should-retry: false`, which `openai` heeds. Set the retries of
 *   other SDKs to none.
 *
 * The promise rejects with a `ConnectionError` when no answer came, an `AbortError` whose `cause` is the reason of the request's
 * signal, and a `ConfigurationError` for a URL that is not the endpoint's: nothing is sent there.
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
    const request = new Request(input, { ...rest, signal: null });
    const headers = new Headers(request.headers);
    for (const name of ["authorization", "api-key"]) headers.delete(name);
    for (const [name, value] of Object.entries(resolved.headers)) {
      if (!headers.has(name)) headers.set(name, value);
    }
    const bytes = (exchange: Exchange): ReadableStream<Uint8Array> =>
      exchange.response.ok && url.pathname.endsWith("/completions")
        ? guardedEvents(exchange, resolved)
        : bytesOf(exchange, resolved.streamIdleTimeoutMs);
    const response = await relay(resolved, limits, request, bytes, { url: url.href, headers, signal });
    return response.ok ? response : triedEnough(response);
  };
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
