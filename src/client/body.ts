import type { Exchange } from "./attempt.ts";
import { stalled, startIdleTimer } from "./idle.ts";

/**
 * The bytes of an answer, for a caller who reads them as it likes: their end, in whatever way, releases the call.
 *
 * Nothing is read before it is asked for. A body that is silent for too long fails with a `StreamError`, one that breaks
 * with what `explain` says.
 */
export function bytesOf(exchange: Exchange, idleTimeoutMs: number): ReadableStream<Uint8Array> {
  const { bytes, response } = exchange;
  const reader = (bytes === undefined ? response : new Response(bytes as BodyInit)).body?.getReader();
  const idle = startIdleTimer(idleTimeoutMs, exchange);
  const end = (): void => {
    idle.end();
    exchange.release();
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
          end();
          controller.error(idle.expired() ? stalled() : exchange.explain(error));
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
