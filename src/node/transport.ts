import type { Agent, RequestOptions } from "node:http";
import type { Attempt, Cancellation, ResponseLike, Transport } from "../client/transport/transport.ts";
import { agentFor } from "./agent.ts";
import { type Http, moduleOf } from "./module.ts";
import type { Origin } from "./origin.ts";
import { responseOf } from "./response.ts";
import type { Opening } from "./tunnel.ts";

/** Where a request goes, as `node:http` takes it. */
interface Destination extends Origin {
  path: string;
  /** `node:http` or `node:https`. */
  http: Http;
  /** Value of the `host` header. */
  host: string;
  /** Name that the server's certificate must be for; empty for an address. Without it, Node looks for a host header each time. */
  servername: string;
  /** The default agent of the origin, once it has been looked up. */
  agent: Agent | undefined;
}

/**
 * Sends a request over `node:http` or `node:https`, which takes a fifth of the processor time of Node's own `fetch`, and gives
 * its response as soon as its headers are there. Redirects are not followed; encodings `gzip`, `br` and `deflate` are decoded.
 *
 * @param agent - keeps the connections; default: one of all clients, with proxies as the environment says.
 * @throws an error of the system, with its `code`, when no response comes; the reason of `cancellation` when that ends it.
 */
export function nodeFetch(
  url: string,
  attempt: Attempt,
  cancellation: Cancellation,
  agent?: Agent,
): Promise<ResponseLike> {
  const { body } = attempt;
  return new Promise((resolve, reject) => {
    if (cancellation.aborted) return reject(cancellation.reason);
    const place = destinationOf(url);
    const opening: Opening = {};
    const sent = place.http.request({
      protocol: place.protocol,
      hostname: place.hostname,
      port: place.port,
      path: place.path,
      method: attempt.method,
      headers: headersFor(attempt, place.host),
      joinDuplicateHeaders: true,
      servername: place.servername,
      agent: agent ?? agentOf(place),
      // For the agent of a proxy, which gets the options of a request.
      opening,
    } as RequestOptions);
    // An ordinary object cannot hold this name by assignment, and the copies that wrappers make of it would lose it.
    const proto = attempt.headers.get("__proto__");
    if (proto !== undefined) sent.setHeader("__proto__", proto);
    cancellation.onAbort = (reason) => {
      reject(reason);
      opening.abort?.();
      sent.destroy(reason instanceof Error ? reason : undefined);
    };
    let answered = false;
    sent.on("response", (message) => {
      answered = true;
      // Who reads the body hears of it; where no one does, it must not end the process.
      message.on("error", ignore);
      resolve(responseOf(message, attempt.method));
    });
    sent.on("error", reject);
    sent.on("close", () => {
      if (!answered) reject(new Error("the connection was closed before a response arrived"));
    });
    sent.end(typeof body === "string" || body === null ? body : new Uint8Array(body));
  });
}

let last: { url: string; place: Destination } | undefined;

/** The same URL comes again and again. */
function destinationOf(url: string): Destination {
  if (last?.url === url) return last.place;
  const { protocol, hostname, port, host, pathname, search } = new URL(url);
  // A name in brackets is an address of IPv6, which sockets take without them.
  const name = hostname.replace(/^\[|\]$/g, "");
  const place = {
    protocol,
    http: moduleOf(protocol),
    hostname: name,
    port,
    host,
    path: pathname + search,
    // `URL` writes every IPv4 address in decimals.
    servername: /^[\d.]+$|:/.test(name) ? "" : name,
    agent: undefined,
  };
  last = { url, place };
  return place;
}

function agentOf(place: Destination): Agent {
  place.agent ??= agentFor(place);
  return place.agent;
}

/** What decides where a message ends is the transport's own, whatever a caller says. */
const framing = new Set("connection content-length expect keep-alive te trailer transfer-encoding upgrade".split(" "));

const defaults = Object.entries({ accept: "*/*", "accept-encoding": "gzip, br", "user-agent": "node" });

/**
 * A plain object: tracing tools wrap `http.request`, and all of them copy `options.headers` as one. Node takes a flat array of
 * names and values too, which is slightly faster, but a wrapper turns that into headers called `0`, `1`, `2` and so on.
 */
function headersFor({ method, headers, body }: Attempt, host: string): Record<string, string> {
  const sent: Record<string, string> = headers.has("host") ? {} : { host };
  for (const [name, value] of defaults) if (!headers.has(name)) sent[name] = value;
  for (const [name, value] of headers) if (name !== "__proto__" && !framing.has(name)) sent[name] = value;
  if (body !== null) sent["content-length"] = String(Buffer.byteLength(body));
  else if (method !== "GET" && method !== "HEAD") sent["content-length"] = "0";
  return sent;
}

const ignore = (): void => undefined;

type Fetch = typeof globalThis.fetch;

let native: Fetch | undefined;

/**
 * Whether this is Node's own `fetch`, recognised by its source, so that a mock that a test's setup file or a tool installs is
 * used whenever it came, before the import of this package too. Reading the source does not load undici.
 */
function isNative(fetch: Fetch): boolean {
  if (fetch === native) return true;
  // `toString` of the function itself could be a mock's.
  if (!Function.prototype.toString.call(fetch).includes("require('internal/deps/undici/undici')")) return false;
  native = fetch;
  return true;
}

export const usesPlatformFetch = (): boolean => !isNative(globalThis.fetch);

/**
 * The default HTTP transport on Node: `node:http(s)`. It is the global `fetch` where that has been replaced, and where a caller
 * of `createFetch` passes a dispatcher, which only `fetch` accepts.
 */
export const platformFetch: Transport["fetch"] = (url, attempt, cancellation) =>
  isNative(globalThis.fetch) && !("dispatcher" in attempt)
    ? nodeFetch(url, attempt, cancellation)
    : globalThis.fetch(url, { ...attempt, headers: Object.fromEntries(attempt.headers), signal: cancellation.signal });
