import type { EventSourceMessage } from "eventsource-parser";
import type { Exchange } from "./attempt.ts";
import { type Collector, objectsIn } from "./collect.ts";
import { AbortError, ConnectionError, StreamError } from "./errors.ts";
import { createEventReader, mayBeEventStream } from "./events.ts";
import { stalled, startIdleTimer } from "./idle.ts";
import { narrowBody, type Problem } from "./problem.ts";
import { tee } from "./tee.ts";
import type { ByteBody, ByteReader, ResponseLike } from "./transport.ts";

/**
 * A streamed answer: chunks as they arrive, or the whole with `collect()`.
 *
 * The request goes out when reading begins. Leaving the loop early closes the connection.
 */
export interface InferenceStream<Chunk, Answer> extends AsyncIterable<Chunk> {
  /**
   * Reads to the end and puts the whole answer together: texts joined, tool calls by their `index`, usage and filter
   * results merged.
   *
   * @throws {StreamError} when the stream fails; `partial` is what had arrived.
   */
  collect(): Promise<Answer>;
  /**
   * Two streams of the same chunks, from one request. A chunk is kept until both have read it, so read them side by side;
   * the connection closes early when both are left early.
   *
   * @throws {StreamError} when reading has begun.
   */
  tee(): [InferenceStream<Chunk, Answer>, InferenceStream<Chunk, Answer>];
}

/** What a stream needs of the call that it belongs to. */
export interface StreamSource<Chunk, Answer> {
  /** Sends the request and gives the successful answer. */
  open(): Promise<Exchange>;
  idleTimeoutMs: number;
  maxEventLength: number;
  collector: Collector<Chunk, Answer>;
  /** Whether a stream that ends well is interrupted where `[DONE]` is missing. */
  requireDone: boolean;
  /** Told when a stream ends well without `[DONE]`. */
  onMissingDone(): void;
  /** Throws or warns when a chunk does not fit, as the client's validation says. */
  check(chunk: unknown): void;
}

export function createStream<Chunk extends { choices: unknown }, Answer>(
  source: StreamSource<Chunk, Answer>,
): InferenceStream<Chunk, Answer> {
  const memory: Memory = { whole: false };
  return readOnce(() => chunksOf(source, memory), source.collector, memory);
}

/** What is kept of the chunks that have been read. */
interface Memory {
  /** All of them: the answer is wanted. Else as much as a failure may carry. */
  whole: boolean;
}

/** A caller who reads chunk by chunk may read for days: of the events, this many UTF-16 units are kept for a failure. */
export const mostPartial = 1_048_576;

function readOnce<Chunk, Answer>(
  chunks: () => AsyncGenerator<Chunk>,
  collector: Collector<Chunk, Answer>,
  memory: Memory,
): InferenceStream<Chunk, Answer> {
  let used = false;
  const stream: InferenceStream<Chunk, Answer> = {
    [Symbol.asyncIterator]: () => {
      if (used)
        throw new StreamError(
          "used",
          "A stream can be read once: make the call again for another, or share it with tee().",
        );
      used = true;
      return chunks();
    },
    collect: async () => {
      memory.whole = true;
      for await (const _ of stream);
      return collector.answer();
    },
    tee: () => {
      const [first, second] = tee(stream);
      memory.whole = true;
      return [readOnce(() => first, collector, memory), readOnce(() => second, collector, memory)];
    },
  };
  return stream;
}

