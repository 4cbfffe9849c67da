import { syntaxErrorOf } from "../../json/syntax-error.ts";
import { isObject } from "../check.ts";
import { endpointsOf } from "../endpoints/endpoints.ts";
import { nested } from "../endpoints/refusal.ts";
import { checkFaults, faultKinds } from "../faults/fault.ts";
import { checkLatency } from "../faults/latency.ts";
import type { EmulatedResponse } from "../http/call.ts";
import type { EmulatedRequest } from "../http/request.ts";
import type { Rule } from "../rules/rule.ts";
import { type EmulatorState, resetState } from "../state.ts";

/**
 * Paths under it steer the emulator.
 *
 * @example
 * const models = await fetch(`${origin}${controlPrefix}/models`, { headers: { [controlHeader]: "1" } });
 */
export const controlPrefix = "/_emulator";
/**
 * Every call that steers needs this header, which a web page cannot send without being asked about.
 *
 * @example
 * await fetch(`${origin}${controlPrefix}/reset`, { method: "POST", headers: { [controlHeader]: "1" } });
 */
export const controlHeader = "x-emulator-control";

type Handler = (state: EmulatorState, request: EmulatedRequest, rest: string) => object | undefined;

const faultsOf = (state: EmulatorState): object => ({ faults: state.faults });
const latencyOf = (state: EmulatorState): object => ({ latency: state.latency ?? {} });

const handlers: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  models: { GET: ({ options }) => ({ models: options.models }) },
  endpoints: { GET: ({ options }) => endpointsOf(options) },
  rules: {
    GET: (state) => ({ rules: state.rules.list().map(toJson) }),
    POST: (state, request) => {
      const given = parse(request);
      return { ids: state.rules.add(...((Array.isArray(given) ? given : [given]) as Rule[])) };
    },
    DELETE: (state, _, id) => {
      if (id === "") state.rules.clear();
      else if (!state.rules.remove(id)) throw nested(404, "unknown_rule", "There is no such rule");
      return undefined;
    },
    PATCH: (state, request, id) => {
      const { enabled, ...others } = parse(request) as Record<string, unknown>;
      if (typeof enabled !== "boolean" || Object.keys(others).length > 0)
        throw new RangeError("The body must be an object of enabled alone, true or false");
      if (!state.rules.enable(id, enabled)) throw nested(404, "unknown_rule", "There is no such rule");
      return undefined;
    },
  },
  faults: {
    GET: (state) => ({ ...faultsOf(state), kinds: faultKinds }),
    PUT: (state, request) => {
      state.faults = checkFaults("faults", parse(request));
      return faultsOf(state);
    },
    DELETE: (state) => {
      state.faults = [];
      return undefined;
    },
  },
  latency: {
    GET: latencyOf,
    PUT: (state, request) => {
      state.latency = checkLatency("latency", parse(request));
      return latencyOf(state);
    },
    DELETE: (state) => {
      state.latency = undefined;
      return undefined;
    },
  },
  journal: {
    GET: ({ journal }, { query }) => {
      const after = Number(query.get("after") ?? 0);
      const { entries, newest } = journal;
      return { entries: entries.filter(({ index }) => index > after), oldest: entries[0]?.index ?? newest + 1, newest };
    },
    DELETE: ({ journal }) => {
      journal.clear();
      return undefined;
    },
  },
  reset: {
    POST: (state) => {
      resetState(state);
      return undefined;
    },
  },
};

/** Handles a request of the control API. @throws {Refusal} 400, 403, 404, 405 */
export function control(request: EmulatedRequest, state: EmulatorState): EmulatedResponse {
  const { path, method, headers } = request;
  if (!headers[controlHeader])
    throw nested(403, "ControlHeaderMissing", `Calls of ${controlPrefix} need the header ${controlHeader}: 1`);
  const [name = "", rest = ""] = path.slice(controlPrefix.length + 1).split("/");
  const methods = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (methods === undefined)
    throw nested(404, "404", `There is ${Object.keys(handlers).join(", ")} under ${controlPrefix}`);
  const handler = Object.hasOwn(methods, method) ? methods[method] : undefined;
  const allow = Object.keys(methods).join(", ");
  if (handler === undefined) throw nested(405, "405", `This takes ${allow}`, { allow });
  try {
    const body = handler(state, request, rest);
    return body === undefined
      ? { status: 204, headers: {}, body: "" }
      : { status: 200, headers: { "cache-control": "no-store" }, body };
  } catch (error) {
    if (error instanceof RangeError) throw nested(400, "BadRequest", error.message);
    throw error;
  }
}

/** A rule as JSON: functions and patterns as their text. */
const toJson = (rule: object): unknown =>
  JSON.parse(
    JSON.stringify(rule, (_, value: unknown) =>
      typeof value === "function"
        ? "(code)"
        : value instanceof RegExp
          ? { pattern: value.source, flags: value.flags }
          : value,
    ),
  );

function parse({ body }: EmulatedRequest): unknown {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw nested(400, "BadRequest", `The body is not JSON: ${syntaxErrorOf(body)}`);
  }
  if (!isObject(value) && !Array.isArray(value))
    throw nested(400, "BadRequest", "The body must be an object or a list");
  return value;
}
