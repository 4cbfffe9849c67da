import type { Endpoint } from "./endpoint.ts";

/** Values of query parameters; those without a value are not sent. */
export type Query = Readonly<Record<string, unknown>>;

/** The query of a call: the endpoint's own, then `api-version`, then the call's; of one name the last counts. */
export function queryOf(
  { endpoint, apiVersion }: { endpoint: Pick<Endpoint, "query">; apiVersion: string | undefined },
  query: Query = {},
): string {
  const search = new URLSearchParams([...endpoint.query]);
  if (apiVersion !== undefined) search.set("api-version", apiVersion);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  return search.toString();
}
