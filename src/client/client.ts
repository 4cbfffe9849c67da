import type { OperationId, OperationTypes } from "../../generated/operations.ts";
import type {
  ChatCompletions,
  ChatCompletionsChunk,
  Completions,
  CompletionsChunk,
  EmbeddingsResult,
  ModelInfo,
} from "../../generated/types.ts";
import { collectChat, collectCompletions } from "./collect.ts";
import { createHttp, type Http } from "./http.ts";
import { type BodyRequestOptions, type ClientOptions, type RequestOptions, resolveOptions } from "./options.ts";
import { own } from "./own.ts";
import { callOf } from "./request.ts";
import { send, sendStream } from "./send.ts";
import type { InferenceStream } from "./stream.ts";

/** The members that the contract names: a typo is an error, and members of a model's own go into `extras`. */
type KnownMembers<Body> = { [Member in keyof Body as string extends Member ? never : Member]: Body[Member] };

/** A request body without `stream`, which the choice of method decides. */
export type RequestBody<Id extends OperationId> = Omit<KnownMembers<OperationTypes[Id]["body"]>, "stream">;

/** A typed client of one endpoint. Methods are called as the contract's operations, bodies travel as they are. */
export interface Client {
  /**
   * Asks what the endpoint serves.
   *
   * @param options - `model`: the deployment asked about, on an endpoint that serves several.
   * @throws {ConfigurationError} for kinds of endpoints that never have this route, such as Azure OpenAI deployments.
   * @throws {ResponseError} 404 on other endpoints without it.
   */
  getModelInfo(options?: RequestOptions & { model?: string | undefined }): Promise<ModelInfo>;

  /**
   * Answers a conversation.
   *
   * @throws {ResponseError} `problem.kind` `content_filter` when the prompt is stopped, `unsupported_parameter` when the
   * model does not know a parameter.
   */
  getChatCompletions(body: RequestBody<"getChatCompletions">, options?: BodyRequestOptions): Promise<ChatCompletions>;

  /**
   * Answers a conversation, chunk by chunk. `choices` is empty on chunks that only annotate or count.
   *
   * @throws {ResponseError} while reading, when the server refuses the request.
   * @throws {StreamError} while reading, when the stream fails or ends too soon.
   */
  streamChatCompletions(
    body: RequestBody<"getChatCompletions">,
    options?: BodyRequestOptions,
  ): InferenceStream<ChatCompletionsChunk, ChatCompletions>;

  /** Continues a text. @throws {ResponseError} 404 or 405 on chat-only models. */
  getCompletions(body: RequestBody<"getCompletions">, options?: BodyRequestOptions): Promise<Completions>;

  /** Continues a text, chunk by chunk. @throws as `streamChatCompletions` does. */
  streamCompletions(
    body: RequestBody<"getCompletions">,
    options?: BodyRequestOptions,
  ): InferenceStream<CompletionsChunk, Completions>;

  /**
   * Embeds each text as one vector; `data[i].index` names the input that `data[i].embedding` belongs to.
   *
   * @throws {ResponseError} 422 when the model cannot give that many `dimensions` or that `encoding_format`.
   */
  getEmbeddings(body: RequestBody<"getEmbeddings">, options?: BodyRequestOptions): Promise<EmbeddingsResult>;

  /**
   * Embeds each image, alone or with a text, as one vector. Images travel as data URLs.
   *
   * @throws {ConfigurationError} for kinds of endpoints that never have this route, such as Azure OpenAI deployments.
   */
  getImageEmbeddings(body: RequestBody<"getImageEmbeddings">, options?: BodyRequestOptions): Promise<EmbeddingsResult>;

  /**
   * The openapi-fetch client underneath, with the same endpoint, credential and headers:
   * `{ data, error, response }`, typed by the contract, and nothing thrown for a status.
   */
  readonly http: Http;
}

/**
 * Makes a client of one endpoint. Nothing is sent and nothing is read from the environment.
 *
 * @throws {ConfigurationError} that names the option at fault and what is allowed.
 *
 * @example
 * const client = createClient({ endpoint: "https://<resource>.services.ai.azure.com/models", credential: { key } });
 * const { choices } = await client.getChatCompletions({ messages: [{ role: "user", content: "Hello" }] });
 */
export function createClient(options: ClientOptions): Client {
  const resolved = resolveOptions(options);
  return {
    http: createHttp(resolved),
    getModelInfo: (given) => {
      const { model, ...options } = own(given);
      return send(resolved, "getModelInfo", callOf(options, undefined, { model }));
    },
    getChatCompletions: (body, options) => send(resolved, "getChatCompletions", callOf(options, body)),
    streamChatCompletions: (body, options) =>
      sendStream(resolved, "getChatCompletions", callOf(options, body), collectChat()),
    getCompletions: (body, options) => send(resolved, "getCompletions", callOf(options, body)),
    streamCompletions: (body, options) =>
      sendStream(resolved, "getCompletions", callOf(options, body), collectCompletions()),
    getEmbeddings: (body, options) => send(resolved, "getEmbeddings", callOf(options, body)),
    getImageEmbeddings: (body, options) => send(resolved, "getImageEmbeddings", callOf(options, body)),
  };
}
