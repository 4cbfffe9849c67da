import type { Pipeline } from "../pipeline.ts";
import type {
  GetChatCompletionsParameters,
  GetEmbeddingsParameters,
  GetImageEmbeddingsParameters,
  GetModelInfoParameters,
  RequestParameters,
} from "./parameters.ts";
import type {
  GetChatCompletions200Response,
  GetChatCompletionsDefaultResponse,
  GetEmbeddings200Response,
  GetEmbeddingsDefaultResponse,
  GetImageEmbeddings200Response,
  GetImageEmbeddingsDefaultResponse,
  GetModelInfo200Response,
  GetModelInfoDefaultResponse,
  HttpResponse,
  PathUncheckedResponse,
} from "./responses.ts";

declare global {
  namespace NodeJS {
    // Merges with that of @types/node; without those, the types of this module can still be read.
    interface ReadableStream {}
  }
}

export interface NodeJSReadableStream extends NodeJS.ReadableStream {
  /** Closes the connection. */
  destroy(error?: Error): void;
}

export type HttpNodeStreamResponse = HttpResponse & { body: NodeJSReadableStream };
export type HttpBrowserStreamResponse = HttpResponse & { body: ReadableStream<Uint8Array> };
/** A call that goes out when it is awaited, or asked for its stream; each time anew. */
export type StreamableMethod<TResponse = PathUncheckedResponse> = PromiseLike<TResponse> & {
  /** The response with its body as a stream of Node, whatever its status. */
  asNodeStream(): Promise<HttpNodeStreamResponse>;
  /** The response with its body as a web stream, whatever its status. */
  asBrowserStream(): Promise<HttpBrowserStreamResponse>;
};

export interface GetChatCompletions {
  /** Creates a chat completion. */
  post(
    options: GetChatCompletionsParameters,
  ): StreamableMethod<GetChatCompletions200Response | GetChatCompletionsDefaultResponse>;
}

export interface GetModelInfo {
  /** Gets information about the deployed model. Not every endpoint type has this route. */
  get(options?: GetModelInfoParameters): StreamableMethod<GetModelInfo200Response | GetModelInfoDefaultResponse>;
}

export interface GetEmbeddings {
  /** Embeds each text as one vector. */
  post(options: GetEmbeddingsParameters): StreamableMethod<GetEmbeddings200Response | GetEmbeddingsDefaultResponse>;
}

export interface GetImageEmbeddings {
  /** Embeds each image, alone or with a text, as one vector. */
  post(
    options: GetImageEmbeddingsParameters,
  ): StreamableMethod<GetImageEmbeddings200Response | GetImageEmbeddingsDefaultResponse>;
}

export interface Routes {
  (path: "/chat/completions"): GetChatCompletions;
  (path: "/info"): GetModelInfo;
  (path: "/embeddings"): GetEmbeddings;
  (path: "/images/embeddings"): GetImageEmbeddings;
}

export interface ResourceMethods<TResponse = PromiseLike<PathUncheckedResponse>> {
  get(options?: RequestParameters): TResponse;
  post(options?: RequestParameters): TResponse;
  put(options?: RequestParameters): TResponse;
  patch(options?: RequestParameters): TResponse;
  delete(options?: RequestParameters): TResponse;
  head(options?: RequestParameters): TResponse;
  options(options?: RequestParameters): TResponse;
}

/** A value for a `{name}` of a path; with `allowReserved` it is put in as it is. */
export interface PathParameterWithOptions {
  value: string | number;
  allowReserved?: boolean;
}

/** One value for each `{name}` of a path. */
export type PathParameters<TRoute extends string> = TRoute extends `${string}/{${string}}${infer Tail}`
  ? [pathParameter: string | number | PathParameterWithOptions, ...pathParameters: PathParameters<Tail>]
  : [];

export type PathUnchecked = <TPath extends string>(
  path: TPath,
  ...args: PathParameters<TPath>
) => ResourceMethods<StreamableMethod>;

export interface ModelClient {
  /** A route of the contract, typed. */
  path: Routes;
  /** Any other path of the endpoint, untyped. */
  pathUnchecked: PathUnchecked;
  /** The policies around each attempt. */
  pipeline: Pipeline;
}
