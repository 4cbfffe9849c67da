import { type OperationId, operations } from "../../../generated/operations.ts";
import type { ResolvedClientOptions } from "../options.ts";
import { textOf } from "../request/attempt.ts";
import type { Outcome } from "../request/dispatch.ts";
import type { Outgoing } from "../request/outgoing.ts";
import { failureOf } from "../request/request.ts";
import type { TelemetryCall } from "./watch.ts";

// Requests that are not made by a method: of `client.http` and of `createFetch`.

/** What follows a request, when the client has telemetry and the request is a call of an operation. */
export function beginRequest(
  { endpoint, telemetry, transport }: ResolvedClientOptions,
  { method, url, body }: Outgoing,
): TelemetryCall | undefined {
  if (telemetry === undefined) return undefined;
  const path = url.slice(endpoint.base.length).replace(/[?#].*$/s, "");
  const found = Object.values(operations).find((operation) => operation.method === method && operation.path === path);
  if (found === undefined) return undefined;
  const operation: OperationId = found.id;
  const asked = objectIn(typeof body === "string" ? body : new TextDecoder().decode(body));
  const stream = (asked as { stream?: unknown } | undefined)?.stream === true;
  return telemetry.begin({ operation, endpoint, body: asked, stream, usesFetch: transport.usesFetch() });
}

/** Ends what follows a request whose answer is not handed on as a stream. */
export function endRequest(watch: TelemetryCall, request: Outgoing, outcome: Outcome): void {
  if (outcome.response.ok) watch.end({ answer: objectIn(textOf(outcome)) ?? {} });
  else watch.end({ error: failureOf(request, outcome).error });
}

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
