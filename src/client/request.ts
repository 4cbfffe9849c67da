import { type OperationId, operations } from "../../generated/operations.ts";
import { dispatch, type Outcome } from "./dispatch.ts";
import { ConfigurationError, ResponseError, ValidationError } from "./errors.ts";
import type { UntypedHttp } from "./http.ts";
import {
  type BodyRequestOptions,
  checkHeaders,
  checkTime,
  type ResolvedClientOptions,
  type ValidationStage,
} from "./options.ts";
import { narrowBody } from "./problem.ts";
import { infoOf } from "./response-info.ts";
import { hintOf, resolveRetry } from "./retry.ts";

/** A client's settled options and what sends its requests. */
export interface Connection {
  options: ResolvedClientOptions;
  http: UntypedHttp;
}

/** What one call brings beside its operation. */
export interface Call extends BodyRequestOptions {
  body?: object | undefined;
  query?: Readonly<Record<string, string | undefined>> | undefined;
}

/** A success, its body as it was asked for, and what was left out of the request to get it. */
export interface Received<Data> extends Outcome {
  data?: Data;
  dropped: readonly string[];
}

/** An operation and its input -> a success. @throws {ResponseError} for any other answer. */
export async function request<Data>(
  connection: Connection,
  id: OperationId,
  call: Call,
  parseAs: "text" | "stream",
): Promise<Received<Data>> {
  const { options } = connection;
  const { members, required } = operations[id];
  const { knowsExtraParameters } = options.endpoint;
  const asked = call.extraParameters ?? (Object.keys(call.extras ?? {}).length > 0 ? "pass-through" : undefined);
  const policy = knowsExtraParameters ? asked : undefined;
  // Where no one would drop them on the way, they are dropped here.
  const extras = asked === "drop" && !knowsExtraParameters ? undefined : call.extras;
  const body = call.body && withExtras(call.body, extras, members);
  if (body !== undefined) check(connection, "request", id, body);
  const headers = { ...checkHeaders(call.headers), ...(policy && { "extra-parameters": policy }) };
  try {
    return { ...(await requestOnce<Data>(connection, id, call, headers, body, parseAs)), dropped: [] };
  } catch (error) {
    const dropped =
      options.onUnsupported === "drop" && body !== undefined ? unsupportedMembers(error, body, required) : [];
    if (dropped.length === 0) throw error;
    const rest = Object.fromEntries(Object.entries(body ?? {}).filter(([name]) => !dropped.includes(name)));
    return { ...(await requestOnce<Data>(connection, id, call, headers, rest, parseAs)), dropped };
  }
}

async function requestOnce<Data>(
  { http, options }: Connection,
  id: OperationId,
  call: Call,
  headers: Readonly<Record<string, string>>,
  body: object | undefined,
  parseAs: "text" | "stream",
): Promise<Outcome & { data?: Data }> {
  const { method, path } = operations[id];
  const limits = {
    signal: call.signal,
    timeoutMs: checkTime("timeoutMs", call.timeoutMs, options.timeoutMs),
    deadlineMs: checkTime("deadlineMs", call.deadlineMs, options.deadlineMs),
    retry: resolveRetry(call.retry, options.retry),
    keepsStream: (response: Response) => parseAs === "stream" && mayBeEventStream(response),
  };
  let outcome: Outcome | undefined;
  const fetch = async (outgoing: Carried): Promise<Response> => {
    outcome = await dispatch(options, outgoing, limits);
    return outcome.response;
  };
  const init = { body, headers, parseAs, fetch, Request: Carried, params: { query: call.query } };
  const { data, error } = await http.request<Data>(method.toLowerCase(), path, init);
  if (outcome === undefined) throw new Error("openapi-fetch did not send the request");
  const { response, attempts, retryBudgetExhausted } = outcome;
  if (response.ok) return { ...outcome, ...(data !== undefined && { data }) };
  const failure = error === "" ? undefined : error;
  const problem = narrowBody(failure, response.status, response.headers);
  const retry = { retryAfterMs: hintOf(response, Date.now()), retryBudgetExhausted };
  throw new ResponseError(method, options.endpoint.base + path, problem, failure, infoOf(response, attempts), retry);
}

/** Takes the place of `Request`, which costs a fifth of a call and is needed by no one here. */
class Carried {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | undefined;

  constructor(url: string, { method, headers, body }: { method: string; headers: Headers; body?: string }) {
    this.url = url;
    this.method = method;
    this.headers = headers;
    this.body = body;
  }
}

/** Gateways were seen to leave the content type of a stream out. */
function mayBeEventStream({ headers, body }: Response): boolean {
  const type = headers.get("content-type") ?? "";
  return body !== null && (type === "" || /^text\/event-stream\s*(?:;|$)/i.test(type));
}

/** The members of a body that a refusal names, when the call makes sense without every one of them. */
function unsupportedMembers(error: unknown, body: object, required: readonly string[]): string[] {
  if (!(error instanceof ResponseError) || error.problem.kind !== "unsupported_parameter") return [];
  const names = error.problem.parameters.map(({ loc }) => String(loc[0] === "body" ? loc[1] : loc[0]));
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
export function check({ options }: Connection, stage: ValidationStage, id: OperationId, value: unknown): void {
  const { validation, logger } = options;
  const mode = validation?.modes[stage] ?? "off";
  if (validation === undefined || mode === "off") return;
  const issues = validation.issues(stage, id, value);
  if (issues.length === 0) return;
  const error = new ValidationError(stage, id, issues);
  if (mode === "error") throw error;
  logger.warn(error.message);
}
