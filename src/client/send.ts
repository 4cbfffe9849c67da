import { type OperationId, type OperationTypes, operations } from "../../generated/operations.ts";
import type { Collector } from "./collect.ts";
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
import { infoOf, remember } from "./response-info.ts";
import { hintOf, resolveRetry } from "./retry.ts";
import { createStream, type InferenceStream } from "./stream.ts";

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

/** An operation and its input -> a checked answer. */
export async function send<Id extends OperationId>(
  connection: Connection,
  id: Id,
  call: Call,
): Promise<OperationTypes[Id]["answer"]> {
  if ((call.body as { stream?: unknown } | undefined)?.stream) {
    throw new ConfigurationError("stream", "must not be true here; use the method whose name begins with `stream`");
  }
  const { response, attempts, data } = await request<string>(connection, id, call, "text");
  const answer = parseAnswer(id, response, data);
  check(connection, "response", id, answer);
  return remember(answer, infoOf(response, attempts)) as OperationTypes[Id]["answer"];
}

/** An operation and its input -> its answer as a stream. The request goes out when the stream is read. */
export function sendStream<Id extends OperationId>(
  connection: Connection,
  id: Id,
  call: Call,
  collector: Collector<OperationTypes[Id]["chunk"], OperationTypes[Id]["answer"]>,
): InferenceStream<OperationTypes[Id]["chunk"], OperationTypes[Id]["answer"]> {
  const stream = createStream({
    collector,
    idleTimeoutMs: connection.options.streamIdleTimeoutMs,
    maxEventLength: connection.options.maxEventLength,
    check: (chunk) => check(connection, "stream", id, chunk),
    open: async () => {
      const streamed = { ...call, body: { ...call.body, stream: true } };
      const outcome = await request(connection, id, streamed, "stream");
      remember(stream, infoOf(outcome.response, outcome.attempts));
      return outcome;
    },
  });
  return stream;
}

async function request<Data>(
  { http, options }: Connection,
  id: OperationId,
  call: Call,
  parseAs: "text" | "stream",
): Promise<Outcome & { data?: Data }> {
  const operation = operations[id];
  const { method, path } = operation;
  const { knowsExtraParameters } = options.endpoint;
  const asked = call.extraParameters ?? (Object.keys(call.extras ?? {}).length > 0 ? "pass-through" : undefined);
  const policy = knowsExtraParameters ? asked : undefined;
  // Where no one would drop them on the way, they are dropped here.
  const extras = asked === "drop" && !knowsExtraParameters ? undefined : call.extras;
  const body = call.body && withExtras(call.body, extras, operation.members);
  if (body !== undefined) check({ http, options }, "request", id, body);
  const headers = { ...checkHeaders(call.headers), ...(policy && { "extra-parameters": policy }) };
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

function withExtras(body: object, extras: object | undefined, members: readonly string[]): object {
  if (extras === undefined) return body;
  for (const name of Object.keys(extras)) {
    if (members.includes(name))
      throw new ConfigurationError(`extras.${name}`, "is a member of the contract: put it into the body");
  }
  return { ...body, ...extras };
}

function parseAnswer(id: OperationId, { headers }: Response, text: string | undefined): object {
  const fail = (message: string): ValidationError => new ValidationError("response", id, [{ pointer: "", message }]);
  if (text === undefined || text === "") throw fail("is empty");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The platform's error quotes the text, so it is no part of ours.
    throw fail(`is not JSON (content type ${headers.get("content-type") ?? "not given"})`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw fail("is not a JSON object");
  return value;
}

function check({ options }: Connection, stage: ValidationStage, id: OperationId, value: unknown): void {
  const { validation, logger } = options;
  const mode = validation?.modes[stage] ?? "off";
  if (validation === undefined || mode === "off") return;
  const issues = validation.issues(stage, id, value);
  if (issues.length === 0) return;
  const error = new ValidationError(stage, id, issues);
  if (mode === "error") throw error;
  logger.warn(error.message);
}
