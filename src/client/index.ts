export type { OperationId } from "../../generated/operations.ts";
export { apiVersions } from "../../generated/operations.ts";
export type * from "../../generated/types.ts";
export type { Client, RequestBody } from "./client.ts";
export { createClient } from "./client.ts";
export type { Availability, Compatibility } from "./compatibility.ts";
export { compatibility } from "./compatibility.ts";
export type { Credential, KeyCredential } from "./credentials.ts";
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
export type { Logger } from "./logger.ts";
export type {
  ApiVersion,
  BodyRequestOptions,
  CallLimitOptions,
  ClientOptions,
  ExtraParametersPolicy,
  Extras,
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
export type { TokenCredential } from "./token-credential.ts";
export type { Fetch, HeadersLike, ResponseLike } from "./transport.ts";
export type {
  ClientEvent,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  Telemetry,
  TelemetryCall,
} from "./watch.ts";
