import type { Content } from "../api/answer.ts";
import { contentOf } from "../api/handle.ts";
import { credentialsOf } from "../auth/auth.ts";
import { headersOf, limitsAfter, refuse, usualForm } from "../endpoints/flavour-response.ts";
import { Refusal } from "../endpoints/refusal.ts";
import { faultsFor, paceFor } from "../faults/active-faults.ts";
import { answerOf } from "../faults/status-fault.ts";
import type { EmulatorState } from "../state.ts";
import type { Call, Decision, EmulatedAnswer } from "./call.ts";
import { watched } from "./events.ts";
import type { EmulatedRequest } from "./request.ts";
import { applies } from "./wire.ts";

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
    const planned = answerFor(request, call, state);
    const wanted = faultsFor(request, call.rule, state);
    const pace = paceFor(request, call.rule, state);
    const instead = wanted.find((fault) => fault.kind === "status");
    if (instead !== undefined) {
      const headers = headersOf(request, call.target, call.model);
      const failure = answerOf(instead, headers, errorForm ?? usualForm(call.target), timeOfDay());
      call.code = failure.headers["x-ms-error-code"] ?? String(instead.status);
      const left = wanted.filter((fault) => fault.kind === "status" || applies(fault, false));
      return { answer: failure, faults: left, pace };
    }
    const given = typeof planned === "function" ? await planned(gone()) : planned;
    const answer = recorded(given, request, call, state);
    const faults = wanted.filter((fault) => applies(fault, "events" in answer));
    return journal.bodies ? remembered({ answer, faults, pace }) : { answer, faults, pace };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    call.code = error.failure.code;
    return { answer: refuse(request, call.target, error, errorForm), faults: [], pace: undefined };
  }
}

function remembered(decision: Decision): Decision {
  const { answer } = decision;
  if (!("events" in answer)) return { ...decision, said: answer.body };
  const said: unknown[] = [];
  const events = watched(answer.events, (event) => void said.push(event));
  return { ...decision, answer: { ...answer, events }, said };
}

/** What the upstream said is kept, where that is wanted; what the emulator says of it is not. */
function recorded(
  answer: EmulatedAnswer,
  { headers }: EmulatedRequest,
  { asked, code }: Call,
  { recording }: EmulatorState,
): EmulatedAnswer {
  if (recording === undefined || asked === undefined || code?.startsWith("Upstream")) return answer;
  const { key = [], bearer = [] } = credentialsOf(headers);
  return recording.take(asked.request, answer, asked.model, [key, bearer].flat());
}

/** The response, or how an upstream is asked for it. */
function answerFor(
  request: EmulatedRequest,
  call: Call,
  state: EmulatorState,
): EmulatedAnswer | ((gone: AbortSignal) => Promise<EmulatedAnswer>) {
  const finish = ({ tokens, headers: told, ...content }: Content): EmulatedAnswer => {
    call.tokens = tokens;
    const own = headersOf(request, call.target, call.model);
    return { status: 200, headers: { ...own, ...(told ?? limitsAfter(tokens, call.target)) }, ...content };
  };
  const fail = (error: unknown): EmulatedAnswer => {
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
