import { createParser } from "eventsource-parser";
import { BrokenOff } from "../http/events.ts";

/** Longer ones are taken for a fault, in UTF-16 units. */
const longestEvent = 64 * 1024 * 1024;

/**
 * Bytes of an upstream's event stream -> the texts of its events up to `[DONE]`, each as soon as it is there; the next is
 * read when it is asked for. Comments are left out.
 *
 * @throws {BrokenOff} when the stream stops without `[DONE]`.
 */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string, undefined> {
  let ready: string[] = [];
  let overran = false;
  const parser = createParser({
    maxBufferSize: longestEvent,
    // A text is written after `data: `; other fields of its event may follow in any order.
    onEvent: ({ event, data }) =>
      ready.push(data.replaceAll("\n", "\ndata: ") + (event === undefined ? "" : `\nevent: ${event}`)),
    onError: ({ type }) => {
      overran ||= type === "max-buffer-size-exceeded";
    },
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let done = false;
  try {
    for (;;) {
      const read = await reader.read().catch((error: unknown) => {
        throw Object.assign(new BrokenOff(isReset(error) ? "rst" : "fin"), { cause: error });
      });
      // Gateways forget the blank line after `[DONE]`.
      parser.feed(read.done ? `${decoder.decode()}\n\n` : decoder.decode(read.value, { stream: true }));
      if (overran) throw new BrokenOff("fin");
      const events = ready;
      ready = [];
      for (const event of events) {
        if (event === "[DONE]") {
          done = true;
          return;
        }
        if (!read.done) yield event;
      }
      if (read.done) throw new BrokenOff("end");
    }
  } finally {
    // A connection that is read to its end can be used again.
    if (done) void drain(reader);
    else await reader.cancel().catch(() => undefined);
  }
}

const isReset = (error: unknown): boolean =>
  error instanceof Error && (error.cause as NodeJS.ErrnoException | undefined)?.code === "ECONNRESET";

const longestDrainMs = 1_000;

async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const timer = setTimeout(() => void reader.cancel().catch(() => undefined), longestDrainMs).unref();
  try {
    while (!(await reader.read()).done);
  } catch {
    // All that was asked for had come.
  } finally {
    clearTimeout(timer);
  }
}
