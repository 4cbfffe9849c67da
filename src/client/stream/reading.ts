import { ConnectionError } from "../errors/connection-error.ts";
import { AbortError } from "../errors/errors.ts";
import { createMask } from "../errors/mask.ts";
import { narrowBody, type Problem } from "../errors/problem.ts";
import { failedStream, StreamError } from "../errors/stream-error.ts";
import type { Exchange } from "../request/attempt.ts";
import { mayBeEventStream } from "../request/response.ts";
import type { ByteBody, ByteReader, ResponseLike } from "../transport/transport.ts";
import { type Collector, objectsIn } from "./collect.ts";
import type { ServerSentEvent } from "./events.ts";
import { stalled } from "./idle.ts";

// What holds for every event stream of chunks, whether it is read as chunks or handed on as bytes.

/** A caller who reads chunk by chunk may read for days: of the events, this many UTF-16 units are kept for a failure. */
export const mostPartial = 1_048_576;

/** A chunk without all that could pile up: which returns there are, and whether they have ended. */
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
  throw new StreamError("not_a_stream", `The server responded to a stream request with ${what}.`);
}

/** What ended the body, as an error of the stream, save for the caller's own abort. */
export function failure(error: Error, idle: boolean, collector: Collector<unknown, unknown>, pending: number): Error {
  if (error instanceof AbortError) return error;
  const partial = collector.response();
  if (idle) return stalled({ partial });
  if (error instanceof ConnectionError && error.reason === "deadline") {
    return new StreamError("deadline", "The stream exceeded deadlineMs.", { partial });
  }
  return interrupted(collector, pending, error.cause);
}

export function toChunk<Chunk>(
  event: ServerSentEvent,
  collector: Collector<Chunk, unknown>,
  sent: Exchange["sent"],
): Chunk {
  const value = parse(event.data);
  if (event.event === "error" || value?.["object"] === "error" || (value?.["error"] ?? undefined) !== undefined) {
    throw failedStream(problemOf(value ?? event.data), createMask(sent), collector.response());
  }
  if (value === undefined) {
    // The platform's error quotes the text, so it is no part of ours.
    throw new StreamError("malformed", "An event of the stream is not a JSON object.", {
      partial: collector.response(),
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
function problemOf(value: unknown): Problem {
  const status = Number(narrowBody(value, 0).code);
  return narrowBody(value, status >= 400 && status < 600 ? status : 0);
}

export function interrupted(collector: Collector<unknown, unknown>, pending: number, cause?: unknown): StreamError {
  const where = collector.finished() ? "" : " and before a finish reason";
  const rest = pending === 0 ? "" : `; ${pending} characters of an event had come that was not completed`;
  const message = `The stream ended before its end marker${where}${rest}.`;
  return new StreamError("interrupted", message, { partial: collector.response(), cause });
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
    // The response is complete: what becomes of its connection is no one's trouble.
  } finally {
    clearTimeout(timer);
  }
}

export const ignore = (): void => undefined;
