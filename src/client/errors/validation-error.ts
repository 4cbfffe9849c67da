import { brand, InferenceError } from "./errors.ts";

/**
 * One position where a value does not match the contract.
 *
 * @example
 * for (const { pointer, message } of issuesOf(validateChatCompletionsOptions, { messages: [] }))
 *   console.log(pointer, message); // /messages must NOT have fewer than 1 items
 */
export interface ValidationIssue {
  /** The position as a JSON pointer (RFC 6901); empty for the whole value. */
  pointer: string;
  /** What is wrong with the value. */
  message: string;
  /** Allowed values, if they can be listed. */
  allowed?: readonly unknown[];
}

/** A request, response or chunk does not match the contract. The error does not contain the value. */
export class ValidationError extends InferenceError {
  static {
    brand(ValidationError, "ValidationError");
  }

  override readonly name = "ValidationError";
  readonly stage: "request" | "response" | "stream";
  readonly operation: string;
  readonly issues: readonly ValidationIssue[];

  constructor(stage: "request" | "response" | "stream", operation: string, issues: readonly ValidationIssue[]) {
    const places = issues.map(({ pointer, message }) => `${pointer || "the body"} ${message}`).join("; ");
    super(`${operation}: the ${stage} does not fit the contract: ${places}`);
    this.stage = stage;
    this.operation = operation;
    this.issues = issues;
  }
}
