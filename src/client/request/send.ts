import { type OperationId, type OperationTypes, operations } from "../../../generated/operations.ts";
import { ConfigurationError, ValidationError } from "../errors/errors.ts";
import type { TelemetryCall } from "../observe/watch.ts";
import { type ResolvedClientOptions, resolveLimits } from "../options.ts";
import type { Collector } from "../stream/collect.ts";
import { isEventStream, mayBeEventStream } from "../stream/events.ts";
import { createStream, type InferenceStream } from "../stream/stream.ts";
import type { ResponseLike } from "../transport/transport.ts";
import { textOf } from "./attempt.ts";
import { type Call, callOf, check, request } from "./request.ts";
import { noteMissingDone, remember } from "./response-info.ts";

/** An operation and its input -> a checked answer. */
export async function send<Id extends OperationId>(
  options: ResolvedClientOptions,
  id: Id,
  call: Call,
): Promise<OperationTypes[Id]["answer"]> {
  if ((call.body as { stream?: unknown } | undefined)?.stream) {
    throw new ConfigurationError("stream", "must not be true here; use the method whose name begins with `stream`");
  }
  const watch = begin(options, id, call, false);
  try {
    const send = () => request(options, id, call, isEventStream, watch);
    const received = await (watch === undefined ? send() : watch.run(send));
    if (received.bytes === undefined && isEventStream(received.response)) {
      received.release();
      received.abort(undefined);
      const message = "is an event stream; use the method whose name begins with `stream`";
      throw new ValidationError("response", id, [{ pointer: "", message }]);
    }
    const answer = parseAnswer(id, received.response, textOf(received));
    check(options, "response", id, answer);
    watch?.end({ answer });
    return remember(answer, received) as OperationTypes[Id]["answer"];
  } catch (error) {
    watch?.end({ error });
    throw error;
  }
}

/** An operation and its input -> its answer as a stream. The request goes out when the stream is read. */
export function sendStream<Id extends OperationId>(
  options: ResolvedClientOptions,
  id: Id,
  call: Call,
  collector: Collector<OperationTypes[Id]["chunk"], OperationTypes[Id]["answer"]>,
): InferenceStream<OperationTypes[Id]["chunk"], OperationTypes[Id]["answer"]> {
  let watch: TelemetryCall | undefined;
  const stream = createStream({
    collector,
    idleTimeoutMs: options.streamIdleTimeoutMs,
    maxEventLength: options.maxEventLength,
    maxResponseBytes: resolveLimits(call, options).maxResponseBytes,
    requireDone: options.requireDone,
    onMissingDone: () => noteMissingDone(stream),
    check: (chunk) => {
      watch?.chunk(chunk);
      check(options, "stream", id, chunk);
    },
    onEnd: (error) => watch?.end(error === undefined ? { answer: collector.answer() } : { error }),
    open: async () => {
      const begun = begin(options, id, call, true);
      watch = begun;
      const streamed = callOf(call, { ...call.body, stream: true }, call.query);
      const send = () => request(options, id, streamed, mayBeEventStream, begun);
      const received = await (begun === undefined ? send() : begun.run(send));
      remember(stream, received);
      return received;
    },
  });
  return stream;
}

const begin = (
  { endpoint, telemetry, transport }: ResolvedClientOptions,
  operation: OperationId,
  { body, extras }: Call,
  stream: boolean,
): TelemetryCall | undefined =>
  telemetry?.begin({
    ...{ operation, endpoint, stream, usesFetch: transport.usesFetch() },
    body: extras === undefined ? body : { ...body, ...extras },
  });

function parseAnswer(id: OperationId, { headers }: ResponseLike, text: string): object {
  const fail = (message: string): ValidationError => new ValidationError("response", id, [{ pointer: "", message }]);
  if (text === "") throw fail("is empty");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The platform's error quotes the text, so it is no part of ours.
    throw fail(`is not JSON (content type ${headers.get("content-type") ?? "not given"})`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw fail("is not a JSON object");
  // Without validation too: a page or a proxy's own JSON under a 200 is no answer.
  const { list } = operations[id];
  if (list !== null && !Array.isArray((value as Record<string, unknown>)[list])) throw fail(`has no list \`${list}\``);
  return value;
}
