import type { OperationId } from "../../../generated/operations.ts";
import type { Endpoint } from "../endpoint/endpoint.ts";
import type { ClientEvent } from "./events.ts";

/**
 * Follows calls from beginning to end; `openTelemetry()` of `model-inference/opentelemetry` makes one.
 *
 * @example
 * const telemetry: Telemetry = openTelemetry();
 * createClient({ endpoint, credential, observe: telemetry });
 */
export interface Telemetry {
  /** Called when a call begins. Returns its observer; must not throw. */
  begin(call: BegunCall): TelemetryCall;
}

/**
 * A call that begins.
 *
 * @example
 * const telemetry: Pick<Observer, "begin"> = {
 *   begin({ operation, endpoint, stream }: BegunCall) {
 *     console.log(operation, endpoint.base, stream);
 *     return { run: (request) => request(), headers: () => ({}), event() {}, chunk() {}, end() {} };
 *   },
 * };
 */
export interface BegunCall {
  operation: OperationId;
  endpoint: Endpoint;
  body: object | undefined;
  stream: boolean;
  /** Whether the request goes through a `fetch`, which tools instrument separately from `node:http`. */
  usesFetch: boolean;
}

/**
 * Observes one call.
 *
 * @example
 * const call: TelemetryCall = {
 *   run: (request) => request(),
 *   headers: () => ({ traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" }),
 *   event: ({ type }) => console.log(type),
 *   chunk() {},
 *   end: (outcome) => console.log(outcome),
 * };
 * createClient({ endpoint, credential, observe: { begin: () => call } });
 */
export interface TelemetryCall {
  /** Runs the request, so that spans and logs within it belong to the call. */
  run<Value>(request: () => Value): Value;
  /** Passed to `getToken()` of a credential, as `tracingOptions.tracingContext`. */
  readonly tracingContext?: unknown;
  /** Headers to add to each attempt, such as `traceparent`. */
  headers(): Readonly<Record<string, string>>;
  /** Called with each event of the call. */
  event(event: ClientEvent): void;
  /** Called with each chunk of a stream. */
  chunk(chunk: unknown): void;
  /** Called when the call ends, with the response (a stream is collected) or the error. */
  end(outcome: { answer: object } | { error: unknown }): void;
}

/** Passes the events of a call to the client's observers and to its telemetry. */
export const notifyBoth =
  (notify: ((event: ClientEvent) => void) | undefined, telemetry: TelemetryCall) =>
  (event: ClientEvent): void => {
    notify?.(event);
    telemetry.event(event);
  };
