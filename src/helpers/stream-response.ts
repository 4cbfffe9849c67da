import { type ChatCompletionsChunk, isInferenceError, isResponseError } from "../client/index.ts";
import { objectsIn } from "../client/stream/collect.ts";

/** Chunks of `streamChatCompletions` or `streamCompletions`, or chunks that were changed in between. */
type Chunks = AsyncIterable<object>;

/**
 * The text of a chat, chunk by chunk: `delta.content` of the first choice.
 *
 * @throws what reading the stream throws.
 *
 * @example
 * for await (const text of textOf(client.streamChatCompletions({ messages }))) process.stdout.write(text);
 */
export async function* textOf(
  stream: AsyncIterable<Pick<ChatCompletionsChunk, "choices">>,
): AsyncGenerator<string, void, undefined> {
  for await (const { choices } of stream) {
    for (const { index, delta } of objectsIn(choices)) if (index === 0 && delta?.content) yield delta.content;
  }
}

/**
 * Forwards a stream to a browser as server-sent events, in the format of the API: `data: {...}` per chunk, then `data: [DONE]`.
 *
 * It waits for the first chunk, so that a request that fails throws here and the route can choose a status. A failure after that
 * is sent as an event with `error`, without the message of the server, and no `[DONE]` follows. If the browser disconnects, the
 * stream is closed.
 *
 * @throws what reading the first chunk throws.
 *
 * @example
 * export const POST = async (request: Request) => eventStreamResponse(client.streamChatCompletions(await request.json()));
 */
export const eventStreamResponse = (stream: Chunks, init?: ResponseInit): Promise<Response> =>
  respond(stream, init, "text/event-stream", {
    chunk: (chunk) => `data: ${JSON.stringify(chunk)}\n\n`,
    end: "data: [DONE]\n\n",
    error: (code) => `data: ${JSON.stringify({ error: { code, message: "The stream failed." } })}\n\n`,
  });

/**
 * Forwards the text of a chat to a browser as `text/plain`. Waits for the first text and closes the stream as
 * `eventStreamResponse` does. A failure after that breaks the connection, so that the reader notices.
 *
 * @throws what reading the first text throws.
 */
export const textResponse = (
  stream: AsyncIterable<Pick<ChatCompletionsChunk, "choices">>,
  init?: ResponseInit,
): Promise<Response> => respond(textOf(stream), init, "text/plain; charset=utf-8", { chunk: (text) => text, end: "" });

interface Format<Chunk> {
  chunk(chunk: Chunk): string;
  end: string;
  /** Without it, a failure breaks the connection. */
  error?(code: string): string;
}

async function respond<Chunk>(
  stream: AsyncIterable<Chunk>,
  init: ResponseInit | undefined,
  contentType: string,
  format: Format<Chunk>,
): Promise<Response> {
  const chunks = stream[Symbol.asyncIterator]();
  let next: IteratorResult<Chunk> | undefined = await chunks.next();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = next ?? (await chunks.next());
        next = undefined;
        const text = done ? format.end : format.chunk(value);
        if (text !== "") controller.enqueue(encoder.encode(text));
        if (done) controller.close();
      } catch (error) {
        if (format.error === undefined) return controller.error(error);
        controller.enqueue(encoder.encode(format.error(codeOf(error))));
        controller.close();
      }
    },
    async cancel() {
      await chunks.return?.();
    },
  });
  const headers = new Headers(init?.headers);
  if (!headers.has("content-type")) headers.set("content-type", contentType);
  if (!headers.has("cache-control")) headers.set("cache-control", "no-cache");
  return new Response(body, { ...init, headers });
}

/** A word for the failure that reveals nothing of the request. */
const codeOf = (error: unknown): string =>
  isResponseError(error) ? error.problem.kind : isInferenceError(error) ? error.name : "unknown";
