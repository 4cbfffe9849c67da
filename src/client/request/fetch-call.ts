import { withoutSlashes } from "../endpoint/endpoint.ts";
import { queryOf } from "../endpoint/query.ts";
import { ConfigurationError } from "../errors/errors.ts";
import { checkHeaders, type ResolvedClientOptions } from "../resolve-options.ts";
import type { OutgoingRequest } from "./request.ts";

/** What a caller gave to `fetch`. */
export interface FetchCall {
  input: string | URL | Request;
  init: RequestInit;
  signal: AbortSignal | undefined;
}

/** @throws {ConfigurationError} when the signal is none. */
export function fetchCall(input: FetchCall["input"], init: RequestInit = {}): FetchCall {
  // As the platform has it: `null` takes a Request's own signal away.
  const given = init.signal === undefined ? requestOf(input)?.signal : init.signal;
  const signal = given ?? undefined;
  if (signal !== undefined && typeof signal.throwIfAborted !== "function")
    throw new ConfigurationError("signal", "must be an AbortSignal");
  return { input, init, signal };
}

/**
 * A call of `fetch` -> the request as it will be sent, with a body that can be sent again.
 *
 * @throws {ConfigurationError} for what cannot be sent, and for a URL outside the endpoint. No value is repeated.
 */
export async function fetchRequest(
  options: ResolvedClientOptions,
  { input, init, signal }: FetchCall,
): Promise<OutgoingRequest> {
  const request = requestOf(input);
  const url = resolveUrl(options, request?.url ?? String(input));
  const method = checkMethod(init.method ?? request?.method ?? "GET");
  const own = init.headers ?? request?.headers;
  const headers = headersOf(options.headers, own);
  if (request?.bodyUsed && init.body == null)
    throw new ConfigurationError("input", "must be a Request whose body has not been read");
  const source = packed(init.body ?? request?.body);
  if (source === undefined) return { url, method, headers, body: undefined };
  if (method === "GET" || method === "HEAD") throw new ConfigurationError("body", `must not be there with ${method}`);
  // A form's own type names its boundary, so that of the option `headers` is for texts and bytes without one.
  const isText = source.type?.startsWith("text/plain") ?? true;
  if (source.type !== null && !(isText ? headers : new Headers(own)).has("content-type"))
    headers.set("content-type", source.type);
  return { url, method, headers, body: await source.read(signal) };
}

/** The caller's Request, of whichever implementation. */
const requestOf = (input: FetchCall["input"]): Request | undefined =>
  typeof input === "object" && input !== null && "url" in input && "headers" in input ? input : undefined;

/** The URL, if it lies within the endpoint, with what the endpoint adds to the query and the URL does not have. */
function resolveUrl(options: ResolvedClientOptions, given: string): string {
  const { base } = options.endpoint;
  if (!URL.canParse(given)) throw new ConfigurationError("input", `must be an absolute URL that begins with ${base}`);
  const url = new URL(given);
  const own = new URL(base);
  const within = `${url.pathname}/`.startsWith(`${withoutSlashes(own.pathname)}/`);
  // Some servers decode a path before they resolve it.
  const climbs = /(?:\/|%2f|%5c)(?:\.|%2e){2}(?:\/|%2f|%5c|$)/i.test(url.pathname);
  if (url.origin !== own.origin || !within || climbs)
    throw new ConfigurationError("input", `must begin with ${base}: the credential is sent nowhere else`);
  if (url.username !== "" || url.password !== "")
    throw new ConfigurationError("input", "must not contain a user name or password");
  const more = new URLSearchParams(queryOf(options));
  for (const name of url.searchParams.keys()) more.delete(name);
  const search = [url.search.slice(1), more.toString()].filter((part) => part !== "").join("&");
  return url.origin + url.pathname + (search && `?${search}`);
}

function checkMethod(method: unknown): string {
  const name = typeof method === "string" && /^[!#$%&'*+.^_`|~\w-]+$/.test(method) ? method.toUpperCase() : "";
  if (name !== "" && !/^(?:CONNECT|TRACE|TRACK)$/.test(name)) return name;
  throw new ConfigurationError("method", "must be an HTTP method other than CONNECT, TRACE and TRACK");
}

/** The endpoint's credential replaces the caller's, which is a dummy or a mistake. */
function headersOf(defaults: Readonly<Record<string, string>>, given: RequestInit["headers"]): Map<string, string> {
  const own = new Headers();
  const pairs = given !== undefined && Symbol.iterator in given ? [...given] : Object.entries(given ?? {});
  for (const [name = "", value = ""] of pairs) {
    checkHeaders({ [name]: String(value) });
    own.append(name, value);
  }
  const headers = new Map(Object.entries(defaults));
  own.delete("authorization");
  own.delete("api-key");
  own.forEach((value, name) => {
    headers.set(name, value);
  });
  return headers;
}

interface Source {
  /** The content type that the platform gives such a body; `null` where it gives none. */
  type: string | null;
  /** All of it; a stream is read here, since no try after the first could read it again. */
  read(signal: AbortSignal | undefined): Promise<string | ArrayBuffer>;
}

function packed(given: BodyInit | null | undefined): Source | undefined {
  if (given === undefined || given === null) return undefined;
  if (typeof given === "string") return { type: "text/plain;charset=UTF-8", read: async () => given };
  const prototype: unknown = Object.getPrototypeOf(given);
  if (prototype === Object.prototype || prototype === null || Array.isArray(given))
    throw new ConfigurationError(
      "body",
      "must be a string, bytes, a form or a stream; JSON.stringify() returns a string",
    );
  const { headers, body } = responseOf(given);
  return {
    type: headers.get("content-type"),
    read: (signal) =>
      new Response(body?.pipeThrough(new TransformStream(), signal === undefined ? {} : { signal })).arrayBuffer(),
  };
}

function responseOf(body: BodyInit): Response {
  try {
    return new Response(body);
  } catch (cause) {
    throw new ConfigurationError("body", "cannot be sent: it is in use or has been read", cause);
  }
}
