import { resolveEndpoint } from "../client/endpoint/endpoint.ts";
import { ConnectionError } from "../client/errors/connection-error.ts";
import { ConfigurationError } from "../client/errors/errors.ts";
import { ValidationError } from "../client/errors/validation-error.ts";
import { override, textOf } from "../client/request/attempt.ts";
import { asHeaders, isEventStream } from "../client/request/response.ts";
import { sendWithRetries } from "../client/request/send-with-retries.ts";
import { resolveLimits } from "../client/resolve-options.ts";
import { bytesOf } from "../client/stream/body.ts";
import { guardedBytes } from "../client/stream/guard.ts";
import type { ResponseLike } from "../client/transport/transport.ts";
import { httpHeaders } from "./headers.ts";
import { type Context, refuseOptions } from "./options.ts";
import { type CallParameters, outgoing } from "./outgoing.ts";
import type { AbortSignalLike } from "./types/abort-signal-like.ts";
import type { HttpRequest, HttpResponse } from "./types/responses.ts";
import { giveError } from "./unexpected.ts";
import { type PathValue, requestUrl } from "./url.ts";

const refusedParameters = {
  onUploadProgress: "is not supported",
  onDownloadProgress: "is not supported: read the body with asNodeStream() or asBrowserStream()",
  skipUrlEncoding: "is not supported: pass { value, allowReserved: true } for a place of the path",
  pathParameters: "is not supported: write the endpoint in full",
};

export interface Target {
  method: HttpRequest["method"];
  path: string;
  values: readonly PathValue[];
}

/** Sends one call and gives its response, whatever its status: read, or as a stream of bytes. */
export async function call(
  { resolved, apiVersion, secret, ...context }: Context,
  { method, path, values }: Target,
  parameters: CallParameters,
  asStream: boolean,
): Promise<HttpResponse & { body: unknown }> {
  refuseOptions(parameters, refusedParameters);
  const allowInsecureConnection = parameters.allowInsecureConnection ?? context.allowInsecureConnection;
  resolveEndpoint(context.endpoint, resolved.endpoint.kind, allowInsecureConnection);
  const url = requestUrl(resolved, apiVersion, path, values, parameters.queryParameters);
  const sent = outgoing(method, url, resolved, parameters);
  const [signal, forget] = toSignal(parameters.abortSignal);
  const limits = { ...resolveLimits(limitsOf(parameters.timeout), resolved), signal, keepsStream: () => asStream };
  const outcome = await sendWithRetries(resolved, sent, limits).catch((error: unknown) => {
    forget();
    // Errors of a credential are thrown unchanged: programs look at their names.
    const isOfCredential = error instanceof ConfigurationError && error.option === "credential";
    throw isOfCredential && error.cause !== undefined ? error.cause : error;
  });
  const { response } = outcome;
  const received = asHeaders(response.headers);
  const release = (): void => {
    outcome.release();
    forget();
  };
  if (!asStream || !response.ok) release();
  const exchange = override(outcome, { release });

  const told = new Headers([...sent.headers]);
  for (const name of secret) told.delete(name);
  const request: HttpRequest = {
    url,
    method,
    headers: httpHeaders(told),
    ...(sent.body !== undefined && { body: sent.body }),
    requestId: told.get("x-ms-client-request-id") ?? "",
    timeout: parameters.timeout ?? 0,
    withCredentials: false,
    allowInsecureConnection,
    ...(parameters.abortSignal && { abortSignal: parameters.abortSignal }),
  };
  const text = asStream ? undefined : textOf(outcome);
  const parsed = text === undefined ? undefined : parse(response, text, `${method} ${path}`);
  if (!response.ok) giveError(parsed, response.status, received);
  const headers = Object.fromEntries(received);
  try {
    parameters.onResponse?.({
      request,
      status: response.status,
      headers: httpHeaders(received),
      rawHeaders: headers,
      ...(text !== undefined && { bodyAsText: text, parsedBody: parsed }),
    });
  } catch (error) {
    // No one will read a stream that was not handed out.
    release();
    outcome.abort(error);
    throw error;
  }
  if (!asStream) return { request, headers, status: String(response.status), body: parsed };
  const isChunks = response.ok && /\/completions$/.test(path) && isEventStream(response);
  const body = isChunks ? guardedBytes(exchange, resolved, path) : bytesOf(exchange, resolved.stream.idleTimeoutMs);
  return { request, headers, status: String(response.status), body };
}

/** A call with a time limit ends with it, as there: it is not tried again. */
function limitsOf(timeout: number | undefined) {
  if (timeout === undefined) return {};
  const isTimeout = (error: unknown): boolean => error instanceof ConnectionError && error.reason === "timeout";
  return {
    timeoutMs: timeout > 0 && timeout < 2 ** 31 ? timeout : Number.POSITIVE_INFINITY,
    retry: { shouldRetry: ({ error }: { error?: unknown }) => (isTimeout(error) ? false : undefined) },
  };
}

/** The look-alikes of old packages lack `reason`; the second property removes the listener. */
function toSignal(signal: AbortSignalLike | undefined): [signal: AbortSignal | undefined, forget: () => void] {
  if (signal === undefined || "throwIfAborted" in signal) return [signal as AbortSignal | undefined, () => undefined];
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort);
  return [controller.signal, () => signal.removeEventListener("abort", abort)];
}

/** @throws {ValidationError} for a success that says it is JSON and is not. */
function parse({ headers, ok }: ResponseLike, text: string, call: string): unknown {
  const [type] = (headers.get("content-type") ?? "").split(";");
  if (type === "text/plain") return text;
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // The platform's error quotes the text, so it is no part of ours.
    if (ok && type === "application/json")
      throw new ValidationError("response", call, [{ pointer: "", message: "is not JSON" }]);
    return text;
  }
}
