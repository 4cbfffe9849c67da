import type { ValidationIssue } from "../validation/index.ts";

/** An answer that is not a success, in the form in which real servers write it. Thrown to leave the way to an answer. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly body: object;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, body: object, headers: Readonly<Record<string, string>> = {}) {
    super(code);
    this.status = status;
    this.code = code;
    this.body = body;
    this.headers = { ...headers, "x-ms-error-code": code };
  }
}

/** `{"error":{"code","message"}}`, with `details` as the text that Foundry makes of it. */
export const nested = (
  status: number,
  code: string,
  message: string,
  headers?: Readonly<Record<string, string>>,
): Refusal => new Refusal(status, code, { error: { code, message, details: message } }, headers);

/** `{"statusCode","message"}`, as API management writes it. */
export const unauthorized = (message: string): Refusal =>
  new Refusal(401, "401", { statusCode: 401, message }, { "www-authenticate": "Bearer" });

/** The documented 422: the model does not know a parameter or its value. */
export const unsupported = (loc: readonly (string | number)[], input: unknown, message: string): Refusal =>
  new Refusal(422, "parameter_not_supported", {
    status: 422,
    code: "parameter_not_supported",
    detail: { loc: ["body", ...loc], input },
    message,
  });

/** A 422 of a request that does not fit the contract, as FastAPI writes it. */
export function invalid(issues: readonly ValidationIssue[], body: unknown): Refusal {
  const detail = issues.map(({ pointer, message }) => {
    const loc = steps(pointer, body);
    const input = valueAt(body, loc);
    const type =
      message === "is missing" ? "missing" : /not a member/.test(message) ? "extra_forbidden" : "value_error";
    return { type, loc: ["body", ...loc], msg: message, ...(input !== undefined && { input }) };
  });
  return new Refusal(422, "422", { detail });
}

/** A JSON pointer as steps; those into a list are numbers. */
function steps(pointer: string, body: unknown): (string | number)[] {
  const found: (string | number)[] = [];
  for (const step of pointer.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    found.push(Array.isArray(valueAt(body, found)) ? Number(name) : name);
  }
  return found;
}

function valueAt(body: unknown, loc: readonly (string | number)[]): unknown {
  let value = body;
  for (const step of loc) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}
