import { type Query, queryOf } from "../endpoint/query.ts";
import { ConfigurationError } from "../errors/errors.ts";
import type { ResolvedClientOptions } from "../options.ts";

/** A request as it will be sent, once or several times. */
export interface Outgoing {
  url: string;
  method: string;
  /** By lower-case name. */
  headers: Map<string, string>;
  /** Text or bytes, so that each attempt sends the same. */
  body: string | ArrayBuffer | undefined;
}

/** @throws {ConfigurationError} for what JSON cannot hold; nothing of the body is repeated. */
export function toJson(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch (error) {
    const why =
      error instanceof RangeError
        ? "is nested too deeply"
        : "holds what JSON cannot: a cycle, a BigInt, or a getter or toJSON() that throws";
    throw new ConfigurationError("body", why, error);
  }
}

/** The call of a route; its headers win over the client's, and the later ones over those before. */
export function outgoing(
  options: ResolvedClientOptions,
  { method, path }: { method: string; path: string },
  query: Query | undefined,
  headers: readonly (Readonly<Record<string, string>> | undefined)[],
  body: object | undefined,
): Outgoing {
  const search = query === undefined ? options.search : queryOf(options, query);
  const all = new Map(Object.entries(options.headers));
  for (const some of headers) {
    if (some !== undefined) for (const [name, value] of Object.entries(some)) all.set(name, value);
  }
  if (body !== undefined && !all.has("content-type")) all.set("content-type", "application/json");
  const url = options.endpoint.base + path + (search && `?${search}`);
  return { url, method, headers: all, body: body && toJson(body) };
}
