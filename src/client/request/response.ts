import type { HeadersLike, ResponseLike } from "../transport/transport.ts";

/** Whether the content type is that of an event stream. */
export const isEventStream = ({ headers }: Pick<ResponseLike, "headers">): boolean =>
  /^text\/event-stream\s*(?:;|$)/i.test(headers.get("content-type") ?? "");

/** Also `true` without a content type, which some gateways omit from a stream. */
export const mayBeEventStream = (response: Pick<ResponseLike, "headers">): boolean =>
  isEventStream(response) || !response.headers.get("content-type");

/** Whether the response is a redirect. Browsers hide everything else about a redirect that is not followed. */
export const isRedirect = ({ status, type }: Pick<ResponseLike, "status" | "type">): boolean =>
  type === "opaqueredirect" || (status >= 300 && status < 400);

export const asHeaders = (headers: HeadersLike): Headers =>
  headers instanceof Headers ? headers : new Headers([...headers]);

/** A `Response` of the platform's own class, for callers who are promised one. */
export function asResponse(
  response: ResponseLike,
  body: BodyInit | null | undefined,
  headers: HeadersLike = response.headers,
): Response {
  // Browsers seal a redirect that is not followed.
  if (response instanceof Response && response.type === "opaqueredirect") return response;
  const { status, statusText } = response;
  return new Response(body ?? null, { status, statusText, headers: asHeaders(headers) });
}

/** The headers `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) as one text; empty if there are none. */
export const deprecationOf = ({ headers }: Pick<ResponseLike, "headers">): string =>
  ["deprecation", "sunset"]
    .filter((name) => headers.get(name) !== null)
    .map((name) => `${name}: ${headers.get(name)?.slice(0, 100)}`)
    .join(", ");

/**
 * Limits that a server reported; a property is absent if the server did not report it, or reported that it is unknown.
 *
 * @example
 * const completion = await client.getChatCompletions({ messages });
 * const { remaining, resetSeconds } = responseInfo(completion)?.rateLimits.tokens ?? {};
 */
export interface RateLimit {
  /** Number that is allowed in the current window. */
  limit?: number;
  /** Number that remains in the current window. */
  remaining?: number;
  /** Seconds until the next window. */
  resetSeconds?: number;
}

/**
 * Metadata of a response.
 *
 * @example
 * const { requestId, attempts }: Partial<ResponseInfo> = responseInfo(await client.getModelInfo()) ?? {};
 */
export interface ResponseInfo {
  status: number;
  headers: Headers;
  /** Request id of the server, for support. */
  requestId: string | undefined;
  /** Number of times that the request was sent. */
  attempts: number;
  /** Parameters that the model does not support and that were left out, with `onUnsupported: "drop"`. */
  dropped: readonly string[];
  rateLimits: { requests: RateLimit; tokens: RateLimit };
  /** Whether a stream ended with a finish reason, but without `[DONE]`. */
  readonly missingDone: boolean;
}

/** What an info is made of, of which most are never asked for. */
type Source = [
  response: Pick<ResponseLike, "status" | "headers">,
  attempts: number,
  dropped: readonly string[],
  state: StreamState,
];

/** What becomes known of a stream while it is read. */
interface StreamState {
  missingDone: boolean;
}

interface Registry {
  infos: WeakMap<object, ResponseInfo>;
  sources: WeakMap<object, Source>;
}

const key = Symbol.for("model-inference.responses.2");

// `import` and `require` load a copy each, and either must know the responses of the other. The number is that of `Source`'s form.
const shared = globalThis as { [key]?: Registry };
shared[key] ??= { infos: new WeakMap(), sources: new WeakMap() };
const { infos, sources } = shared[key];

/**
 * Returns the metadata of a response: status, headers, request id and rate limits.
 *
 * @param response - the object that a method of the client returned; a stream, once reading has started.
 * @returns `undefined` for any other value.
 */
export function responseInfo(response: object): ResponseInfo | undefined {
  const source = sources.get(response);
  if (source !== undefined && !infos.has(response)) infos.set(response, infoOf(...source));
  return infos.get(response);
}

/** Keeps what came with a response for as long as the response lives. */
export function remember<Answer extends object>(
  response: Answer,
  { response: { status, headers }, attempts, dropped }: { response: Source[0]; attempts: number; dropped: Source[2] },
): Answer {
  sources.set(response, [{ status, headers }, attempts, dropped, { missingDone: false }]);
  return response;
}

/** Notes that a stream ended well without `[DONE]`. */
export function noteMissingDone(stream: object): void {
  const state = sources.get(stream)?.[3];
  if (state !== undefined) state.missingDone = true;
}

export function infoOf(
  { status, headers }: Source[0],
  attempts: number,
  dropped: readonly string[] = [],
  state: StreamState = { missingDone: false },
): ResponseInfo {
  const ids = ["x-ms-request-id", "x-request-id", "apim-request-id", "x-ms-client-request-id"];
  const requestId = ids.map((name) => headers.get(name)).find((id) => id !== null) ?? undefined;
  return {
    status,
    headers: asHeaders(headers),
    requestId,
    attempts,
    dropped,
    get missingDone() {
      return state.missingDone;
    },
    rateLimits: { requests: limit("requests"), tokens: limit("tokens") },
  };

  function limit(what: "requests" | "tokens"): RateLimit {
    const read = (name: string): number | undefined => {
      const value = Number(headers.get(`x-ratelimit-${name}-${what}`) ?? Number.NaN);
      // Servers write -1 for what they do not know.
      return value >= 0 ? value : undefined;
    };
    return given({ limit: read("limit"), remaining: read("remaining"), resetSeconds: read("reset") });
  }
}

function given<Key extends string>(members: Record<Key, number | undefined>): { [name in Key]?: number } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [name in Key]?: number;
  };
}
