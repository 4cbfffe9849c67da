/**
 * A typed client of one endpoint of the Azure AI Model Inference API: `createClient`, its errors and types, and `createFetch` for other clients.
 *
 * @module model-inference
 */
export type { Operation, OperationId } from "../../generated/operations.ts";
export { apiVersions } from "../../generated/operations.ts";
export type * from "../../generated/types.ts";
export type { Client } from "./client.ts";
export { createClient } from "./client.ts";
export type { Credential, KeyCredential } from "./credentials/credentials.ts";
export type { AccessToken, GetTokenOptions, TokenCredential } from "./credentials/token-credential.ts";
export { decodeEmbedding } from "./embedding.ts";
export type { Availability, Compatibility } from "./endpoint/compatibility.ts";
export { compatibility } from "./endpoint/compatibility.ts";
export type { Endpoint, EndpointKind, KeyHeader } from "./endpoint/endpoint.ts";
export { resolveEndpoint } from "./endpoint/endpoint.ts";
export type { ConnectionFailure } from "./errors/connection-error.ts";
export { ConnectionError } from "./errors/connection-error.ts";
export {
  AbortError,
  ConfigurationError,
  InferenceError,
  isInferenceError,
  isResponseError,
  ResponseError,
} from "./errors/errors.ts";
export type { Problem, ProblemKind, RefusedParameter } from "./errors/problem.ts";
export { narrow } from "./errors/problem.ts";
export type { StreamFailure } from "./errors/stream-error.ts";
export { StreamError } from "./errors/stream-error.ts";
export type { ValidationIssue } from "./errors/validation-error.ts";
export { ValidationError } from "./errors/validation-error.ts";
export type { FetchOptions } from "./fetch.ts";
export { createFetch } from "./fetch.ts";
export type { Http, HttpResult } from "./http.ts";
export type { RequestBody } from "./methods.ts";
export type { ClientEvent, RequestEvent, ResponseEvent, RetryEvent } from "./observe/events.ts";
export type { Logger, Observer } from "./observe/observer.ts";
export { logTo } from "./observe/observer.ts";
export type { BegunCall, Telemetry, TelemetryCall } from "./observe/telemetry.ts";
export type {
  ApiVersion,
  BodyRequestOptions,
  CallLimitOptions,
  ClientOptions,
  ExtraParametersPolicy,
  Extras,
  RequestOptions,
  StreamOptions,
  Validation,
  ValidationMode,
  ValidationStage,
} from "./options.ts";
export type { RateLimit, ResponseInfo } from "./request/response.ts";
export { responseInfo } from "./request/response.ts";
export type { FailedAttempt, RetryOptions } from "./request/retry.ts";
export type { InferenceStream } from "./stream/stream.ts";
export type { SplitText } from "./stream/thinking.ts";
export { separateThinking, splitThinking, type ThinkingOptions } from "./stream/thinking.ts";
export type { Fetch, HeadersLike, ResponseLike } from "./transport/transport.ts";
