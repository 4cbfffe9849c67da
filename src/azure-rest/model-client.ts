import type { Credential } from "../client/credentials/credentials.ts";
import { ConfigurationError } from "../client/errors/errors.ts";
import { call } from "./call.ts";
import { type Context, type ModelClientOptions, resolveContext } from "./options.ts";
import type { RequestParameters } from "./types/parameters.ts";
import type { HttpRequest } from "./types/responses.ts";
import type {
  ModelClient as Client,
  HttpNodeStreamResponse,
  NodeJSReadableStream,
  StreamableMethod,
} from "./types/routes.ts";
import type { PathValue } from "./url.ts";

interface CreateModelClient {
  /**
   * Makes a client of one endpoint. Nothing is sent until a call is awaited.
   *
   * @param endpoint - The base URL that routes are appended to.
   * @param credential - `{ key }`, or anything with `getToken()`.
   * @throws {ConfigurationError} that names the option at fault and what is allowed.
   */
  (endpoint: string, credential: Credential, options?: ModelClientOptions): Client;
  new (endpoint: string, credential: Credential, options?: ModelClientOptions): Client;
}

function createModelClient(endpoint: string, credential: Credential, options: ModelClientOptions = {}): Client {
  const context = resolveContext(endpoint, credential, options);
  const path = (path: string, ...values: PathValue[]) => {
    const calling =
      (method: HttpRequest["method"]) =>
      (parameters: RequestParameters = {}): StreamableMethod<never> =>
        streamable(context, { method, path, values }, parameters);
    return {
      get: calling("GET"),
      post: calling("POST"),
      put: calling("PUT"),
      patch: calling("PATCH"),
      delete: calling("DELETE"),
      head: calling("HEAD"),
      options: calling("OPTIONS"),
      trace: () => refuse("trace", "is not supported: fetch cannot send it"),
    };
  };
  return { path, pathUnchecked: path, pipeline: context.pipeline };
}

function refuse(what: string, why: string): never {
  throw new ConfigurationError(what, why);
}

/** Callable with and without `new`, and the type of what it makes. */
const ModelClient = createModelClient as unknown as CreateModelClient;
type ModelClient = Client;
export default ModelClient;

function streamable(
  context: Context,
  target: Parameters<typeof call>[1],
  parameters: RequestParameters,
): StreamableMethod<never> {
  const asBrowserStream = () => call(context, target, parameters, true) as Promise<never>;
  return {
    // biome-ignore lint/suspicious/noThenProperty: a call goes out when it is awaited.
    then: (...settled) => call(context, target, parameters, false).then(...(settled as [never])),
    asBrowserStream,
    asNodeStream: async (): Promise<HttpNodeStreamResponse> => {
      const streams = nodeStreams();
      const response = (await asBrowserStream()) as { body: ReadableStream<Uint8Array> } & HttpNodeStreamResponse;
      return { ...response, body: streams.Readable.fromWeb(response.body) };
    },
  };
}

interface NodeStreams {
  Readable: { fromWeb(stream: ReadableStream<Uint8Array>): NodeJSReadableStream };
}

/** Node's own, without an import that bundlers for browsers would stumble over. */
function nodeStreams(): NodeStreams {
  const { process } = globalThis as { process?: { getBuiltinModule?(id: string): unknown } };
  const streams = process?.getBuiltinModule?.("node:stream");
  if (streams === undefined) throw new ConfigurationError("asNodeStream", "is for Node: use asBrowserStream()");
  return streams as NodeStreams;
}
