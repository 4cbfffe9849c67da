import type { Exchange } from "./attempt.ts";
import { collectChat } from "./collect.ts";
import type { ResolvedClientOptions } from "./options.ts";
import { createStream } from "./stream.ts";

/**
 * The bytes of a streamed answer, for a caller who reads the events on its own: they fail as an `InferenceStream` does, when
 * the stream stalls, is cut, carries an error or what is no chunk.
 *
 * What had arrived is given first. Nothing is read before it is asked for, and nothing after `[DONE]`.
 */
export function guardedBytes(exchange: Exchange, options: ResolvedClientOptions): ReadableStream<Uint8Array> {
  const arrived: Uint8Array[] = [];
  const response = tapped(exchange.response, (bytes) => arrived.push(bytes));
  const chunks = createStream({
    open: async () => ({ ...exchange, response }),
    idleTimeoutMs: options.streamIdleTimeoutMs,
    maxEventLength: options.maxEventLength,
    requireDone: options.requireDone,
    collector: collectChat(),
    onMissingDone: () => undefined,
    check: () => undefined,
  })[Symbol.asyncIterator]();
  let end: { error?: unknown } | undefined;
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        while (end === undefined && arrived.length === 0) {
          end = await chunks.next().then(
            ({ done }) => (done ? {} : undefined),
            (error: unknown) => ({ error }),
          );
        }
        // One at a time: an error would throw away what waits.
        const bytes = arrived.shift();
        if (bytes !== undefined) controller.enqueue(bytes);
        else if (end !== undefined && "error" in end) controller.error(end.error);
        else controller.close();
      },
      cancel: (reason) => {
        // A read that is pending would keep the stream from ending, and one that never began has nothing to end.
        exchange.abort(reason);
        exchange.release();
        return chunks.return?.().then(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

/** The same answer, whose bytes are told of as they are read; a pipe would read ahead, and lose that when the body breaks. */
function tapped({ body, status, headers }: Response, tell: (bytes: Uint8Array) => void): Response {
  const reader = body?.getReader();
  if (reader === undefined) return new Response(null, { status, headers });
  const tap = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        tell(value);
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return new Response(tap, { status, headers });
}
