import { bodyOf, contentTypeOf, type ErrorForm } from "../endpoints/error-body.ts";
import type { EmulatedResponse } from "../http/call.ts";
import type { Fault, RetryHint } from "./fault.ts";

type StatusFault = Extract<Fault, { kind: "status" }>;

/** The response that a status fault puts instead of the real one. */
export function responseOf(
  fault: StatusFault,
  headers: Record<string, string>,
  usual: ErrorForm,
  now: number,
): EmulatedResponse {
  const { status, hint, waitMs = 1000, location } = fault;
  const code = fault.code ?? (status === 429 ? "RateLimitReached" : String(status));
  const wait = `Please wait ${Math.ceil(waitMs / 1000)} seconds before retrying.`;
  const text = fault.message ?? `The emulator was asked to respond with ${status}.`;
  const message = hint === "message" ? `${text} ${wait}` : text;
  const form = fault.form ?? usual;
  return {
    status,
    headers: {
      ...headers,
      "x-ms-error-code": code,
      ...(hint !== undefined && hintHeaders(hint, waitMs, now)),
      ...(location !== undefined && { location }),
    },
    body: bodyOf({ status, code, message }, form),
    contentType: contentTypeOf(form),
  };
}

function hintHeaders(hint: RetryHint, waitMs: number, now: number): Record<string, string> {
  const seconds = String(Math.ceil(waitMs / 1000));
  switch (hint) {
    case "retry-after":
      return { "retry-after": seconds };
    case "retry-after-date":
      return { "retry-after": new Date(Math.ceil((now + waitMs) / 1000) * 1000).toUTCString() };
    case "retry-after-ms":
    case "x-ms-retry-after-ms":
      return { [hint]: String(waitMs) };
    case "x-ratelimit-reset":
      return {
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": seconds,
        "x-ratelimit-remaining-tokens": "0",
        "x-ratelimit-reset-tokens": seconds,
      };
    default:
      return {};
  }
}
