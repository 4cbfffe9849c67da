import createOpenapiFetch, { type Middleware } from "openapi-fetch";
import { queryOf } from "./endpoint/query.ts";
import { ValidationError } from "./errors/validation-error.ts";
import type { CallLimitOptions } from "./options.ts";
import { own } from "./own.ts";
import { toJson } from "./request/request.ts";
import { asResponse, isEventStream } from "./request/response.ts";
import { sendRequest } from "./request/send-request.ts";
import { type ResolvedClientOptions, resolveLimits } from "./resolve-options.ts";
import { bytesOf } from "./stream/body.ts";

export interface UntypedInit extends CallLimitOptions {
  middleware?: Middleware[];
}

/** A call of `client.http`. */
export type HttpCall = (method: string, path: string, init?: UntypedInit) => Promise<unknown>;

interface UntypedClient {
  request(method: string, path: string, init: object): Promise<unknown>;
}

/** An openapi-fetch client that adds the endpoint, `api-version` and the credential to every request. */
export function createHttpCall(options: ResolvedClientOptions, middlewares: readonly Middleware[]): HttpCall {
  const client = createOpenapiFetch({
    baseUrl: options.endpoint.base,
    headers: options.headers,
    querySerializer: (query) => queryOf(options, query),
    bodySerializer: toJson,
  }) as unknown as UntypedClient;
  return (method, path, init = {}) => {
    const { timeoutMs, deadlineMs, maxResponseBytes, retry, middleware = [], ...rest } = own(init);
    const limits = resolveLimits({ timeoutMs, deadlineMs, maxResponseBytes, retry }, options);
    const fetch = async (request: Request): Promise<Response> => {
      const { url, method, headers, signal } = request;
      const body = request.body === null ? undefined : await request.arrayBuffer();
      return sendRequest(
        options,
        { url, method, headers: new Map(headers), body },
        { ...limits, signal, keepsStream: isEventStream },
        {
          streamOf: (outcome, telemetry) => {
            if (outcome.bytes !== undefined || !isEventStream(outcome.response)) return undefined;
            const end = (error?: unknown): void => telemetry?.end(error === undefined ? { answer: {} } : { error });
            return bytesOf(outcome, options.stream.idleTimeoutMs, end);
          },
          respond: ({ response, bytes }, stream) => asResponse(response, stream ?? (bytes as BodyInit | undefined)),
        },
      );
    };
    return client
      .request(method, path, { ...rest, middleware: [...middlewares, ...middleware], fetch })
      .catch((error: unknown) => {
        // The platform's error quotes the text, so it is not included.
        if (!(error instanceof SyntaxError)) throw error;
        throw new ValidationError("response", `${method} ${path}`, [{ pointer: "", message: "is not JSON" }]);
      });
  };
}
