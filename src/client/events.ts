import { createParser } from "eventsource-parser";
import type { ResponseLike } from "./transport.ts";

/** Whether an answer says that it is an event stream. */
export const isEventStream = ({ headers }: ResponseLike): boolean =>
  /^text\/event-stream\s*(?:;|$)/i.test(headers.get("content-type") ?? "");

/** The same, or says nothing: gateways were seen to leave the content type of a stream out. */
export const mayBeEventStream = (response: ResponseLike): boolean =>
  isEventStream(response) || !response.headers.get("content-type");

/** What came under one event. */
export interface ServerSentEvent {
  event?: string | undefined;
  data: string;
}

/** Bytes of an event stream -> its events, by the WHATWG HTML Standard, "Server-sent events". */
export interface EventReader {
  /** The events that these bytes complete. */
  push(bytes: Uint8Array): ServerSentEvent[];
  /** The end of the bytes: an event without its blank line is dropped, save for `[DONE]`, whose gateways forget it. */
  end(): ServerSentEvent[];
  /** How much of an event had come that was not completed, in UTF-16 units. */
  pending(): number;
  /** Whether a line or an event was longer than the limit; nothing comes after it. */
  overran(): boolean;
}

/** @param maxLength - the longest line or event, in UTF-16 units; comments do not count. */
export function createEventReader(maxLength: number): EventReader {
  let events: ServerSentEvent[] = [];
  let overran = false;
  let last = "";
  let since = 0;
  let endsWithCr = false;
  const parser = createParser({
    maxBufferSize: maxLength,
    onEvent: (event) => events.push(event),
    onError: (error) => {
      if (error.type === "max-buffer-size-exceeded") overran = true;
    },
  });
  // One decoder for the whole stream: a character may be cut anywhere, and only the first byte order mark is stripped.
  const decoder = new TextDecoder();
  const take = (): ServerSentEvent[] => {
    const taken = events;
    events = [];
    return taken;
  };
  return {
    push: (bytes) => {
      const text = decoder.decode(bytes, { stream: true });
      parser.feed(text);
      if (text !== "") endsWithCr = text.endsWith("\r");
      if (events.length > 0) last = text;
      since = events.length > 0 ? 0 : since + text.length;
      return take();
    },
    pending: () => (last.split(/(?:\r\n|\r|\n)(?:\r\n|\r|\n)/).at(-1) ?? "").length + since,
    end: () => {
      if (overran) return [];
      // A CR at the very end is a line end, which the parser takes for half of one.
      if (endsWithCr) parser.feed("\n");
      const whole = take();
      parser.feed(`${decoder.decode()}\n\n`);
      return [...whole, ...take().filter(({ data }) => data === "[DONE]")];
    },
    overran: () => overran,
  };
}
