import type { Problem } from "../errors/problem.ts";
import type { ResponseLike } from "../transport/transport.ts";
import { asHeaders, isRedirect } from "./response.ts";

/** Redirects of one call that are followed at most. */
const mostHops = 5;

/** The error for a redirect that is not followed. `location` may contain a token, so only its origin is shown. */
export const redirectProblem = (response: ResponseLike): Problem => ({
  kind: "unknown",
  code: undefined,
  message: `a redirect to ${originOf(response)}, which is not followed`,
});

/** A response's headers, with `location` reduced to its origin. */
export function withoutLocation(response: ResponseLike): Headers {
  const headers = new Headers(asHeaders(response.headers));
  if (headers.has("location")) headers.set("location", originOf(response));
  return headers;
}

/**
 * Where to send the request again, when redirects are followed: to the same origin alone, since the credential and the
 * body go along, and never as another method.
 */
export function nextHop(response: ResponseLike, url: string, method: string, hops: number): string | undefined {
  const { status } = response;
  const place = isRedirect(response) ? response.headers.get("location") : null;
  const keepsMethod = status === 307 || status === 308 || method === "GET";
  // An empty `location` is the same URL, which would return the same.
  if (place === null || place === "" || !keepsMethod || hops >= mostHops || !URL.canParse(place, url)) return undefined;
  const next = new URL(place, url);
  return next.origin === new URL(url).origin ? next.href : undefined;
}

function originOf({ headers }: ResponseLike): string {
  const place = headers.get("location") ?? "";
  return URL.canParse(place) ? new URL(place).origin : "another place";
}
