import { type OperationId, operations } from "../../../generated/operations.ts";
import { withoutSlashes } from "../../client/endpoint/endpoint.ts";
import type { Content } from "../api/answer.ts";
import { isObject } from "../check.ts";
import { usualForm } from "../endpoints/flavour-response.ts";
import { Refusal } from "../endpoints/refusal.ts";
import type { Call } from "../http/call.ts";
import { BrokenOff, watched } from "../http/events.ts";
import type { ModelProfile } from "../models/models.ts";
import { hintsOf, refusalFrom, refusalOf, type SentRequest } from "./upstream-errors.ts";
import { eventsOf } from "./upstream-events.ts";
import { anyModelName, type ResolvedUpstream } from "./upstream-option.ts";

/** A request that was let through. */
export interface Forwarded {
  operation: OperationId;
  model: ModelProfile;
  /** The properties that the caller may send. */
  body: Readonly<Record<string, unknown>>;
  call: Call;
  /** Aborted when the caller goes away. */
  signal: AbortSignal;
}

/**
 * Asks the upstream.
 *
 * @throws {Refusal} what the upstream refuses, in the contract's words; 502 when it is not reached or gives no response that
 * can be used, 504 when it takes too long.
 */
export async function forward(forwarded: Forwarded, upstream: ResolvedUpstream): Promise<Content> {
  const { operation, model, call } = forwarded;
  const body = bodyFor(forwarded, upstream);
  const asked: SentRequest = { operation, model: model.name, flavour: call.target.flavour, body, upstream };
  const fail = (code: string, message: string, status = 502): Refusal =>
    new Refusal({ status, code, message }, usualForm(call.target));
  const broken = (error: unknown): never => {
    if (forwarded.signal.aborted) throw error;
    const why = codeOf(error);
    if (why.endsWith("_TIMEOUT")) throw fail("UpstreamTimeout", "The upstream took too long to answer", 504);
    throw fail("UpstreamUnreachable", `The upstream ${upstream.url.origin} gave no whole answer: ${why}`);
  };

  const response = await ask(forwarded, body, upstream).catch(broken);
  if (!response.ok) throw await refusalOf(response, asked).catch(broken);
  const streams = body["stream"] === true;
  const type = response.headers.get("content-type");
  const isStream = type === null ? streams : /^text\/event-stream\b/i.test(type);
  if (isStream !== streams || response.body === null) {
    await response.body?.cancel();
    throw fail(
      "UpstreamAnswer",
      `The upstream was asked ${streams ? "to stream and did not" : "not to stream and did"}`,
    );
  }
  const headers = hintsOf(response.headers);
  if (!streams) {
    const answer = parse(await response.text().catch(broken));
    if (!isObject(answer)) throw fail("UpstreamAnswer", "The upstream answered with what is not a JSON object");
    return { body: answer, headers, ...costOf(answer) };
  }
  const events = eventsOf(response.body);
  const first = await events.next().catch((error: unknown) => broken(error instanceof BrokenOff ? error.cause : error));
  const failure = first.done ? undefined : failureIn(first.value);
  if (failure !== undefined) {
    await events.return(undefined);
    throw refusalFrom(failure, asked);
  }
  const note = (event: string): void => {
    const usage = event.includes('"total_tokens"') ? parse(event) : undefined;
    if (isObject(usage)) call.tokens = costOf(usage).tokens;
  };
  const relayed = watched(from(first, events, call), note);
  return { events: relayed, headers, tokens: 0, written: 0 };
}

function ask({ operation, signal }: Forwarded, body: object, { url, key, fetch }: ResolvedUpstream): Promise<Response> {
  const { method, path } = operations[operation];
  const whole = new URL(url);
  whole.pathname = withoutSlashes(url.pathname) + path;
  return fetch(whole, {
    method,
    headers: { "content-type": "application/json", ...(key !== undefined && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify(body),
    redirect: "manual",
    signal,
  });
}

function bodyFor({ body, model }: Forwarded, upstream: ResolvedUpstream): Record<string, unknown> {
  const { model: _, ...rest } = body;
  const name = upstream.model ?? (model.name === anyModelName ? undefined : model.name);
  return { ...(name !== undefined && { model: name }), ...rest };
}

/** The first event, and all that follow; what breaks off is noted. */
async function* from(first: IteratorResult<string>, rest: AsyncGenerator<string>, call: Call): AsyncGenerator<string> {
  try {
    if (first.done) return;
    yield first.value;
    yield* rest;
  } catch (error) {
    if (error instanceof BrokenOff) call.code = error.how === "end" ? "UpstreamNoDone" : "UpstreamCut";
    throw error;
  } finally {
    await rest.return(undefined);
  }
}

/** An upstream that fails before its first token says so with status 200, since its headers have left. */
function failureIn(event: string): { status: number; body: unknown } | undefined {
  const body = parse(event);
  if (!isObject(body) || (body["error"] == null && body["object"] !== "error")) return undefined;
  const { code } = isObject(body["error"]) ? body["error"] : body;
  const status = Number(code);
  return { status: status >= 400 && status <= 599 ? status : 500, body };
}

function costOf({ usage }: Readonly<Record<string, unknown>>): { tokens: number; written: number } {
  const { total_tokens: tokens, completion_tokens: written } = isObject(usage) ? usage : {};
  return { tokens: typeof tokens === "number" ? tokens : 0, written: typeof written === "number" ? written : 0 };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "it broke off";
  return (error.cause as NodeJS.ErrnoException | undefined)?.code ?? error.message;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