async function* chunksOf<Chunk extends { choices: unknown }, Answer>(
  source: StreamSource<Chunk, Answer>,
  memory: Memory,
): AsyncGenerator<Chunk, void, undefined> {
  const { collector } = source;
  const exchange = await source.open();
  const reader = bodyOf(exchange.response).getReader();
  const idle = startIdleTimer(source.idleTimeoutMs, exchange);
  const events = createEventReader(source.maxEventLength);
  let ended = false;
  let length = 0;
  try {
    for (let more = true; more; ) {
      idle.start();
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw failure(exchange.explain(cause), idle.expired(), collector, events.pending());
      });
      idle.stop();
      more = !done;
      for (const event of done ? events.end() : events.push(value)) {
        if (event.data === "[DONE]") {
          ended = true;
          return;
        }
        if (event.data === "") continue;
        const chunk = toChunk<Chunk>(event, collector);
        source.check(chunk);
        length += event.data.length;
        collector.add(memory.whole || length <= mostPartial ? chunk : onlyEnds(chunk));
        yield chunk;
      }
      if (events.overran())
        throw new StreamError("malformed", "An event of the stream is longer than maxEventLength.", {
          partial: collector.answer(),
        });
    }
    if (!collector.finished() || source.requireDone) throw interrupted(collector, events.pending());
    source.onMissingDone();
  } finally {
    idle.stop();
    exchange.release();
    if (ended) void readOn(reader);
    else reader.cancel().catch(ignore);
  }
}

/** A chunk without all that could pile up: which answers there are, and whether they have ended. */
export function onlyEnds<Chunk extends { choices: unknown }>(chunk: Chunk): Chunk {
  const choices = objectsIn(chunk.choices as { index: number; finish_reason?: string | null }[]);
  return {
    choices: choices.map(({ index, finish_reason }) => ({ index, finish_reason, text: "" })),
  } as unknown as Chunk;
}

export function bodyOf(response: ResponseLike): ByteBody {
  const { body, headers } = response;
  if (body !== null && mayBeEventStream(response)) return body;
  const what = body === null ? "no body" : headers.get("content-type")?.slice(0, 80);
  throw new StreamError("not_a_stream", `The server answered a stream request with ${what}.`);
}

/** What ended the body, as an error of the stream, save for the caller's own abort. */
export function failure(error: Error, idle: boolean, collector: Collector<unknown, unknown>, pending: number): Error {
  if (error instanceof AbortError) return error;
  const partial = collector.answer();
  if (idle) return stalled({ partial });
  if (error instanceof ConnectionError && error.reason === "deadline") {
    return new StreamError("deadline", "The stream ran past deadlineMs.", { partial });
  }
  return interrupted(collector, pending, error.cause);
}

export function toChunk<Chunk>(event: EventSourceMessage, collector: Collector<Chunk, unknown>): Chunk {
  const value = parse(event.data);
  if (value === undefined) {
    // The platform's error quotes the text, so it is no part of ours.
    throw new StreamError("malformed", "An event of the stream is not a JSON object.", { partial: collector.answer() });
  }
  if (
    event.event === "error" ||
    value["object"] === "error" ||
    (value["error"] !== undefined && value["error"] !== null)
  ) {
    const problem = problemOf(value);
    throw new StreamError("failed", `The stream carried an error: ${problem.kind}`, {
      problem,
      partial: collector.answer(),
    });
  }
  return value as Chunk;
}

function parse(data: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The status is long sent when a stream fails; many servers put it into `code` instead. */
function problemOf(value: Record<string, unknown>): Problem {
  const status = Number(narrowBody(value, 0).code);
  return narrowBody(value, status >= 400 && status < 600 ? status : 0);
}

export function interrupted(collector: Collector<unknown, unknown>, pending: number, cause?: unknown): StreamError {
  const where = collector.finished() ? "" : " and before a finish reason";
  const rest = pending === 0 ? "" : `; ${pending} characters of an event had come that was not completed`;
  const message = `The stream ended before its end marker${where}${rest}.`;
  return new StreamError("interrupted", message, { partial: collector.answer(), cause });
}

/** A body read to its end leaves the connection for the next call; one that does not end soon is not worth it. */
export async function readOn(reader: ByteReader): Promise<void> {
  const timer = setTimeout(() => reader.cancel().catch(ignore), 50);
  try {
    for (let bytes = 0; bytes < 65_536; ) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.byteLength;
    }
    await reader.cancel();
  } catch {
    // The answer is complete: what becomes of its connection is no one's trouble.
  } finally {
    clearTimeout(timer);
  }
}

export const ignore = (): void => undefined;
