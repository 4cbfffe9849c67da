import type { FetchOptions, Middleware, Client as OpenapiFetch } from "openapi-fetch";
import type { ErrorBody, paths } from "../../generated/types.ts";
import type { HttpCall, UntypedInit } from "./http-call.ts";
import type { CallLimitOptions } from "./options.ts";
import type { ResolvedClientOptions } from "./resolve-options.ts";

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

/**
 * One of the two properties is there, as `response.ok` says; an error body may still be empty.
 *
 * @example
 * const result: HttpResult<operations["getModelInfo"]> = await client.http.GET("/info");
 * if (result.data) console.log(result.data.model_name);
 */
export type HttpResult<Operation, As = "json"> =
  | { data: Data<Operation, As>; error?: never; response: Response }
  | { data?: never; error: ErrorBody; response: Response };

/**
 * An openapi-fetch client of the contract. Returns `{ data, error, response }`, and does not throw for error statuses.
 *
 * Typed anew, since the types of openapi-fetch take the `string & {}` of an open enum for an object.
 *
 * @example
 * const { data, error } = await client.http.POST("/chat/completions", { body: { messages } });
 * console.log(data?.choices ?? error);
 */
export interface Http extends Pick<OpenapiFetch<paths>, "use" | "eject"> {
  /**
   * Sends a GET request to a path of the contract.
   *
   * @throws {ConnectionError} if no response arrives.
   */
  GET<Path extends PathsWith<"get">, As extends "json" | "text" | "stream" = "json">(
    path: Path,
    init?: Init<paths[Path]["get"], As>,
  ): Promise<HttpResult<paths[Path]["get"], As>>;
  /**
   * Sends a POST request with a JSON body to a path of the contract.
   *
   * @throws {ConnectionError} if no response arrives.
   */
  POST<Path extends PathsWith<"post">, As extends "json" | "text" | "stream" = "json">(
    path: Path,
    init: Init<paths[Path]["post"], As>,
  ): Promise<HttpResult<paths[Path]["post"], As>>;
}

/** The openapi-fetch client of an endpoint. Its code is loaded at the first call, because most programs make none. */
export function createHttp(options: ResolvedClientOptions): Http {
  const middlewares: Middleware[] = [];
  let call: HttpCall | undefined;
  const method =
    (name: string) =>
    async (path: string, init?: UntypedInit): Promise<unknown> => {
      // Not the promise: a page whose network failed once can load the code at the next call.
      call ??= (await import("./http-call.ts")).createHttpCall(options, middlewares);
      return call(name, path, init);
    };
  const http = {
    GET: method("GET"),
    POST: method("POST"),
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
