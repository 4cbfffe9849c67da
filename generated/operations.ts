// Generated from spec/ by codegen/: do not edit. Make it again with `npm run generate`.

import type { ChatCompletions, ChatCompletionsChunk, ChatCompletionsOptions, Completions, CompletionsChunk, CompletionsOptions, EmbeddingsOptions, EmbeddingsResult, ImageEmbeddingsOptions, ModelInfo } from "./types.ts";

/** The versions of the contract, oldest first. */
export const apiVersions = ["2024-04-01-preview","2024-05-01-preview","2025-04-01"] as const;

/** Every operation: how it is asked, what its body may hold, the list that each answer has. */
export const operations = {
  getModelInfo: {"id":"getModelInfo","method":"GET","path":"/info","members":[],"required":[],"list":null},
  getChatCompletions: {"id":"getChatCompletions","method":"POST","path":"/chat/completions","members":["messages","model","frequency_penalty","presence_penalty","temperature","top_p","max_tokens","stream","stop","seed","response_format","tools","tool_choice","modalities"],"required":["messages"],"list":"choices"},
  getCompletions: {"id":"getCompletions","method":"POST","path":"/completions","members":["prompt","model","frequency_penalty","presence_penalty","max_tokens","seed","stop","stream","temperature","top_p"],"required":["prompt"],"list":"choices"},
  getEmbeddings: {"id":"getEmbeddings","method":"POST","path":"/embeddings","members":["input","model","dimensions","encoding_format","input_type"],"required":["input"],"list":"data"},
  getImageEmbeddings: {"id":"getImageEmbeddings","method":"POST","path":"/images/embeddings","members":["input","model","dimensions","encoding_format","input_type"],"required":["input"],"list":"data"},
} as const;

/** What each operation takes and gives. */
export interface OperationTypes {
  getModelInfo: { body: undefined; answer: ModelInfo; chunk: never };
  getChatCompletions: { body: ChatCompletionsOptions; answer: ChatCompletions; chunk: ChatCompletionsChunk };
  getCompletions: { body: CompletionsOptions; answer: Completions; chunk: CompletionsChunk };
  getEmbeddings: { body: EmbeddingsOptions; answer: EmbeddingsResult; chunk: never };
  getImageEmbeddings: { body: ImageEmbeddingsOptions; answer: EmbeddingsResult; chunk: never };
}

export type OperationId = keyof OperationTypes;
