import {
  type Validator,
  validateChatCompletions,
  validateChatCompletionsChunk,
  validateChatCompletionsOptions,
  validateCompletions,
  validateCompletionsChunk,
  validateCompletionsOptions,
  validateEmbeddingsOptions,
  validateEmbeddingsResult,
  validateErrorBody,
  validateImageEmbeddingsOptions,
  validateModelInfo,
} from "../../validation/index.ts";
import { isObject } from "./input.ts";

/** What a recorded document may be. */
export interface DocumentKind {
  /** For messages: `a chat request`. */
  name: string;
  validator: Validator<unknown>;
  /** Whether it is a chunk of a stream. */
  isChunk?: true;
}

/** By the name that `--as` takes. */
export const documentKinds = {
  "chat-request": { name: "a chat request", validator: validateChatCompletionsOptions },
  "chat-answer": { name: "a chat answer", validator: validateChatCompletions },
  "chat-stream": { name: "a chat stream", validator: validateChatCompletionsChunk, isChunk: true },
  "completions-request": { name: "a completions request", validator: validateCompletionsOptions },
  "completions-answer": { name: "a completions answer", validator: validateCompletions },
  "completions-stream": { name: "a completions stream", validator: validateCompletionsChunk, isChunk: true },
  "embeddings-request": { name: "an embeddings request", validator: validateEmbeddingsOptions },
  "image-embeddings-request": { name: "an image embeddings request", validator: validateImageEmbeddingsOptions },
  "embeddings-answer": { name: "an embeddings answer", validator: validateEmbeddingsResult },
  info: { name: "an answer of /info", validator: validateModelInfo },
  error: { name: "an error", validator: validateErrorBody },
} as const satisfies Record<string, DocumentKind>;

export type DocumentKindName = keyof typeof documentKinds;

/** What a JSON value is, by the properties that only one kind has; `undefined` if it has none of them. */
export function guessKind(value: unknown): DocumentKindName | undefined {
  if (!isObject(value)) return undefined;
  const { input, choices, object } = value;
  if ("messages" in value) return "chat-request";
  if (Array.isArray(choices)) {
    const first: unknown = choices[0];
    const choice = isObject(first) ? first : {};
    if (object === "chat.completion.chunk" || "delta" in choice) return "chat-stream";
    return "message" in choice || object === "chat.completion" ? "chat-answer" : "completions-answer";
  }
  if ("prompt" in value) return "completions-request";
  if (input !== undefined) {
    const items: unknown[] = Array.isArray(input) ? input : [];
    return items.some((item) => isObject(item)) ? "image-embeddings-request" : "embeddings-request";
  }
  if (Array.isArray(value["data"])) return "embeddings-answer";
  if ("model_name" in value || "model_type" in value) return "info";
  return ["error", "detail", "message", "code"].some((name) => name in value) ? "error" : undefined;
}

/** The kind of stream whose chunks look like this one. */
export function guessStream(chunk: unknown): DocumentKindName {
  const choices = isObject(chunk) && Array.isArray(chunk["choices"]) ? chunk["choices"] : [];
  const isText = choices.some((choice: unknown) => isObject(choice) && "text" in choice);
  return isText || (isObject(chunk) && chunk["object"] === "text_completion") ? "completions-stream" : "chat-stream";
}
