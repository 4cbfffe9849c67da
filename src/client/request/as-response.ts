import type { HeadersLike } from "../transport/transport.ts";
import type { Exchange } from "./attempt.ts";
import { asHeaders } from "./headers.ts";

/** An answer under the platform's own class, for callers who are promised one. */
export function asResponse(
  { response, bytes }: Exchange,
  body: BodyInit | null = (bytes as BodyInit | undefined) ?? null,
  headers: HeadersLike = response.headers,
): Response {
  // The answer to a redirect that is not followed is sealed in browsers.
  if (response instanceof Response && response.type === "opaqueredirect") return response;
  const { status, statusText } = response;
  return new Response(body, { status, statusText, headers: asHeaders(headers) });
}
