/**
 * Validators of requests, responses and chunks, for a client or alone. They use no `eval`.
 *
 * @module model-inference/validation
 */
export type { Validator, ValidatorError } from "../../generated/validators.ts";
export {
  validateChatCompletions,
  validateChatCompletionsChunk,
  validateChatCompletionsOptions,
  validateCompletions,
  validateCompletionsChunk,
  validateCompletionsOptions,
  validateContentFilterError,
  validateEmbeddingsOptions,
  validateEmbeddingsResult,
  validateErrorBody,
  validateImageEmbeddingsOptions,
  validateModelInfo,
  validateUnsupportedParameterError,
} from "../../generated/validators.ts";
export type { ValidationIssue } from "../client/errors/validation-error.ts";
export { issuesOf } from "./issues.ts";
export type { ValidationOptions } from "./validation.ts";
export { validation } from "./validation.ts";
