import type { FetchOptions, Middleware, Client as OpenapiFetch } from "openapi-fetch";
import type { ErrorBody, paths } from "../../generated/types.ts";
import { queryOf } from "./endpoint/query.ts";
import { ValidationError } from "./errors/errors.ts";
import { tellBoth } from "./observe/watch.ts";
import { type CallLimitOptions, type ResolvedClientOptions, type ResolvedLimits, resolveLimits } from "./options.ts";
import { own } from "./own.ts";
import { asResponse } from "./request/as-response.ts";
import { dispatch } from "./request/dispatch.ts";
import { toJson } from "./request/outgoing.ts";
import { bytesOf } from "./stream/body.ts";
import { isEventStream } from "./stream/events.ts";

type Method = "get" | "post";
type PathsWith<M extends Method> = {
  [Path in keyof paths]: paths[Path][M] extends { responses: unknown } ? Path : never;
}[keyof paths];

/** The client adds `api-version` itself, so that no call has to name it. */
type WithoutVersion<Operation> = Operation extends { parameters: infer Parameters & { query: infer Query } }
  ? Omit<Operation, "parameters"> & { parameters: Omit<Parameters, "query"> & { query?: Partial<Query> } }
  : never;

type Init<Operation, As> = Omit<FetchOptions<WithoutVersion<Operation>>, "body" | "parseAs" | "fetch" | "baseUrl"> &
  CallLimitOptions & {
    parseAs?: As;
  } & (Operation extends { requestBody: { content: { "application/json": infer Body } } } ? { body: Body } : unknown);

type Data<Operation, As> = As extends "text"
  ? string
  : As extends "stream"
    ? ReadableStream<Uint8Array> | null
    : Operation extends { responses: { 200: { content: { "application/json": infer Answer } } } }
      ? Answer
      : never;

/** One of the two members is there, as `response.ok` says; an error body may still be empty. */
export type HttpResult<Operation, As = "json"> =
  | { data: Data<Operation, As>; error?: never; response: Response }
  | { data?: never; error: ErrorBody; response: Response };

/**
 * The openapi-fetch client of the contract: `{ data, error, response }`, and nothing thrown for a status.
 *
 * Typed anew, since the types of openapi-fetch take the `string & {}` of an open enum for an object.
 */
export interface Http extends Pick<OpenapiFetch<paths>, "use" | "eject"> {
  GET<Path extends PathsWith<"get">, As extends "json" | "text" | "stream" = "json">(
    path: Path,
    init?: Init<paths[Path]["get"], As>,
  ): Promise<HttpResult<paths[Path]["get"], As>>;
  POST<Path extends PathsWith<"post">, As extends "json" | "text" | "stream" = "json">(
    path: Path,
    init: Init<paths[Path]["post"], As>,
  ): Promise<HttpResult<paths[Path]["post"], As>>;
}

/** An openapi-fetch client that adds the endpoint, `api-version` and the credential to every request. */
export function createHttp(options: ResolvedClientOptions): Http {
  const middlewares: Middleware[] = [];
  let client: OpenapiFetch<paths> | undefined;
  const call = async (method: string, path: string, init: UntypedInit = {}): Promise<unknown> => {
    const { timeoutMs, deadlineMs, maxResponseBytes, retry, middleware = [], ...rest } = own(init);
    const limits = resolveLimits({ timeoutMs, deadlineMs, maxResponseBytes, retry }, options);
    // A fifth of a client's code is there, and most callers never come by: bundlers make it a file of its own.
    client ??= (await import("./openapi.ts")).default<paths>({
      baseUrl: options.endpoint.base,
      headers: options.headers,
      querySerializer: (query) => queryOf(options, query),
      bodySerializer: toJson,
    });
    const sent = {
      ...rest,
      middleware: [...middlewares, ...middleware],
      fetch: (request: Request) => sendRequest(options, limits, request),
    };
    return (client as unknown as UntypedHttp).request(method, path, sent).catch((error: unknown) => {
      // The platform's error quotes the text, so it is no part of ours.
      if (!(error instanceof SyntaxError)) throw error;
      throw new ValidationError("response", `${method} ${path}`, [{ pointer: "", message: "is not JSON" }]);
    });
  };
  const http = {
    GET: (path: string, init?: UntypedInit) => call("GET", path, init),
    POST: (path: string, init?: UntypedInit) => call("POST", path, init),
    use: (...more: Middleware[]) => void middlewares.push(...more),
    eject: (...gone: Middleware[]) => {
      for (const middleware of gone) {
        const index = middlewares.indexOf(middleware);
        if (index >= 0) middlewares.splice(index, 1);
      }
    },
  };
  return http as Http;
}

interface UntypedInit extends CallLimitOptions {
  middleware?: Middleware[];
}

interface UntypedHttp {
  request(method: string, path: string, init: object): Promise<unknown>;
}

async function sendRequest(
  options: ResolvedClientOptions,
  limits: ResolvedLimits,
  request: Request,
): Promise<Response> {
  const { url, method, headers, signal } = request;
  const body = request.body === null ? undefined : await request.arrayBuffer();
  const sent = { url, method, headers: new Map(headers), body };
  // Most clients have no telemetry: bundlers make it a file of its own.
  const traced = options.telemetry && (await import("./observe/traced.ts"));
  const watch = traced?.beginRequest(options, sent);
  for (const [name, value] of Object.entries(watch?.headers() ?? {})) sent.headers.set(name, value);
  const tell = watch && tellBoth(options.tell, watch);
  const send = () =>
    dispatch(options, sent, {
      ...limits,
      signal,
      keepsStream: isEventStream,
      tell,
      tracingContext: watch?.tracingContext,
    });
  try {
    const outcome = await (watch === undefined ? send() : watch.run(send));
    if (outcome.bytes !== undefined || !isEventStream(outcome.response)) {
      if (watch !== undefined) traced?.endRequest(watch, sent, outcome);
      return asResponse(outcome);
    }
    const end = (error?: unknown): void => watch?.end(error === undefined ? { answer: {} } : { error });
    return asResponse(outcome, bytesOf(outcome, options.streamIdleTimeoutMs, end));
  } catch (error) {
    watch?.end({ error });
    throw error;
  }
}
