// Generated from spec/ by codegen/: do not edit. Make it again with `npm run generate`.

import type { ChatCompletions, ChatCompletionsChunk, ChatCompletionsOptions, Completions, CompletionsChunk, CompletionsOptions, EmbeddingsOptions, EmbeddingsResult, ImageEmbeddingsOptions, ModelInfo } from "./types.ts";

/** The versions of the contract, oldest first. */
export const apiVersions = ["2024-04-01-preview","2024-05-01-preview","2025-04-01"] as const;

/** Every operation: how it is asked, what its query and body may hold, the list that each answer has, whether it streams. */
export const operations = {
  getModelInfo: {"id":"getModelInfo","method":"GET","path":"/info","query":["model"],"members":[],"required":[],"list":null,"streams":false},
  getChatCompletions: {"id":"getChatCompletions","method":"POST","path":"/chat/completions","query":[],"members":["messages","model","frequency_penalty","presence_penalty","temperature","top_p","max_tokens","stream","stop","seed","response_format","tools","tool_choice","modalities"],"required":["messages"],"list":"choices","streams":true},
  getCompletions: {"id":"getCompletions","method":"POST","path":"/completions","query":[],"members":["prompt","model","frequency_penalty","presence_penalty","max_tokens","seed","stop","stream","temperature","top_p"],"required":["prompt"],"list":"choices","streams":true},
  getEmbeddings: {"id":"getEmbeddings","method":"POST","path":"/embeddings","query":[],"members":["input","model","dimensions","encoding_format","input_type"],"required":["input"],"list":"data","streams":false},
  getImageEmbeddings: {"id":"getImageEmbeddings","method":"POST","path":"/images/embeddings","query":[],"members":["input","model","dimensions","encoding_format","input_type"],"required":["input"],"list":"data","streams":false},
} as const;

/** What each operation takes and gives. */
export interface OperationTypes {
  /**
   * Tells which model the endpoint serves. Azure OpenAI deployments, OpenAI v1 endpoints and some Foundry resources do
   * not have this route and answer 404.
   */
  getModelInfo: { query: { "model"?: string | undefined }; body: undefined; answer: ModelInfo; chunk: never };
  /**
   * Answers a conversation. With `stream: true` the answer comes as server-sent events, each a
   * `ChatCompletionsChunk`, ended by `data: [DONE]`.
   */
  getChatCompletions: { query: {  }; body: ChatCompletionsOptions; answer: ChatCompletions; chunk: ChatCompletionsChunk };
  /**
   * Continues a text. With `stream: true` the answer comes as server-sent events, each a `CompletionsChunk`, ended by
   * `data: [DONE]`. Chat-only models answer 404 or 405.
   */
  getCompletions: { query: {  }; body: CompletionsOptions; answer: Completions; chunk: CompletionsChunk };
  /**
   * Embeds each text as a vector.
   */
  getEmbeddings: { query: {  }; body: EmbeddingsOptions; answer: EmbeddingsResult; chunk: never };
  /**
   * Embeds each image, alone or with a text, as a vector.
   */
  getImageEmbeddings: { query: {  }; body: ImageEmbeddingsOptions; answer: EmbeddingsResult; chunk: never };
}

export type OperationId = keyof OperationTypes;
