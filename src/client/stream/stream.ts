import { StreamError } from "../errors/stream-error.ts";
import { type ChunkSource, chunksOf, type Memory } from "./chunks.ts";
import type { Collector } from "./collect.ts";
import { tee } from "./tee.ts";

/**
 * A streamed response: chunks as they arrive, or the complete response with `collect()`.
 *
 * The request is sent when reading starts. Leaving the loop early closes the connection.
 *
 * @example
 * const stream: InferenceStream<ChatCompletionsChunk, ChatCompletions> = client.streamChatCompletions({ messages });
 * for await (const { choices } of stream) console.log(choices[0]?.delta?.content);
 */
export interface InferenceStream<Chunk, Answer> extends AsyncIterable<Chunk> {
  /**
   * Reads the stream to its end and returns the complete response: texts joined, tool calls joined by their `index`, usage and filter
   * results merged.
   *
   * @throws {StreamError} if the stream fails; `partial` is the response so far.
   */
  collect(): Promise<Answer>;
  /**
   * Returns two streams of the same chunks, from one request. A chunk is kept until both have read it, so read them at the same time.
   * Leaving both early closes the connection.
   *
   * @throws {StreamError} if reading has already started.
   */
  tee(): [InferenceStream<Chunk, Answer>, InferenceStream<Chunk, Answer>];
}

export function createStream<Chunk extends { choices: unknown }, Answer>(
  source: ChunkSource<Chunk, Answer>,
): InferenceStream<Chunk, Answer> {
  const memory: Memory = { whole: false };
  return readOnce(() => chunksOf(source, memory), source.collector, memory);
}

function readOnce<Chunk, Answer>(
  chunks: () => AsyncIterator<Chunk>,
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
      return collector.response();
    },
    tee: () => {
      const [first, second] = tee(stream);
      memory.whole = true;
      return [readOnce(() => first, collector, memory), readOnce(() => second, collector, memory)];
    },
  };
  return stream;
}
