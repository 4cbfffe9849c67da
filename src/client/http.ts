import createFetchClient, { type Client as FetchClient } from "openapi-fetch";
import type { paths } from "../../generated/types.ts";
import { authorize } from "./credentials.ts";
import { AbortError, ConnectionError, InferenceError } from "./errors.ts";
import type { ResolvedClientOptions } from "./options.ts";

/** The client adds `api-version` itself, so that no call has to name it. */
type WithoutVersion<Parameters> = Parameters extends { query: infer Query }
  ? Omit<Parameters, "query"> & { query?: Partial<Query> }
  : Parameters;

type Paths = {
  [Path in keyof paths]: {
    [Method in keyof paths[Path]]: paths[Path][Method] extends {
      parameters: infer Parameters;
      responses: infer Responses;
    }
      ? Omit<paths[Path][Method], "parameters"> & { parameters: WithoutVersion<Parameters>; responses: Responses }
      : paths[Path][Method];
  };
};

/** The openapi-fetch client of the contract: `{ data, error, response }`, and nothing thrown for a status. */
export type Http = FetchClient<Paths, "application/json">;

/** An openapi-fetch client that adds the endpoint, `api-version` and the credential to every request. */
export function createHttp(options: ResolvedClientOptions): Http {
  const { endpoint, apiVersion, headers, transport } = options;
  return createFetchClient<Paths, "application/json">({
    baseUrl: endpoint.base,
    headers,
    Request: transport.Request,
    // A redirect would carry the `api-key` header, and on 307 the prompt, to wherever it points.
    redirect: "manual",
    querySerializer: (query) => {
      const search = new URLSearchParams([...endpoint.query]);
      search.set("api-version", apiVersion);
      for (const [name, value] of Object.entries(query)) {
        if (value !== undefined && value !== null) search.set(name, String(value));
      }
      return search.toString();
    },
    fetch: (request) => dispatch(options, request),
  });
}

/** One attempt: the credential goes on, the request goes out, and what stops it is told by one of our errors. */
async function dispatch(options: ResolvedClientOptions, request: Request): Promise<Response> {
  try {
    request.signal.throwIfAborted();
    await authorize(request.headers, options.credential, options.scopes, request.signal);
    return await options.transport.fetch(request);
  } catch (error) {
    throw transportError(error, request.method, request.url, request.signal);
  }
}

/** What stopped a request or its body, as one of our errors. */
export function transportError(
  error: unknown,
  method: string,
  url: string,
  signal: AbortSignal | undefined,
): InferenceError {
  if (signal?.aborted) return new AbortError(signal.reason);
  return error instanceof InferenceError ? error : new ConnectionError(method, withoutQuery(url), error);
}

export const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, "");
