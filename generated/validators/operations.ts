// Generated from spec/ by codegen/: do not edit. Make it again with `npm run generate`.

import { validateChatCompletions, validateChatCompletionsChunk, validateChatCompletionsOptions, validateCompletions, validateCompletionsChunk, validateCompletionsOptions, validateEmbeddingsOptions, validateEmbeddingsResult, validateImageEmbeddingsOptions, validateModelInfo } from "./index.ts";

/** The validators of each operation's request body, answer and streamed events. */
export const operationValidators = {
  getModelInfo: { request: undefined, response: validateModelInfo, stream: undefined },
  getChatCompletions: { request: validateChatCompletionsOptions, response: validateChatCompletions, stream: validateChatCompletionsChunk },
  getCompletions: { request: validateCompletionsOptions, response: validateCompletions, stream: validateCompletionsChunk },
  getEmbeddings: { request: validateEmbeddingsOptions, response: validateEmbeddingsResult, stream: undefined },
  getImageEmbeddings: { request: validateImageEmbeddingsOptions, response: validateEmbeddingsResult, stream: undefined },
} as const;
