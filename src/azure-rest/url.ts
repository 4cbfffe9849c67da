import { ConfigurationError } from "../client/errors/errors.ts";
import type { ResolvedClientOptions } from "../client/resolve-options.ts";
import type { PathParameterWithOptions } from "./types/routes.ts";

export type PathValue = string | number | PathParameterWithOptions;

/**
 * Where a call goes. `api-version` is added where neither the endpoint nor the call has one.
 *
 * @throws {ConfigurationError} for a path that is a URL, lacks a value or has one too many, and a query value that is no text.
 */
export function requestUrl(
  { endpoint }: ResolvedClientOptions,
  apiVersion: string | undefined,
  path: string,
  values: readonly PathValue[],
  query: Readonly<Record<string, unknown>> = {},
): string {
  // The credential goes along, so the endpoint's host is the only one.
  if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(path))
    throw new ConfigurationError("path", "must be a path of the endpoint, not a URL");
  const [route = "", own] = filled(path, values).split(/\?(.*)/s);
  const pairs = [
    ...[...endpoint.query].map(([name, value]) => pairOf(name, value)),
    ...(own ? own.replaceAll("?", "&").split("&") : []),
    ...Object.entries(query).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [pairOf(name, value)],
    ),
  ];
  if (apiVersion && !pairs.some((pair) => /^api-version=./.test(pair))) pairs.push(pairOf("api-version", apiVersion));
  const slash = route === "" || route.startsWith("/") ? "" : "/";
  return endpoint.base + slash + route + (pairs.length > 0 ? `?${pairs.join("&")}` : "");
}

function filled(path: string, values: readonly PathValue[]): string {
  let used = 0;
  const full = path.replaceAll(/\{[\w-]+\}/g, (name) => {
    const given = values[used++];
    if (given === undefined) throw new ConfigurationError("path", `needs a value for ${name}`);
    if (typeof given !== "object") return encodeURIComponent(given);
    return given.allowReserved ? String(given.value) : encodeURIComponent(given.value);
  });
  if (used < values.length) throw new ConfigurationError("path", `has ${used} places for ${values.length} values`);
  return full;
}

function pairOf(name: string, value: unknown): string {
  const texts = [value].flat().map((one) => {
    if (one instanceof Date) return one.toISOString();
    if (typeof one === "object" || typeof one === "function" || typeof one === "symbol")
      throw new ConfigurationError(
        `queryParameters["${name}"]`,
        "must be a string, number, boolean, date or list of them",
      );
    return String(one);
  });
  return `${encodeURIComponent(name)}=${texts.map(encodeURIComponent).join(",")}`;
}
