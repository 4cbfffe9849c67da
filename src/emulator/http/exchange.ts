import { isUtf8 } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";
import { checkHost, checkLoad, corsOf, preflightOf } from "../auth/access.ts";
import { control, controlPrefix } from "../control/control.ts";
import { redacted } from "../control/journal.ts";
import { refuse } from "../endpoints/flavour-response.ts";
import { nested, Refusal } from "../endpoints/refusal.ts";
import { targetOf } from "../endpoints/target.ts";
import type { EmulatorState } from "../state.ts";
import { asset, isAsset } from "./assets.ts";
import type { Call, Decision, EmulatedResponse } from "./call.ts";
import { type EmulatedRequest, headOf } from "./request.ts";
import { respond } from "./respond.ts";
import { type Sent, send } from "./send.ts";

/** Takes a request from a socket, returns it, and keeps a note of it. */
export async function exchange(
  request: IncomingMessage,
  response: ServerResponse,
  state: EmulatorState,
): Promise<void> {
  const head = headOf(request);
  const call: Call = { target: targetOf(head, state.options.flavour) };
  const at = state.options.timeOfDay();
  const began = performance.now();
  state.metrics.inFlight += 1;
  let whole = head;
  let decision: Decision | undefined;
  let sent: Sent = { events: 0, aborted: false, status: 0, writes: [] };
  let own = false;
  try {
    checkHost(head, state);
    const local = localResponse(head, state);
    if (local !== undefined) {
      own = true;
      return void (await send(response, local));
    }
    if (isAsset(head)) {
      own = true;
      return void (await send(response, await asset(head)));
    }
    checkLoad(head, state);
    whole = { ...head, body: await read(request, state.options.limits.bodyBytes) };
    if (isControl(head)) {
      own = true;
      return void (await send(response, control(whole, state)));
    }
    decision = await respond(whole, call, state, () => goneOf(response));
    const headers = { ...decision.response.headers, ...corsOf(head, state) };
    sent = await send(response, { ...decision.response, headers }, decision.faults, decision.pace);
  } catch (error) {
    // The caller went away, or the response has begun: nobody can receive an error.
    if (response.destroyed || response.headersSent) {
      response.destroy();
      sent = { ...sent, aborted: true };
    } else {
      const refusal = error instanceof Refusal ? error : failed();
      call.code = refusal.failure.code;
      sent = await send(response, hangUp(refuse(head, call.target, refusal), whole === head));
    }
  } finally {
    state.metrics.inFlight -= 1;
    if (!own) note(whole, call, decision, sent, { at, began }, state);
  }
}

/** Aborted when the caller goes away before the response is written. */
function goneOf(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const look = (): void => {
    if (!response.writableFinished) controller.abort(new Error("the caller went away"));
  };
  if (response.destroyed) look();
  else response.once("close", look);
  return controller.signal;
}

const isControl = ({ path }: EmulatedRequest): boolean =>
  path === controlPrefix || path.startsWith(`${controlPrefix}/`);

/** Requests that no limit applies to: health, metrics and preflight requests. */
function localResponse(head: EmulatedRequest, state: EmulatorState): EmulatedResponse | undefined {
  const { method, path, headers } = head;
  const reads = method === "GET" || method === "HEAD";
  if (reads && path === "/health") return { status: 200, headers: {}, body: { status: "ok" } };
  if (reads && path === "/metrics")
    return { status: 200, headers: {}, body: state.metrics.toString(), contentType: "text/plain; version=0.0.4" };
  const asksFirst = method === "OPTIONS" && headers["access-control-request-method"] !== undefined;
  if (!asksFirst || isControl(head)) return undefined;
  const cors = corsOf(head, state);
  if (cors["access-control-allow-origin"] === undefined)
    throw nested(
      403,
      "ForbiddenOrigin",
      `Web pages of this origin may not call the emulator; allow it with the option cors (--cors)`,
    );
  return { status: 204, headers: { ...cors, ...preflightOf(head) }, body: "" };
}

function note(
  { method, path, headers, body }: EmulatedRequest,
  { target, operation, model, rule, extras, ignored = [], tokens = 0, code }: Call,
  decision: Decision | undefined,
  { events, aborted, status, writes }: Sent,
  { at, began }: { at: number; began: number },
  { journal, metrics, options }: EmulatorState,
): void {
  const streamed = decision !== undefined && "events" in decision.response;
  const entry = {
    at,
    method,
    path,
    headers: redacted(headers),
    flavour: target.flavour,
    operation,
    model,
    rule: rule?.id,
    faults: decision?.faults.map(({ kind }) => kind) ?? [],
    status,
    code,
    durationMs: performance.now() - began,
    streamed,
    chunks: events,
    chunkTimesMs: streamed ? writes.map((at) => at - began) : [],
    tokens,
    extraParameters: extras,
    ignoredProperties: ignored,
    aborted,
    ...(options.journal.bodies && { request: parsed(body), answer: decision?.recorded }),
  };
  metrics.add(entry);
  journal.add(entry);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** What is left unread of a request would be taken for the next one. */
const hangUp = (response: EmulatedResponse, unread: boolean): EmulatedResponse =>
  unread ? { ...response, headers: { ...response.headers, connection: "close" } } : response;

const failed = (): Refusal => new Refusal({ status: 500, code: "500", message: "The emulator failed" }, "openai");

/** Reads on past the limit and forgets what it reads: a caller who is still sending would not see the refusal. */
async function read(request: IncomingMessage, mostBytes: number): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes <= mostBytes) parts.push(part);
    else parts.length = 0;
  }
  if (bytes > mostBytes) throw nested(413, "RequestTooLarge", `The body is larger than ${mostBytes} bytes`);
  const whole = Buffer.concat(parts);
  if (!isUtf8(whole)) throw nested(400, "BadRequest", "The body is not UTF-8");
  return whole.toString("utf8");
}
