import type { Operation, OperationId, OperationTypes } from "../../../generated/operations.ts";
import type { TelemetryCall } from "../observe/telemetry.ts";
import { type Call, callOf } from "../request/request.ts";
import { mayBeEventStream, noteMissingDone, remember } from "../request/response.ts";
import { beginTelemetry, sendSuccessfully, validate } from "../request/send.ts";
import { type ResolvedClientOptions, resolveLimits } from "../resolve-options.ts";
import type { Collector } from "./collect.ts";
import { createStream, type InferenceStream } from "./stream.ts";

/** Returns the response of an operation as a stream. The request is sent when reading begins. */
export function sendStreamCall<Id extends OperationId>(
  options: ResolvedClientOptions,
  operation: Operation<Id>,
  call: Call,
  collector: Collector<OperationTypes[Id]["chunk"], OperationTypes[Id]["response"]>,
): InferenceStream<OperationTypes[Id]["chunk"], OperationTypes[Id]["response"]> {
  let telemetry: TelemetryCall | undefined;
  const looksAtChunks = options.validation !== undefined || options.telemetry !== undefined;
  const stream = createStream({
    collector,
    idleTimeoutMs: options.stream.idleTimeoutMs,
    maxEventLength: options.stream.maxEventLength,
    maxResponseBytes: resolveLimits(call, options).maxResponseBytes,
    requireDone: options.stream.requireDone,
    onMissingDone: () => noteMissingDone(stream),
    onChunk: looksAtChunks
      ? (chunk) => {
          telemetry?.chunk(chunk);
          validate(options, "stream", operation.id, chunk);
        }
      : undefined,
    onEnd: (error) => telemetry?.end(error === undefined ? { answer: collector.response() } : { error }),
    open: async () => {
      const begun = beginTelemetry(options, operation.id, call, true);
      telemetry = begun;
      const streamed = callOf(call, { ...call.body, stream: true }, call.query);
      const send = () => sendSuccessfully(options, operation, streamed, mayBeEventStream, begun);
      const received = await (begun === undefined ? send() : begun.run(send));
      remember(stream, received);
      return received;
    },
  });
  return stream;
}
