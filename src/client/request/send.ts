import type { Operation, OperationId, OperationTypes } from "../../../generated/operations.ts";
import { ConfigurationError, ResponseError, withoutQuery } from "../errors/errors.ts";
import { createMask } from "../errors/mask.ts";
import { narrowBody, type Problem } from "../errors/problem.ts";
import { ValidationError } from "../errors/validation-error.ts";
import { notifyBoth, type TelemetryCall } from "../observe/telemetry.ts";
import type { ValidationStage } from "../options.ts";
import { type ResolvedClientOptions, resolveLimits } from "../resolve-options.ts";
import type { ResponseLike } from "../transport/transport.ts";
import { textOf } from "./attempt.ts";
import { redirectProblem, withoutLocation } from "./redirect.ts";
import { bodyOf, buildRequest, type Call, type OutgoingRequest } from "./request.ts";
import { infoOf, isEventStream, isRedirect, remember } from "./response.ts";
import { hintOf } from "./retry.ts";
import { type Outcome, sendWithRetries } from "./send-with-retries.ts";

/** Sends the request of an operation and returns its checked response. */
export async function sendCall<Id extends OperationId>(
  options: ResolvedClientOptions,
  operation: Operation<Id>,
  call: Call,
): Promise<OperationTypes[Id]["response"]> {
  const { id } = operation;
  if ((call.body as { stream?: unknown } | undefined)?.stream) {
    throw new ConfigurationError("stream", "must not be true here; use the method whose name begins with `stream`");
  }
  const telemetry = beginTelemetry(options, id, call, false);
  try {
    const send = () => sendSuccessfully(options, operation, call, isEventStream, telemetry);
    const received = await (telemetry === undefined ? send() : telemetry.run(send));
    if (received.bytes === undefined && isEventStream(received.response)) {
      received.release();
      received.abort(undefined);
      const message = "is an event stream; use the method whose name begins with `stream`";
      throw new ValidationError("response", id, [{ pointer: "", message }]);
    }
    const response = parseResponse(operation, received.response, textOf(received));
    validate(options, "response", id, response);
    telemetry?.end({ answer: response });
    return remember(response, received) as OperationTypes[Id]["response"];
  } catch (error) {
    telemetry?.end({ error });
    throw error;
  }
}

/** A successful response, unread if it is kept as a stream. */
export interface Received extends Outcome {
  /** Properties that were left out of the request to get it. */
  dropped: readonly string[];
}

/**
 * Sends a call until it succeeds: retried, and with `onUnsupported: "drop"` once more without the properties that the model refuses.
 *
 * @param keepsStream - whether a response is handed on as a stream, unread.
 * @throws {ResponseError} for any other response.
 */
export async function sendSuccessfully(
  options: ResolvedClientOptions,
  operation: Operation,
  call: Call,
  keepsStream: (response: ResponseLike) => boolean,
  telemetry?: TelemetryCall,
): Promise<Received> {
  const { body, policy } = bodyOf(call, operation, options.endpoint);
  if (body !== undefined) validate(options, "request", operation.id, body);
  const { timeoutMs, deadlineMs, maxResponseBytes, retry } = call;
  // Most calls have no limits of their own.
  const hasLimits =
    timeoutMs !== undefined || deadlineMs !== undefined || maxResponseBytes !== undefined || retry !== undefined;
  const limits = hasLimits ? resolveLimits(call, options) : options;
  const attemptLimits = {
    timeoutMs: limits.timeoutMs,
    deadlineMs: limits.deadlineMs,
    retry: limits.retry,
    maxResponseBytes: limits.maxResponseBytes,
    signal: call.signal,
    keepsStream,
    notify: telemetry && notifyBoth(options.notify, telemetry),
    tracingContext: telemetry?.tracingContext,
  };
  let dropped: readonly string[] = [];
  for (let rest = body; ; ) {
    const request = buildRequest(options, operation, call, { body: rest, policy, tracing: telemetry?.headers() });
    const outcome = await sendWithRetries(options, request, attemptLimits);
    if (outcome.response.ok) return Object.assign(outcome, { dropped });
    const { error, problem } = failureOf(request, outcome);
    if (options.onUnsupported !== "drop" || rest === undefined || dropped.length > 0) throw error;
    dropped = unsupportedParameters(problem, rest, operation.required);
    if (dropped.length === 0) throw error;
    rest = Object.fromEntries(Object.entries(rest).filter(([name]) => !dropped.includes(name)));
  }
}

export const beginTelemetry = (
  { endpoint, telemetry, transport }: ResolvedClientOptions,
  operation: OperationId,
  { body, extras }: Call,
  stream: boolean,
): TelemetryCall | undefined =>
  telemetry?.begin({
    ...{ operation, endpoint, stream, usesFetch: transport.usesFetch() },
    body: extras === undefined ? body : { ...body, ...extras },
  });

/** Throws or warns if a value is invalid, as the client's option `validation` says. */
export function validate(
  options: ResolvedClientOptions,
  stage: ValidationStage,
  id: OperationId,
  value: unknown,
): void {
  const { validation } = options;
  const mode = validation?.modes[stage] ?? "off";
  if (validation === undefined || mode === "off") return;
  const issues = validation.issues(stage, id, value);
  if (issues.length === 0) return;
  const error = new ValidationError(stage, id, issues);
  if (mode === "error") throw error;
  options.warn(error.message);
}

function parseResponse({ id, list }: Operation, { headers }: ResponseLike, text: string): object {
  const fail = (message: string): ValidationError => new ValidationError("response", id, [{ pointer: "", message }]);
  if (text === "") throw fail("is empty");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The platform's error quotes the text, so it is not included.
    throw fail(`is not JSON (content type ${headers.get("content-type") ?? "not given"})`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw fail("is not a JSON object");
  // Checked without validation too: a proxy may send a page or JSON of its own with status 200.
  if (list !== null && !Array.isArray((value as Record<string, unknown>)[list])) throw fail(`has no list \`${list}\``);
  return value;
}

/** The error of a response that is not a success; `problem` is not masked. */
export function failureOf(
  { method, url }: Pick<OutgoingRequest, "method" | "url">,
  outcome: Outcome,
): { error: ResponseError; problem: Problem } {
  const { response, attempts, retryBudgetExhausted, sent, incomplete } = outcome;
  const redirect = isRedirect(response);
  const body = redirect ? undefined : parseErrorBody(textOf(outcome));
  const problem = redirect ? redirectProblem(response) : narrowBody(body, response.status, response.headers);
  const error = new ResponseError({
    method,
    url: withoutQuery(url),
    problem,
    body,
    info: { ...infoOf(response, attempts), ...(redirect && { headers: withoutLocation(response) }) },
    retryAfterMs: hintOf(response, Date.now()),
    retryBudgetExhausted,
    incomplete,
    mask: createMask(sent),
  });
  return { error, problem };
}

/** JSON if it is, else the text; `undefined` if it is empty. */
function parseErrorBody(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

/** The properties that a response refuses; empty unless all of them are optional properties of the body. */
function unsupportedParameters(problem: Problem, body: object, required: readonly string[]): string[] {
  if (problem.kind !== "unsupported_parameter") return [];
  const names = problem.parameters.map(({ loc }) => String(loc[0] === "body" ? loc[1] : loc[0]));
  return names.every((name) => Object.hasOwn(body, name) && !required.includes(name) && name !== "stream") ? names : [];
}
