import { nested } from "../endpoints/refusal.ts";
import type { EmulatedRequest } from "../http/request.ts";
import type { EmulatorState } from "../state.ts";

/**
 * A web page can make a browser call this address under a name of its own; only requests for our own names are handled.
 *
 * @throws {Refusal} 400 for more than one `Host` header (RFC 9112, section 3.2), 403 for another name
 */
export function checkHost({ headers, hosts }: EmulatedRequest, { options }: EmulatorState): void {
  if (hosts > 1) throw nested(400, "InvalidHost", "The request has more than one Host header");
  const name = (headers["host"] ?? "").replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  const names = ["localhost", "127.0.0.1", "::1", options.host.toLowerCase(), ...options.allowedHosts];
  if (names.includes(name.toLowerCase())) return;
  const message =
    "The emulator answers to localhost, 127.0.0.1, [::1], the host that it was started with and its allowedHosts";
  throw nested(403, "ForbiddenHost", message);
}

/** @throws {Refusal} 414, 503 */
export function checkLoad({ path, query }: EmulatedRequest, { options, metrics }: EmulatorState): void {
  const { urlLength, concurrent } = options.limits;
  if (path.length + query.toString().length > urlLength)
    throw nested(414, "UriTooLong", `The URL is longer than ${urlLength} characters`);
  if (metrics.inFlight > concurrent)
    throw nested(503, "TooManyRequests", `More than ${concurrent} requests at a time`, { "retry-after": "1" });
}

/** Headers that let pages of other origins read a response; none unless the origin is allowed. */
export function corsOf({ headers }: EmulatedRequest, { options }: EmulatorState): Record<string, string> {
  const { origin } = headers;
  const { cors } = options;
  if (origin === undefined || cors === undefined) return {};
  const exposed = { "access-control-expose-headers": "*" };
  // Everyone may read, but a browser adds no credentials of its own to such a call.
  if (cors === "*") return { ...exposed, "access-control-allow-origin": "*" };
  if (!cors.includes(origin)) return { vary: "origin" };
  return { ...exposed, vary: "origin", "access-control-allow-origin": origin };
}

/** Headers of the response to a preflight request. */
export function preflightOf({ headers }: EmulatedRequest): Record<string, string> {
  return {
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers": headers["access-control-request-headers"] ?? "",
    "access-control-max-age": "600",
  };
}
