// What a server returns, under the retired package's names. Servers may send more properties than are named here.

export interface ChatCompletionsOutput {
  id: string;
  /** Unix seconds. */
  created: number;
  model: string;
  choices: Array<ChatChoiceOutput>;
  usage: CompletionsUsageOutput;
}

export interface ChatChoiceOutput {
  index: number;
  finish_reason: CompletionsFinishReasonOutput | null;
  message: ChatResponseMessageOutput;
}

export interface ChatResponseMessageOutput {
  role: ChatRoleOutput;
  content: string | null;
  /** Calls that the model requests; add a tool message for each. */
  tool_calls?: Array<ChatCompletionsToolCallOutput>;
}

export interface ChatCompletionsToolCallOutput {
  id: string;
  type: "function";
  function: FunctionCallOutput;
}

export interface FunctionCallOutput {
  name: string;
  /** JSON as the model wrote it: it may be invalid, or not fit the function's parameters. */
  arguments: string;
}

/** Tokens. */
export interface CompletionsUsageOutput {
  completion_tokens: number;
  prompt_tokens: number;
  total_tokens: number;
}

export interface ModelInfoOutput {
  model_name: string;
  model_type: ModelTypeOutput;
  model_provider_name: string;
}

export interface EmbeddingsResultOutput {
  id: string;
  data: Array<EmbeddingItemOutput>;
  usage: EmbeddingsUsageOutput;
  model: string;
}

export interface EmbeddingItemOutput {
  /** Numbers, or base64 of them where the request asked for that. */
  embedding: string | number[];
  /** Which input this belongs to, from 0. */
  index: number;
}

/** Tokens. */
export interface EmbeddingsUsageOutput {
  prompt_tokens: number;
  total_tokens: number;
}

export type ChatRoleOutput = string;
export type CompletionsFinishReasonOutput = string;
/** Such as `chat-completion`, `embeddings` or `image-embeddings`. */
export type ModelTypeOutput = string;
