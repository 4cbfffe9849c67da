import { type OperationId, operations } from "../../../generated/operations.ts";
import type { Query } from "../endpoint/query.ts";
import { ConfigurationError, ResponseError, ValidationError, withoutQuery } from "../errors/errors.ts";
import { createMask } from "../errors/mask.ts";
import { narrowBody, type Problem } from "../errors/problem.ts";
import { type TelemetryCall, tellBoth } from "../observe/watch.ts";
import {
  type BodyRequestOptions,
  checkHeaders,
  type ResolvedClientOptions,
  resolveLimits,
  type ValidationStage,
} from "../options.ts";
import type { ResponseLike } from "../transport/transport.ts";
import { textOf } from "./attempt.ts";
import { dispatch, type Outcome } from "./dispatch.ts";
import { type Outgoing, outgoing } from "./outgoing.ts";
import { isRedirect, redirectProblem, withoutPlace } from "./redirect.ts";
import { infoOf } from "./response-info.ts";
import { hintOf } from "./retry.ts";

/** What one call brings beside its operation. */
export interface Call extends BodyRequestOptions {
  body?: object | undefined;
  query?: Query | undefined;
}

/**
 * The own members of what a caller asks for, with its input. Each member is there, so that none is looked for on
 * `Object.prototype`, and so that all calls are of one shape.
 */
export function callOf(options: BodyRequestOptions | undefined, body?: object, query?: Query): Call {
  const call: Call = {
    body,
    query,
    headers: undefined,
    signal: undefined,
    timeoutMs: undefined,
    deadlineMs: undefined,
    maxResponseBytes: undefined,
    retry: undefined,
    extras: undefined,
    extraParameters: undefined,
  };
  if (options !== undefined) Object.assign(call, options, { body, query });
  return call;
}

/** A success, unread where it is kept as a stream, and what was left out of the request to get it. */
export interface Received extends Outcome {
  dropped: readonly string[];
}

/** An operation and its input -> a success. @throws {ResponseError} for any other answer. */
export async function request(
  options: ResolvedClientOptions,
  id: OperationId,
  call: Call,
  keepsStream: (response: ResponseLike) => boolean,
  telemetry?: TelemetryCall,
): Promise<Received> {
  const { members, required } = operations[id];
  const { knowsExtraParameters } = options.endpoint;
  const asked = call.extraParameters ?? (Object.keys(call.extras ?? {}).length > 0 ? "pass-through" : undefined);
  const policy = knowsExtraParameters ? asked : undefined;
  // Where no one would drop them on the way, they are dropped here.
  const extras = asked === "drop" && !knowsExtraParameters ? undefined : call.extras;
  const body = call.body && withExtras(call.body, extras, members);
  if (body !== undefined) check(options, "request", id, body);
  const headers = [call.headers && checkHeaders(call.headers), policy && { "extra-parameters": policy }];
  const { timeoutMs, deadlineMs, retry, maxResponseBytes } = resolveLimits(call, options);
  const tell = telemetry && tellBoth(options.tell, telemetry);
  const limits = {
    timeoutMs,
    deadlineMs,
    retry,
    maxResponseBytes,
    signal: call.signal,
    keepsStream,
    tell,
    tracingContext: telemetry?.tracingContext,
  };
  let dropped: readonly string[] = [];
  for (let rest = body; ; ) {
    const sent = outgoing(options, operations[id], call.query, [telemetry?.headers(), ...headers], rest);
    const outcome = await dispatch(options, sent, limits);
    if (outcome.response.ok) return Object.assign(outcome, { dropped });
    const { error, problem } = failureOf(sent, outcome);
    if (options.onUnsupported !== "drop" || rest === undefined || dropped.length > 0) throw error;
    dropped = unsupportedMembers(problem, rest, required);
    if (dropped.length === 0) throw error;
    rest = Object.fromEntries(Object.entries(rest).filter(([name]) => !dropped.includes(name)));
  }
}

/** What a refusal means; `problem` is not masked. */
export function failureOf(
  { method, url }: Pick<Outgoing, "method" | "url">,
  outcome: Outcome,
): { error: ResponseError; problem: Problem } {
  const { response, attempts, retryBudgetExhausted, sent } = outcome;
  const redirect = isRedirect(response);
  const body = redirect ? undefined : parseBody(textOf(outcome));
  const problem = redirect ? redirectProblem(response) : narrowBody(body, response.status, response.headers);
  const error = new ResponseError({
    method,
    url: withoutQuery(url),
    problem,
    body,
    info: { ...infoOf(response, attempts), ...(redirect && { headers: withoutPlace(response) }) },
    retryAfterMs: hintOf(response, Date.now()),
    retryBudgetExhausted,
    incomplete: outcome.incomplete,
    mask: createMask(sent),
  });
  return { error, problem };
}

/** The body of a failure: JSON where it is, else its text; `undefined` where it is empty. */
function parseBody(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

/** The members of a body that a refusal names, when the call makes sense without every one of them. */
function unsupportedMembers(problem: Problem, body: object, required: readonly string[]): string[] {
  if (problem.kind !== "unsupported_parameter") return [];
  const names = problem.parameters.map(({ loc }) => String(loc[0] === "body" ? loc[1] : loc[0]));
  return names.every((name) => Object.hasOwn(body, name) && !required.includes(name) && name !== "stream") ? names : [];
}

function withExtras(body: object, extras: object | undefined, members: readonly string[]): object {
  if (extras === undefined) return body;
  for (const name of Object.keys(extras)) {
    if (members.includes(name))
      throw new ConfigurationError(`extras.${name}`, "is a member of the contract: put it into the body");
  }
  return { ...body, ...extras };
}

/** Throws or warns when a value does not fit, as the client's validation says. */
export function check(options: ResolvedClientOptions, stage: ValidationStage, id: OperationId, value: unknown): void {
  const { validation } = options;
  const mode = validation?.modes[stage] ?? "off";
  if (validation === undefined || mode === "off") return;
  const issues = validation.issues(stage, id, value);
  if (issues.length === 0) return;
  const error = new ValidationError(stage, id, issues);
  if (mode === "error") throw error;
  options.warn(error.message);
}
