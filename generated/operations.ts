// Generated from spec/ by codegen/: do not edit. Make it again with `npm run generate`.

import { getModelInfo, getChatCompletions, getCompletions, getEmbeddings, getImageEmbeddings } from "./operation-constants.ts";
import type { ChatCompletions, ChatCompletionsChunk, ChatCompletionsOptions, Completions, CompletionsChunk, CompletionsOptions, EmbeddingsOptions, EmbeddingsResult, ImageEmbeddingsOptions, ModelInfo } from "./types.ts";

/**
 * The versions of the contract, oldest first.
 *
 * @example
 * const [oldest] = apiVersions; // "2024-04-01-preview"
 */
export const apiVersions = ["2024-04-01-preview","2024-05-01-preview","2025-04-01"] as const;

/** All operations by their id. */
export const operations = { getModelInfo, getChatCompletions, getCompletions, getEmbeddings, getImageEmbeddings } as const;

/**
 * An operation as data.
 *
 * @example
 * const nameOf = ({ method, path }: Operation) => `${method} ${path}`; // GET /info
 */
export interface Operation<Id extends OperationId = OperationId> {
  readonly id: Id;
  readonly method: string;
  readonly path: string;
  /** Names of its own query parameters, in addition to `api-version`. */
  readonly query: readonly string[];
  /** Properties of the request body; empty if it has none. */
  readonly members: readonly string[];
  readonly required: readonly string[];
  /** The list that every response has; `null` if it has none. */
  readonly list: string | null;
  readonly streams: boolean;
}

/** What each operation takes and gives. */
export interface OperationTypes {
  /**
   * Returns information about the deployed model. Azure OpenAI deployments, OpenAI v1 endpoints and some Foundry resources do
   * not have this route and return 404.
   */
  getModelInfo: { query: { "model"?: string | undefined }; body: undefined; response: ModelInfo; chunk: never };
  /**
   * Generates a response to a conversation. With `stream: true`, the response is a stream of server-sent events. Each event
   * is a `ChatCompletionsChunk`; `data: [DONE]` ends the stream.
   */
  getChatCompletions: { query: {  }; body: ChatCompletionsOptions; response: ChatCompletions; chunk: ChatCompletionsChunk };
  /**
   * Generates a completion of a text. With `stream: true`, the response is a stream of server-sent events. Each event is a
   * `CompletionsChunk`; `data: [DONE]` ends the stream. Chat-only models return 404 or 405.
   */
  getCompletions: { query: {  }; body: CompletionsOptions; response: Completions; chunk: CompletionsChunk };
  /**
   * Creates an embedding vector for each text.
   */
  getEmbeddings: { query: {  }; body: EmbeddingsOptions; response: EmbeddingsResult; chunk: never };
  /**
   * Creates an embedding vector for each image, alone or with a text.
   */
  getImageEmbeddings: { query: {  }; body: ImageEmbeddingsOptions; response: EmbeddingsResult; chunk: never };
}

/**
 * The id of an operation.
 *
 * @example
 * const operation: OperationId = "getModelInfo";
 */
export type OperationId = keyof OperationTypes;
