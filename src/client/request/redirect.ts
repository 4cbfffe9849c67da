import type { Problem } from "../errors/problem.ts";
import type { ResponseLike } from "../transport/transport.ts";
import { asHeaders, isRedirect } from "./response.ts";

/** Redirects of one call that are followed at most. */
const mostHops = 5;

/** What a redirect means that is not followed. A place may hold a token, so its origin alone is told. */
export const redirectProblem = (response: ResponseLike): Problem => ({
  kind: "unknown",
  code: undefined,
  message: `a redirect to ${originOf(response)}, which is not followed`,
});

/** An answer's headers, of the place that it sends to only the origin. */
export function withoutPlace(response: ResponseLike): Headers {
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
  // An empty place is the very same URL, which would answer the same.
  if (place === null || place === "" || !keepsMethod || hops >= mostHops || !URL.canParse(place, url)) return undefined;
  const next = new URL(place, url);
  return next.origin === new URL(url).origin ? next.href : undefined;
}

function originOf({ headers }: ResponseLike): string {
  const place = headers.get("location") ?? "";
  return URL.canParse(place) ? new URL(place).origin : "another place";
}
