import type { ValidationIssue } from "../../validation/index.ts";
import type { ErrorForm, Failure } from "./error-body.ts";

/** A response that is not a success. Thrown to end the handling of a request. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly failure: Failure;
  /** The form that the contract gives it; endpoint flavours have forms of their own. */
  readonly form: ErrorForm;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether it is sent as it is, whatever the flavour. */
  readonly verbatim: boolean;

  constructor(failure: Failure, form: ErrorForm, headers: Readonly<Record<string, string>> = {}, verbatim = false) {
    super(failure.message);
    this.failure = failure;
    this.form = form;
    this.headers = headers;
    this.verbatim = verbatim;
  }
}

/** `{"error":{"code","message"}}`, with `details` as the text that Foundry makes of it. */
export const nested = (
  status: number,
  code: string,
  message: string,
  headers?: Readonly<Record<string, string>>,
): Refusal => new Refusal({ status, code, message }, "nested", headers);

/** `{"statusCode","message"}`, as API management writes it. */
export const unauthorized = (message: string): Refusal =>
  new Refusal({ status: 401, code: "401", message }, "status-code", { "www-authenticate": "Bearer" });

/** The documented 422: the model does not know a parameter or its value. */
export const unsupported = (loc: readonly (string | number)[], input: unknown, message: string): Refusal =>
  new Refusal(
    {
      status: 422,
      code: "parameter_not_supported",
      message,
      places: [{ type: "value_error", loc, msg: message, input }],
    },
    "detail-object",
  );

/** A 422 of a request that does not fit the contract, as FastAPI writes it. */
export function invalid(issues: readonly ValidationIssue[], body: unknown): Refusal {
  const places = issues.map(({ pointer, message }) => {
    const loc = steps(pointer, body);
    const input = valueAt(body, loc);
    const type = message === "is missing" ? "missing" : isUnknownProperty(message) ? "extra_forbidden" : "value_error";
    return { type, loc, msg: message, ...(input !== undefined && { input }) };
  });
  const message = issues.map(({ pointer, message }) => `${pointer || "The body"} ${message}`).join("; ");
  return new Refusal({ status: 422, code: "422", message, places }, "detail-list");
}

/** Whether an issue is about a property that the contract does not know. */
export const isUnknownProperty = (message: string): boolean => /not a member/.test(message);

/** A JSON pointer as steps; those into a list are numbers. */
export function steps(pointer: string, body: unknown): (string | number)[] {
  const found: (string | number)[] = [];
  for (const step of pointer.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    found.push(Array.isArray(valueAt(body, found)) ? Number(name) : name);
  }
  return found;
}

export function valueAt(body: unknown, loc: readonly (string | number)[]): unknown {
  let value = body;
  for (const step of loc) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}
