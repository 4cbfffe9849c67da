import type { Exchange } from "../request/attempt.ts";
import { stalled, startIdleTimer } from "./idle.ts";

/**
 * The bytes of a response, for a caller that reads them itself: their end, for whatever reason, releases the call.
 *
 * Nothing is read before it is asked for. A body that is silent for too long fails with a `StreamError`, one that breaks
 * with what `explain` says.
 *
 * @param onEnd - called once when no more is read, with the error if there was one.
 */
export function bytesOf(
  exchange: Exchange,
  idleTimeoutMs: number,
  onEnd?: (error?: unknown) => void,
): ReadableStream<Uint8Array> {
  const { bytes, response } = exchange;
  const reader = (bytes === undefined ? response : new Response(bytes as BodyInit)).body?.getReader();
  const idle = startIdleTimer(idleTimeoutMs, exchange);
  const end = (error?: unknown): void => {
    idle.end();
    exchange.release();
    onEnd?.(error);
  };
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        idle.start();
        try {
          const { done, value } = (await reader?.read()) ?? { done: true };
          if (!done) return controller.enqueue(value);
          end();
          controller.close();
        } catch (error) {
          const failure = idle.expired() ? stalled() : exchange.explain(error);
          end(failure);
          controller.error(failure);
        } finally {
          idle.stop();
        }
      },
      cancel: (reason) => {
        end();
        return reader?.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
