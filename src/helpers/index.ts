/**
 * Structured output, tools, content parts, route handlers, and a client from environment variables.
 *
 * @module model-inference/helpers
 */
export type { Bytes, ImageOptions } from "./content.ts";
export { audioPart, imagePart } from "./content.ts";
export type { Environment, EnvironmentOptions, Purpose } from "./environment.ts";
export { clientFromEnvironment } from "./environment.ts";
export type { Output, SchemaIssue, StandardSchema, ValidationResult } from "./standard-schema.ts";
export { eventStreamResponse, textOf, textResponse } from "./stream-response.ts";
export type { OutputFailure, ResponseFormatOptions } from "./structured-output.ts";
export { OutputError, parseOutput, responseFormat } from "./structured-output.ts";
export type { RunToolsOptions, Tool, ToolOptions } from "./tools.ts";
export { defineTool, runTools, ToolLoopError } from "./tools.ts";
