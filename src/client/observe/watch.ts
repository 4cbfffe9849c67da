import type { OperationId } from "../../../generated/operations.ts";
import type { Endpoint } from "../endpoint/endpoint.ts";
import { ConnectionError, withoutQuery } from "../errors/errors.ts";
import { type Mask, maskCredentials } from "../errors/mask.ts";
import type { ResponseLike } from "../transport/transport.ts";
import type { Logger } from "./logger.ts";

/** One attempt, as it goes out. Headers that are not known to be harmless say `REDACTED`; no event holds a body. */
export interface RequestEvent {
  type: "request";
  method: string;
  /** Without its query. */
  url: string;
  /** Counted from 1, with redirects that are followed and tokens that are renewed. */
  attempt: number;
  headers: Readonly<Record<string, string>>;
}

/** What came of an attempt. */
export interface ResponseEvent {
  type: "response";
  method: string;
  url: string;
  attempt: number;
  /** Milliseconds until the headers of a stream, or the whole of any other answer. */
  durationMs: number;
  /** Absent where no answer came. */
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /** Why no answer came: `network`, `timeout` or `deadline`, or the name of another error. */
  failure?: string;
}

/** Another attempt is due. */
export interface RetryEvent {
  type: "retry";
  method: string;
  url: string;
  /** The attempt that failed. */
  attempt: number;
  /** Milliseconds until the next. */
  waitMs: number;
  status?: number;
  failure?: string;
}

export type ClientEvent = RequestEvent | ResponseEvent | RetryEvent;

/** Follows the calls of a client; `openTelemetry()` of `model-inference/opentelemetry` makes one. */
export interface Telemetry {
  /** @returns what is told of one call of an operation; it must not throw. */
  begin(call: BegunCall): TelemetryCall;
}

/** A call of an operation as it begins. */
export interface BegunCall {
  operation: OperationId;
  endpoint: Endpoint;
  body: object | undefined;
  stream: boolean;
  /** Whether the request goes through a `fetch`, which tools may instrument in another way than `node:http`. */
  usesFetch: boolean;
}

/** What is told of one call while it goes on. */
export interface TelemetryCall {
  /** Runs the request, so that what is traced or logged within it belongs to the call. */
  run<Value>(request: () => Value): Value;
  /** Passed to `getToken()` of a credential, as `tracingOptions.tracingContext`. */
  readonly tracingContext?: unknown;
  /** Headers that each attempt is to carry, such as `traceparent`. */
  headers(): Readonly<Record<string, string>>;
  event(event: ClientEvent): void;
  chunk(chunk: unknown): void;
  /** The call is over, with an answer, put together where it was a stream, or with what it failed with. */
  end(outcome: { answer: object } | { error: unknown }): void;
}

/** Where the events of one call go. */
export type Tell = (event: ClientEvent) => void;

/** Tells a client's own listeners and its telemetry. */
export const tellBoth =
  (tell: Tell | undefined, telemetry: TelemetryCall): Tell =>
  (event) => {
    tell?.(event);
    telemetry.event(event);
  };

/** What may be told: neither secrets nor anything of a prompt travels there. */
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

/** Tells of the attempts of one call. */
export const follow = (tell: Tell, method: string) => {
  let began = 0;
  let sent: ReadonlyMap<string, string> = new Map();
  const place = (url: string, attempt: number) => ({ method, url: withoutQuery(url), attempt });
  return {
    request: (url: string, attempt: number, headers: ReadonlyMap<string, string>): void => {
      began = performance.now();
      sent = headers;
      tell({ type: "request", ...place(url, attempt), headers: redacted(headers) });
    },
    response: (url: string, attempt: number, result: Result): void => {
      // Servers were seen to repeat the key in a header; by now the credential is among those that were sent.
      const mask = maskCredentials(sent);
      const headers = "response" in result && { headers: redacted(result.response.headers, mask) };
      const durationMs = performance.now() - began;
      tell({ type: "response", ...place(url, attempt), durationMs, ...causeOf(result), ...headers });
    },
    retry: (url: string, attempt: number, result: Result, waitMs: number): void =>
      tell({ type: "retry", ...place(url, attempt), waitMs, ...causeOf(result) }),
  };
};

type Result = { response: Pick<ResponseLike, "status" | "headers"> } | { error: unknown };

function causeOf(result: Result): { status: number } | { failure: string } {
  if ("response" in result) return { status: result.response.status };
  const { error } = result;
  return { failure: error instanceof ConnectionError ? error.reason : error instanceof Error ? error.name : "unknown" };
}

/** What a client's options ask to be told, and whom; `undefined` where that is nothing. */
export function createTell({ logger, onRequest, onResponse, onRetry }: TellOptions): Tell | undefined {
  const logs = logger?.debug !== undefined || logger?.info !== undefined;
  if (!logs && !onRequest && !onResponse && !onRetry) return undefined;
  return (event) => {
    if (event.type === "request") safely(() => onRequest?.(event));
    else if (event.type === "retry") safely(() => onRetry?.(event));
    else {
      safely(() => onResponse?.(event));
      const level = event.status !== undefined && event.status < 400 ? "debug" : "info";
      safely(() => logger?.[level]?.(event));
    }
  };
}

export interface TellOptions {
  logger?: Logger | undefined;
  onRequest?: ((event: RequestEvent) => void) | undefined;
  onResponse?: ((event: ResponseEvent) => void) | undefined;
  onRetry?: ((event: RetryEvent) => void) | undefined;
}

/** Whoever is told disturbs no call, whether it throws or rejects, now or later. */
export const safely = (tell: () => unknown): void =>
  void new Promise((resolve) => resolve(tell())).catch(() => undefined);
