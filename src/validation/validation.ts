import { operationValidators } from "../../generated/validators.ts";
import type { Validation, ValidationMode, ValidationStage } from "../client/options.ts";
import { issuesOf } from "./issues.ts";

/**
 * What is checked, and what becomes of a value that does not fit.
 *
 * @example
 * const options: ValidationOptions = { request: "error", response: "warn" };
 * createClient({ endpoint, credential, validation: validation(options) });
 */
export interface ValidationOptions {
  /** Request bodies, before they are sent. Default `"error"`. */
  request?: ValidationMode;
  /** Responses. Default `"off"`. */
  response?: ValidationMode;
  /** Chunks of streamed responses. Default `"off"`. */
  stream?: ValidationMode;
}

/**
 * Checks for a client: pass the result as its `validation` option.
 *
 * `"error"` throws a `ValidationError`, `"warn"` warns the client's observers and goes on, `"off"` does not look.
 *
 * @example
 * createClient({ endpoint, credential, validation: validation({ request: "error", stream: "warn" }) });
 */
export function validation(options: ValidationOptions = {}): Validation {
  const modes: Record<ValidationStage, ValidationMode> = {
    request: options.request ?? "error",
    response: options.response ?? "off",
    stream: options.stream ?? "off",
  };
  return {
    modes,
    issues: (stage, operation, value) => {
      const validator = operationValidators[operation][stage];
      return validator === undefined ? [] : issuesOf(validator, value);
    },
  };
}
