import { ConnectionError } from "../errors/connection-error.ts";
import { withoutQuery } from "../errors/errors.ts";
import { type Mask, maskCredentials } from "../errors/mask.ts";
import type { ResponseLike } from "../transport/transport.ts";
import type { ClientEvent } from "./events.ts";

/** Headers that hold neither a secret nor a part of a prompt. */
const harmless = new Set(
  (
    "accept content-length content-type date deprecation extra-parameters retry-after retry-after-ms server sunset " +
    "user-agent x-ms-client-request-id x-ms-region x-ms-request-id x-ms-retry-after-ms x-ms-retry-count x-request-id " +
    "apim-request-id azureml-model-deployment traceparent"
  ).split(" "),
);

const redacted = (
  headers: Iterable<[string, string]>,
  mask: Mask["credentials"] = (value) => value,
): Record<string, string> =>
  Object.fromEntries(
    [...headers].map(([name, value]) => [
      name,
      harmless.has(name) || /^x-ratelimit-/.test(name) ? mask(value) : "REDACTED",
    ]),
  );

/** Reports the attempts of one call. */
export const reportAttempts = (notify: (event: ClientEvent) => void, method: string) => {
  let began = 0;
  let sent: ReadonlyMap<string, string> = new Map();
  const place = (url: string, attempt: number) => ({ method, url: withoutQuery(url), attempt });
  return {
    request: (url: string, attempt: number, headers: ReadonlyMap<string, string>): void => {
      began = performance.now();
      sent = headers;
      notify({ type: "request", ...place(url, attempt), headers: redacted(headers) });
    },
    response: (url: string, attempt: number, result: Result): void => {
      // Servers were seen to repeat the key in a header; by now the credential is among those that were sent.
      const mask = maskCredentials(sent);
      const headers = "response" in result && { headers: redacted(result.response.headers, mask) };
      const durationMs = performance.now() - began;
      notify({ type: "response", ...place(url, attempt), durationMs, ...causeOf(result), ...headers });
    },
    retry: (url: string, attempt: number, result: Result, waitMs: number): void =>
      notify({ type: "retry", ...place(url, attempt), waitMs, ...causeOf(result) }),
  };
};

type Result = { response: Pick<ResponseLike, "status" | "headers"> } | { error: unknown };

function causeOf(result: Result): { status: number } | { failure: string } {
  if ("response" in result) return { status: result.response.status };
  const { error } = result;
  return { failure: error instanceof ConnectionError ? error.reason : error instanceof Error ? error.name : "unknown" };
}
