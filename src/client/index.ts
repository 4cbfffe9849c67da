export type { OperationId } from "../../generated/operations.ts";
export { apiVersions } from "../../generated/operations.ts";
export type {
  AudioData,
  AudioDataContentItem,
  AudioFormat,
  AudioReference,
  AudioUrl,
  AudioUrlContentItem,
  ChatChoice,
  ChatCompletions,
  ChatCompletionsChunk,
  ChatCompletionsOptions,
  ChatMessageDelta,
  ChatRequestAssistantMessage,
  ChatRequestDeveloperMessage,
  ChatRequestMessage,
  ChatRequestSystemMessage,
  ChatRequestToolMessage,
  ChatRequestUserMessage,
  ChatResponseAudio,
  ChatResponseMessage,
  ChatRole,
  CodeCitation,
  Completions,
  CompletionsChoice,
  CompletionsChunk,
  CompletionsOptions,
  CompletionsPrompt,
  CompletionsUsage,
  CompletionTokensDetails,
  ContentFilterDetectionResult,
  ContentFilterError,
  ContentFilterFailure,
  ContentFilterOffsets,
  ContentFilterResults,
  ContentFilterSeverity,
  ContentFilterSeverityResult,
  ContentItem,
  components,
  EmbeddingEncodingFormat,
  EmbeddingInputType,
  EmbeddingItem,
  EmbeddingsInput,
  EmbeddingsOptions,
  EmbeddingsResult,
  EmbeddingsUsage,
  EmbeddingVector,
  ErrorBody,
  ErrorCode,
  ErrorDetail,
  ErrorDetails,
  ErrorLocation,
  ErrorLocationStep,
  ErrorStatus,
  ErrorValue,
  ExtraParameters,
  FinishReason,
  FunctionCall,
  FunctionCallDelta,
  FunctionDefinition,
  ImageContentItem,
  ImageDetail,
  ImageEmbeddingInput,
  ImageEmbeddingsOptions,
  ImageUrl,
  InnerError,
  JsonObjectResponseFormat,
  JsonSchemaFormat,
  JsonSchemaResponseFormat,
  Logprobs,
  Modality,
  ModelInfo,
  ModelType,
  NamedFunction,
  NamedToolChoice,
  NestedError,
  ParameterDetail,
  PromptFilterResult,
  PromptTokensDetails,
  ProtectedMaterialCodeResult,
  paths,
  ResponseFormat,
  StopSequenceList,
  StopSequences,
  StreamingChatChoice,
  TextContentItem,
  TextOrTokens,
  TextResponseFormat,
  ToolCall,
  ToolCallDelta,
  ToolCallType,
  ToolChoice,
  ToolChoiceMode,
  ToolDefinition,
  UngroundedMaterialResult,
  UngroundedPassage,
  UnsupportedParameterError,
  UserMessageContent,
} from "../../generated/types.ts";
export type { Client, RequestBody } from "./client.ts";
export { createClient } from "./client.ts";
export type { Availability, Compatibility } from "./compatibility.ts";
export { compatibility } from "./compatibility.ts";
export type { Credential, KeyCredential, TokenCredential } from "./credentials.ts";
export { decodeEmbedding } from "./embedding.ts";
export type { Endpoint, EndpointKind, KeyHeader } from "./endpoint.ts";
export { resolveEndpoint } from "./endpoint.ts";
export type { ConnectionFailure, StreamFailure, ValidationIssue } from "./errors.ts";
export {
  AbortError,
  ConfigurationError,
  ConnectionError,
  InferenceError,
  isInferenceError,
  isResponseError,
  ResponseError,
  StreamError,
  ValidationError,
} from "./errors.ts";
export type { FetchOptions } from "./fetch.ts";
export { createFetch } from "./fetch.ts";
export type { Http, HttpResult } from "./http.ts";
export type {
  ApiVersion,
  BodyRequestOptions,
  CallLimitOptions,
  ClientOptions,
  ExtraParametersPolicy,
  Extras,
  Logger,
  RequestOptions,
  Validation,
  ValidationMode,
  ValidationStage,
} from "./options.ts";
export type { Problem, ProblemKind, RefusedParameter } from "./problem.ts";
export { narrow } from "./problem.ts";
export type { RateLimit, ResponseInfo } from "./response-info.ts";
export { responseInfo } from "./response-info.ts";
export type { FailedAttempt, RetryOptions } from "./retry.ts";
export type { InferenceStream } from "./stream.ts";
export type { SplitText } from "./thinking.ts";
export { separateThinking, splitThinking, type ThinkingOptions } from "./thinking.ts";
export type { Fetch, HeadersLike, ResponseLike } from "./transport.ts";
export type {
  ClientEvent,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  Telemetry,
  TelemetryCall,
} from "./watch.ts";
