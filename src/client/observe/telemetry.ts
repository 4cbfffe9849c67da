import type { OperationId } from "../../../generated/operations.ts";
import type { Endpoint } from "../endpoint/endpoint.ts";
import type { ClientEvent } from "./events.ts";

/** Follows calls from their begin to their end; `openTelemetry()` of `model-inference/opentelemetry` makes one. */
export interface Telemetry {
  /** @returns what is told of one call of an operation; it must not throw. */
  begin(call: BegunCall): TelemetryCall;
}

/** A call of an operation as it begins. */
export interface BegunCall {
  operation: OperationId;
  endpoint: Endpoint;
  body: object | undefined;
  stream: boolean;
  /** Whether the request goes through a `fetch`, which tools may instrument in another way than `node:http`. */
  usesFetch: boolean;
}

/** What is told of one call while it goes on. */
export interface TelemetryCall {
  /** Runs the request, so that what is traced or logged within it belongs to the call. */
  run<Value>(request: () => Value): Value;
  /** Passed to `getToken()` of a credential, as `tracingOptions.tracingContext`. */
  readonly tracingContext?: unknown;
  /** Headers that each attempt is to carry, such as `traceparent`. */
  headers(): Readonly<Record<string, string>>;
  /** Called with each event of the call. */
  event(event: ClientEvent): void;
  /** Called with each chunk of a stream. */
  chunk(chunk: unknown): void;
  /** The call is over, with an answer, put together where it was a stream, or with what it failed with. */
  end(outcome: { answer: object } | { error: unknown }): void;
}

/** Passes the events of a call to the client's observers and to its telemetry. */
export const notifyBoth =
  (notify: ((event: ClientEvent) => void) | undefined, telemetry: TelemetryCall) =>
  (event: ClientEvent): void => {
    notify?.(event);
    telemetry.event(event);
  };
