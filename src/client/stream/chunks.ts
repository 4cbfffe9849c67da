import { StreamError } from "../errors/stream-error.ts";
import type { Exchange } from "../request/attempt.ts";
import type { ByteReader } from "../transport/transport.ts";
import type { Collector } from "./collect.ts";
import { createEventReader, type ServerSentEvent } from "./events.ts";
import { type IdleTimer, startIdleTimer } from "./idle.ts";
import { bodyOf, failure, ignore, interrupted, mostPartial, onlyEnds, readOn, toChunk } from "./reading.ts";

/** What a stream needs of the call that it belongs to. */
export interface ChunkSource<Chunk, Answer> {
  /** Sends the request and gives the successful response. */
  open(): Promise<Exchange>;
  idleTimeoutMs: number;
  maxEventLength: number;
  /** Most bytes of a stream whose response is put together. */
  maxResponseBytes: number;
  collector: Collector<Chunk, Answer>;
  /** Whether a stream that ends well is interrupted where `[DONE]` is missing. */
  requireDone: boolean;
  /** Called when a complete stream ends without `[DONE]`. */
  onMissingDone(): void;
  /** Called with each chunk; throws if the chunk is invalid. */
  onChunk: ((chunk: unknown) => void) | undefined;
  /** Called once when the stream ends. `error` is set if it failed. */
  onEnd(error: unknown): void;
}

/** What is kept of the chunks that have been read. */
export interface Memory {
  /** All of them: the response is wanted. Else as much as a failure may carry. */
  whole: boolean;
}

/** Bytes that are parsed at once. Of 64 KiB, what waits makes V8 widen its young generation: a long stream took 18 MB, not 8. */
const mostAtOnce = 8_192;

/**
 * The chunks of a stream, one after the other. The request goes out at the first call of `next`; `return` closes the connection,
 * also while a chunk is awaited.
 *
 * No generator: of a chunk that has come already, its `await` costs as much as the parsing.
 */
export function chunksOf<Chunk extends { choices: unknown }>(
  source: ChunkSource<Chunk, unknown>,
  memory: Memory,
): AsyncIterableIterator<Chunk> {
  const { collector } = source;
  const events = createEventReader(source.maxEventLength);
  let queue: readonly ServerSentEvent[] = [];
  let at = 0;
  let unparsed: Uint8Array | undefined;
  let length = 0;
  let received = 0;
  let connection: { exchange: Exchange; reader: ByteReader; idle: IdleTimer } | undefined;
  let atEnd = false;
  let closed = false;
  let released = false;
  /** Calls of `next` that await the server, and the last of them. */
  let pending = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** @param ended - whether nothing but the end of the body is still to come. */
  const close = (ended: boolean, error?: unknown): void => {
    if (!closed) source.onEnd(error);
    closed = true;
    queue = [];
    unparsed = undefined;
    if (connection === undefined || released) return;
    released = true;
    const { exchange, reader, idle } = connection;
    idle.end();
    exchange.release();
    if (ended) void readOn(reader);
    else reader.cancel().catch(ignore);
  };

  const parse = (bytes: Uint8Array): void => {
    queue = events.push(bytes.subarray(0, mostAtOnce));
    at = 0;
    unparsed = bytes.length > mostAtOnce ? bytes.subarray(mostAtOnce) : undefined;
  };

  const take = (): IteratorResult<Chunk, undefined> | undefined => {
    for (;;) {
      while (at < queue.length) {
        const event = queue[at++] as ServerSentEvent;
        if (event.data === "[DONE]") close(true);
        else if (event.data !== "") return { done: false, value: accept(event) };
      }
      if (unparsed === undefined || events.overran()) break;
      parse(unparsed);
    }
    if (closed) return { done: true, value: undefined };
    if (events.overran())
      throw new StreamError("malformed", "An event of the stream is longer than stream.maxEventLength.", {
        partial: collector.response(),
      });
    if (!atEnd) return undefined;
    if (!collector.finished() || source.requireDone) throw interrupted(collector, events.pending());
    source.onMissingDone();
    close(false);
    return { done: true, value: undefined };
  };

  const accept = (event: ServerSentEvent): Chunk => {
    const { exchange } = connection as NonNullable<typeof connection>;
    const chunk = toChunk<Chunk>(event, collector, exchange.sent);
    source.onChunk?.(chunk);
    length += event.data.length;
    collector.add(memory.whole || length <= mostPartial ? chunk : onlyEnds(chunk));
    return chunk;
  };

  const open = async (): Promise<NonNullable<typeof connection>> => {
    const exchange = await source.open();
    const reader = bodyOf(exchange.response).getReader();
    connection = { exchange, reader, idle: startIdleTimer(source.idleTimeoutMs, exchange) };
    if (closed) close(false);
    return connection;
  };

  const read = async (): Promise<void> => {
    const { exchange, reader, idle } = connection ?? (await open());
    if (closed) return;
    idle.start();
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw failure(exchange.explain(cause), idle.expired(), collector, events.pending());
    });
    idle.stop();
    if (closed) return;
    if (!done) {
      received += value.length;
      if (memory.whole && received > source.maxResponseBytes)
        throw new StreamError("too_large", `The stream is longer than maxResponseBytes (${source.maxResponseBytes}).`, {
          partial: collector.response(),
        });
      return parse(value);
    }
    atEnd = true;
    queue = events.end();
    at = 0;
  };

  const pull = async (): Promise<IteratorResult<Chunk, undefined>> => {
    try {
      for (;;) {
        const taken = take();
        if (taken !== undefined) return taken;
        await read();
      }
    } catch (error) {
      close(false, error);
      throw error;
    } finally {
      pending -= 1;
    }
  };

  return {
    next: () => {
      try {
        // What has come already takes no more than one promise.
        const taken = pending === 0 ? take() : undefined;
        if (taken !== undefined) return Promise.resolve(taken);
      } catch (error) {
        close(false, error);
        return Promise.reject(error);
      }
      pending += 1;
      // One after the other, whoever does not await them.
      const mine = pending === 1 ? pull() : last.then(pull, pull);
      last = mine;
      return mine;
    },
    return: async () => {
      close(false);
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
