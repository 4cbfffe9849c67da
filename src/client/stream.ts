import { createParser, type EventSourceMessage } from "eventsource-parser";
import type { Collector } from "./collect.ts";
import { AbortError, StreamError } from "./errors.ts";
import { narrowBody, type Problem } from "./problem.ts";

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
}

/** What a stream needs of the call that it belongs to. */
export interface StreamSource<Chunk, Answer> {
  /** Sends the request and gives the successful answer. */
  open(): Promise<Response>;
  signal: AbortSignal | undefined;
  collector: Collector<Chunk, Answer>;
  /** Throws or warns when a chunk does not fit, as the client's validation says. */
  check(chunk: unknown): void;
}

export function createStream<Chunk, Answer>(source: StreamSource<Chunk, Answer>): InferenceStream<Chunk, Answer> {
  let used = false;
  const stream: InferenceStream<Chunk, Answer> = {
    [Symbol.asyncIterator]: () => {
      if (used) throw new StreamError("used", "A stream can be read once; make the call again for another.");
      used = true;
      return chunksOf(source);
    },
    collect: async () => {
      for await (const _ of stream);
      return source.collector.answer();
    },
  };
  return stream;
}

async function* chunksOf<Chunk, Answer>(source: StreamSource<Chunk, Answer>): AsyncGenerator<Chunk, void, undefined> {
  const { collector } = source;
  const response = await source.open();
  if (response.body === null)
    throw new StreamError("not_a_stream", "The server answered a stream request with no body.");
  const reader = response.body.getReader();
  // One decoder for the whole stream, since a character may be cut anywhere.
  const decoder = new TextDecoder();
  let events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  let ended = false;
  try {
    requireEventStream(response);
    for (let more = true; more; ) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw source.signal?.aborted ? new AbortError(source.signal.reason) : interrupted(collector, cause);
      });
      more = !done;
      parser.feed(done ? decoder.decode() : decoder.decode(value, { stream: true }));
      for (const event of events) {
        if (event.data === "[DONE]") {
          ended = true;
          return;
        }
        if (event.data === "") continue;
        const chunk = toChunk<Chunk>(event, collector);
        source.check(chunk);
        collector.add(chunk);
        yield chunk;
      }
      events = [];
    }
    if (!collector.finished()) throw interrupted(collector);
  } finally {
    if (ended) void readOn(reader);
    else reader.cancel().catch(ignore);
  }
}

/** Gateways were seen to leave the content type out, so only another one is refused. */
function requireEventStream({ headers }: Response): void {
  const type = headers.get("content-type");
  if (type === null || type === "" || /^text\/event-stream\s*(?:;|$)/i.test(type)) return;
  throw new StreamError("not_a_stream", `The server answered a stream request with ${type.slice(0, 80)}.`);
}

function toChunk<Chunk>(event: EventSourceMessage, collector: Collector<Chunk, unknown>): Chunk {
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

const interrupted = (collector: Collector<unknown, unknown>, cause?: unknown): StreamError =>
  new StreamError("interrupted", "The stream ended before its end marker and before a finish reason.", {
    partial: collector.answer(),
    cause,
  });

/** A body read to its end leaves the connection for the next call; one that does not end soon is not worth it. */
async function readOn(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
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

const ignore = (): void => undefined;
