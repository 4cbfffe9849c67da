import { StreamError } from "../errors/stream-error.ts";
import type { Exchange } from "../request/attempt.ts";
import type { ResolvedClientOptions } from "../resolve-options.ts";
import { createBlockScanner } from "./blocks.ts";
import { type Collector, collectChat, collectCompletions } from "./collect.ts";
import { createEventReader } from "./events.ts";
import { startIdleTimer } from "./idle.ts";
import { bodyOf, failure, ignore, interrupted, mostPartial, onlyEnds, readOn, toChunk } from "./reading.ts";

/** Called for the chunks, and once at the end: with the error if there was one, and the response so far. */
export interface GuardWatch {
  chunk(chunk: unknown): void;
  end(error: unknown, response?: object): void;
}

/**
 * The bytes of a streamed response, for a caller who reads the events on its own: they fail as an `InferenceStream` does, when
 * the stream stalls, is cut, carries an error or what is no chunk.
 *
 * The bytes are given as they came, event by event; those of an event that is an error or no chunk are not. Nothing is read
 * before it is asked for, and nothing is given after `[DONE]`.
 *
 * @param path - of the request; it ends with the route, which determines the type of the chunks.
 */
export function guardedBytes(
  exchange: Exchange,
  options: ResolvedClientOptions,
  path: string,
  watch: GuardWatch = { chunk: ignore, end: ignore },
): ReadableStream<Uint8Array> {
  let began = false;
  const pieces = /\/chat\/completions$/.test(path)
    ? judged(exchange, options, collectChat(), watch)
    : judged(exchange, options, collectCompletions(), watch);
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        began = true;
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async (reason) => {
        // A read that is pending would keep the generator from ending, and one that never began has nothing to end.
        exchange.abort(reason);
        exchange.release();
        await pieces.return().catch(ignore);
        if (!began) watch.end(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function* judged<Chunk extends { choices: unknown }>(
  exchange: Exchange,
  { stream: { idleTimeoutMs, maxEventLength, requireDone } }: ResolvedClientOptions,
  collector: Collector<Chunk, object>,
  watch: GuardWatch,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = bodyOf(exchange.response).getReader();
  const idle = startIdleTimer(idleTimeoutMs, exchange);
  const events = createEventReader(maxEventLength);
  const scan = createBlockScanner();
  let held: Uint8Array[] = [];
  let heldLength = 0;
  let length = 0;
  let ended = false;
  let failed: unknown;
  const judge = (found: ReturnType<typeof events.end>): void => {
    for (const event of found) {
      ended ||= event.data === "[DONE]";
      if (ended) return;
      if (event.data === "") continue;
      const chunk = toChunk<Chunk>(event, collector, exchange.sent);
      watch.chunk(chunk);
      length += event.data.length;
      collector.add(length <= mostPartial ? chunk : onlyEnds(chunk));
    }
  };
  try {
    while (!ended) {
      idle.start();
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw failure(exchange.explain(cause), idle.expired(), collector, events.pending());
      });
      idle.stop();
      if (done) {
        judge(events.end());
        if (ended) yield* held;
        else if (!collector.finished() || requireDone) throw interrupted(collector, events.pending());
        return;
      }
      const ends = scan(value);
      for (const [index, end] of [...ends, value.length].entries()) {
        const piece = value.subarray(ends[index - 1] ?? 0, end);
        if (piece.length === 0) continue;
        held.push(piece);
        heldLength += piece.length;
        const isWhole = index < ends.length;
        judge(events.push(piece));
        // The reader does not count comments within an event, which are held here; a UTF-16 unit takes three bytes at most.
        if (events.overran() || heldLength > 3 * maxEventLength)
          throw new StreamError("malformed", "An event of the stream is longer than stream.maxEventLength.", {
            partial: collector.response(),
          });
        if (!isWhole) continue;
        yield* held;
        if (ended) return;
        held = [];
        heldLength = 0;
      }
    }
  } catch (error) {
    failed = error;
    throw error;
  } finally {
    watch.end(failed, collector.response());
    idle.end();
    exchange.release();
    if (ended) void readOn(reader);
    else reader.cancel().catch(ignore);
  }
}
