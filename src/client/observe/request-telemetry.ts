import { type OperationId, operations } from "../../../generated/operations.ts";
import { textOf } from "../request/attempt.ts";
import type { OutgoingRequest } from "../request/request.ts";
import { failureOf } from "../request/send.ts";
import type { Outcome } from "../request/send-with-retries.ts";
import type { ResolvedClientOptions } from "../resolve-options.ts";
import type { TelemetryCall } from "./telemetry.ts";

// Loaded only if an observer follows calls: for requests of `client.http` and `createFetch`, which name no operation.

/** Begins the telemetry of a request; `undefined` if the request is not a call of an operation. */
export function beginRequest(
  { endpoint, telemetry, transport }: ResolvedClientOptions,
  { method, url, body }: OutgoingRequest,
): TelemetryCall | undefined {
  const path = url.slice(endpoint.base.length).replace(/[?#].*$/s, "");
  const found = Object.values(operations).find((operation) => operation.method === method && operation.path === path);
  if (found === undefined) return undefined;
  const operation: OperationId = found.id;
  const json = parseObject(typeof body === "string" ? body : new TextDecoder().decode(body));
  const stream = (json as { stream?: unknown } | undefined)?.stream === true;
  return telemetry?.begin({ operation, endpoint, body: json, stream, usesFetch: transport.usesFetch() });
}

/** Ends the telemetry of a request whose response has been read. */
export function endRequest(telemetry: TelemetryCall, request: OutgoingRequest, outcome: Outcome): void {
  if (outcome.response.ok) telemetry.end({ answer: parseObject(textOf(outcome)) ?? {} });
  else telemetry.end({ error: failureOf(request, outcome).error });
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
