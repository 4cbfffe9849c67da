import { notifyBoth, type TelemetryCall } from "../observe/telemetry.ts";
import type { ResolvedClientOptions } from "../resolve-options.ts";
import type { OutgoingRequest } from "./request.ts";
import { type CallLimits, type Outcome, sendWithRetries } from "./send-with-retries.ts";

/** How a caller makes its `Response`. */
export interface ResponseMaker {
  /** The body, if the response is handed on as a stream; its end also ends the telemetry. */
  streamOf(outcome: Outcome, telemetry: TelemetryCall | undefined): ReadableStream<Uint8Array> | undefined;
  respond(outcome: Outcome, stream: ReadableStream<Uint8Array> | undefined): Response;
}

/** Sends a request that somebody else made: for `client.http` and `createFetch`. No status is an error here. */
export async function sendRequest(
  options: ResolvedClientOptions,
  request: OutgoingRequest,
  limits: CallLimits,
  { streamOf, respond }: ResponseMaker,
): Promise<Response> {
  // Most clients have no telemetry: bundlers put it into a file of its own.
  const loaded = options.telemetry && (await import("../observe/request-telemetry.ts"));
  const telemetry = loaded?.beginRequest(options, request);
  for (const [name, value] of Object.entries(telemetry?.headers() ?? {})) request.headers.set(name, value);
  const { tracingContext } = telemetry ?? {};
  const send = () =>
    sendWithRetries(options, request, {
      ...limits,
      notify: telemetry && notifyBoth(options.notify, telemetry),
      tracingContext,
    });
  try {
    const outcome = await (telemetry === undefined ? send() : telemetry.run(send));
    const stream = streamOf(outcome, telemetry);
    if (stream === undefined && telemetry !== undefined) loaded?.endRequest(telemetry, request, outcome);
    return respond(outcome, stream);
  } catch (error) {
    telemetry?.end({ error });
    throw error;
  }
}
