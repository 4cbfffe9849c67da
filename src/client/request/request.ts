import type { Operation } from "../../../generated/operations.ts";
import { type Query, queryOf } from "../endpoint/query.ts";
import { ConfigurationError } from "../errors/errors.ts";
import type { BodyRequestOptions, ExtraParametersPolicy } from "../options.ts";
import { checkHeaders, type ResolvedClientOptions } from "../resolve-options.ts";

/** The input of one call. */
export interface Call extends BodyRequestOptions {
  body?: object | undefined;
  query?: Query | undefined;
}

/**
 * The own properties of a call's options, with its input. Every property exists, so that none is looked up on `Object.prototype` and
 * all calls have one shape.
 */
export function callOf(options: BodyRequestOptions | undefined, body?: object, query?: Query): Call {
  const call: Call = {
    body,
    query,
    headers: undefined,
    signal: undefined,
    timeoutMs: undefined,
    deadlineMs: undefined,
    maxResponseBytes: undefined,
    retry: undefined,
    extras: undefined,
    extraParameters: undefined,
  };
  if (options !== undefined) Object.assign(call, options, { body, query });
  return call;
}

/** An HTTP request that can be sent once or several times. */
export interface OutgoingRequest {
  url: string;
  method: string;
  /** By lower-case name. */
  headers: Map<string, string>;
  /** Text or bytes, so that each attempt sends the same. */
  body: string | ArrayBuffer | undefined;
}

/**
 * The body of a call with its `extras`, and the policy for the header `extra-parameters`.
 *
 * @throws {ConfigurationError} for an extra that the contract has as a property.
 */
export function bodyOf(
  { body, extras, extraParameters }: Call,
  { members }: Operation,
  { knowsExtraParameters }: { knowsExtraParameters: boolean },
): { body: object | undefined; policy: ExtraParametersPolicy | undefined } {
  if (extras === undefined && extraParameters === undefined) return { body, policy: undefined };
  const names = Object.keys(extras ?? {});
  const asked = extraParameters ?? (names.length > 0 ? "pass-through" : undefined);
  const policy = knowsExtraParameters ? asked : undefined;
  // Endpoints that do not know the header cannot drop the extras, so the client does.
  if (asked === "drop" && !knowsExtraParameters) return { body, policy };
  const member = names.find((name) => (members as readonly string[]).includes(name));
  if (body !== undefined && member !== undefined)
    throw new ConfigurationError(`extras.${member}`, "is a parameter of the contract: put it into the body");
  return { body: body && { ...body, ...extras }, policy };
}

interface RequestParts {
  body: object | undefined;
  policy: ExtraParametersPolicy | undefined;
  /** Headers of telemetry, such as `traceparent`. */
  tracing: Readonly<Record<string, string>> | undefined;
}

/** Builds the request of an operation. Headers of the call win over those of the client. */
export function buildRequest(
  options: ResolvedClientOptions,
  { method, path }: Pick<Operation, "method" | "path">,
  { query, headers }: Pick<Call, "query" | "headers">,
  { body, policy, tracing }: RequestParts,
): OutgoingRequest {
  const search = query === undefined ? options.search : queryOf(options, query);
  const all = new Map(Object.entries(options.headers));
  for (const some of [tracing, headers && checkHeaders(headers), policy && { "extra-parameters": policy }]) {
    if (some !== undefined) for (const [name, value] of Object.entries(some)) all.set(name, value);
  }
  if (body !== undefined && !all.has("content-type")) all.set("content-type", "application/json");
  const url = options.endpoint.base + path + (search && `?${search}`);
  return { url, method, headers: all, body: body && toJson(body) };
}

/** @throws {ConfigurationError} for a value that JSON cannot represent; the error repeats nothing of the body. */
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
