import type { Exchange } from "./attempt.ts";
import { collectChat } from "./collect.ts";
import type { ResolvedClientOptions } from "./options.ts";
import { createStream } from "./stream.ts";

/**
 * The events of a streamed answer as bytes, for a caller who reads them on its own: they fail as an `InferenceStream` does,
 * when the stream stalls, is cut, carries an error or what is no chunk.
 *
 * Each event is written anew from its data, unchanged, once it is whole and no error: comments and names of events are
 * left out, and a reader never meets a part of an event. Nothing is read before it is asked for, nothing after `[DONE]`.
 */
export function guardedEvents(exchange: Exchange, options: ResolvedClientOptions): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const event = (data: string): Uint8Array => encoder.encode(`data: ${data.replaceAll("\n", "\ndata: ")}\n\n`);
  let arrived = "";
  let isDone = true;
  const chunks = createStream({
    open: async () => exchange,
    idleTimeoutMs: options.streamIdleTimeoutMs,
    maxEventLength: options.maxEventLength,
    requireDone: options.requireDone,
    collector: collectChat(),
    onMissingDone: () => {
      isDone = false;
    },
    check: (_, data) => {
      arrived = data;
    },
  })[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done } = await chunks.next();
        if (!done) return controller.enqueue(event(arrived));
        if (isDone) controller.enqueue(event("[DONE]"));
        controller.close();
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
