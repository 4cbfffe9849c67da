import type { Content } from "../api/answer.ts";
import { contentOf } from "../api/handle.ts";
import { credentialsOf } from "../auth/auth.ts";
import { headersOf, limitsAfter, refuse, usualForm } from "../endpoints/flavour-response.ts";
import { Refusal } from "../endpoints/refusal.ts";
import { faultsFor, paceFor } from "../faults/active-faults.ts";
import { responseOf } from "../faults/status-fault.ts";
import type { EmulatorState } from "../state.ts";
import type { Call, Decision, EmulatedResponse } from "./call.ts";
import { watched } from "./events.ts";
import type { EmulatedRequest } from "./request.ts";
import { applies } from "./response-plan.ts";

/**
 * A request -> what becomes of it. Without an upstream the same request gives the same bytes, as long as the clock stands
 * still.
 *
 * @param gone - aborted when the caller went away, for the upstream.
 */
export async function respond(
  request: EmulatedRequest,
  call: Call,
  state: EmulatorState,
  gone: () => AbortSignal,
): Promise<Decision> {
  const { errorForm, timeOfDay, journal } = state.options;
  try {
    const planned = responseFor(request, call, state);
    const wanted = faultsFor(request, call.rule, state);
    const pace = paceFor(request, call.rule, state);
    const instead = wanted.find((fault) => fault.kind === "status");
    if (instead !== undefined) {
      const headers = headersOf(request, call.target, call.model);
      const failure = responseOf(instead, headers, errorForm ?? usualForm(call.target), timeOfDay());
      call.code = failure.headers["x-ms-error-code"] ?? String(instead.status);
      const left = wanted.filter((fault) => fault.kind === "status" || applies(fault, false));
      return { response: failure, faults: left, pace };
    }
    const given = typeof planned === "function" ? await planned(gone()) : planned;
    const response = recorded(given, request, call, state);
    const faults = wanted.filter((fault) => applies(fault, "events" in response));
    return journal.bodies
      ? withRecordedBodies({ response: response, faults, pace })
      : { response: response, faults, pace };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    call.code = error.failure.code;
    return { response: refuse(request, call.target, error, errorForm), faults: [], pace: undefined };
  }
}

function withRecordedBodies(decision: Decision): Decision {
  const { response } = decision;
  if (!("events" in response)) return { ...decision, recorded: response.body };
  const said: unknown[] = [];
  const events = watched(response.events, (event) => void said.push(event));
  return { ...decision, response: { ...response, events }, recorded: said };
}

/** What the upstream said is kept, where that is wanted; what the emulator says of it is not. */
function recorded(
  response: EmulatedResponse,
  { headers }: EmulatedRequest,
  { asked, code }: Call,
  { recording }: EmulatorState,
): EmulatedResponse {
  if (recording === undefined || asked === undefined || code?.startsWith("Upstream")) return response;
  const { key = [], bearer = [] } = credentialsOf(headers);
  return recording.take(asked.request, response, asked.model, [key, bearer].flat());
}

/** The response, or how an upstream is asked for it. */
function responseFor(
  request: EmulatedRequest,
  call: Call,
  state: EmulatorState,
): EmulatedResponse | ((gone: AbortSignal) => Promise<EmulatedResponse>) {
  const finish = ({ tokens, headers: told, ...content }: Content): EmulatedResponse => {
    call.tokens = tokens;
    const own = headersOf(request, call.target, call.model);
    return { status: 200, headers: { ...own, ...(told ?? limitsAfter(tokens, call.target)) }, ...content };
  };
  const fail = (error: unknown): EmulatedResponse => {
    if (!(error instanceof Refusal)) throw error;
    call.code = error.failure.code;
    return refuse(request, call.target, error, state.options.errorForm);
  };
  try {
    const content = contentOf(request, call, state);
    return typeof content === "function" ? (gone) => content(gone).then(finish).catch(fail) : finish(content);
  } catch (error) {
    return fail(error);
  }
}
