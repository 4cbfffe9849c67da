import { createParser } from "eventsource-parser";

/** What came under one event. */
export interface ServerSentEvent {
  event?: string | undefined;
  data: string;
}

/** Parses the bytes of an event stream, as the WHATWG HTML Standard says in "Server-sent events". */
export interface EventReader {
  /** Returns the events that these bytes complete. A CR ends its line at once; an LF that follows it is skipped. */
  push(bytes: Uint8Array): ServerSentEvent[];
  /** Ends the stream. An event without its blank line is dropped, except `[DONE]`: some gateways omit the last blank line. */
  end(): ServerSentEvent[];
  /** Length of the event that is not complete yet, in UTF-16 units. */
  pending(): number;
  /** Whether a line or an event was longer than the limit. No event comes after it. */
  overran(): boolean;
}

/** Counted for each line of an incomplete event in addition to its length, because the parser keeps each line as a string. */
const lineCost = 16;

/**
 * @param maxLength - maximum length of a line or an event in UTF-16 units. Field names and line ends count, and each line
 * counts 16 more. Complete comments do not count.
 */
export function createEventReader(maxLength: number): EventReader {
  let events: ServerSentEvent[] = [];
  let overran = false;
  /** The last text that completed an event; what follows its last blank line belongs to the next event. */
  let last = "";
  let length = 0;
  let lines = 0;
  let comments = 0;
  let commentLength = 0;
  let endsWithCr = false;
  let endsLine = true;
  const parser = createParser({
    maxBufferSize: maxLength,
    onEvent: (event) => events.push(event),
    onComment: (comment) => {
      comments += 1;
      commentLength += comment.length + 2;
    },
    onError: (error) => {
      if (error.type === "max-buffer-size-exceeded") overran = true;
    },
  });
  // One decoder for the whole stream: a character can be split anywhere, and only the first byte order mark is stripped.
  const decoder = new TextDecoder();
  const take = (): ServerSentEvent[] => {
    const taken = events;
    events = [];
    return taken;
  };
  const feed = (decoded: string): void => {
    let text = decoded;
    if (endsWithCr && decoded !== "") {
      endsWithCr = false;
      if (decoded.startsWith("\n")) text = decoded.slice(1);
    }
    if (text === "") return;
    comments = commentLength = 0;
    const end = text.charCodeAt(text.length - 1);
    endsWithCr = end === 13;
    // The parser keeps a CR at the end back until it sees what follows.
    parser.feed(endsWithCr ? `${text}\n` : text);
    if (events.length > 0) {
      last = text;
      length = lines = 0;
    } else count(text);
    endsLine = endsWithCr || end === 10;
  };
  const count = (text: string): void => {
    let rest = last === "" ? text : last.slice(lastBlankLine(last)) + text;
    last = "";
    if (endsLine && /^[\r\n]/.test(text)) length = lines = 0;
    const blank = lastBlankLine(rest);
    if (blank > 0) length = lines = 0;
    rest = rest.slice(blank);
    const ends = rest.match(/\r\n|\r|\n/g)?.length ?? 0;
    lines = Math.max(0, lines + ends - comments);
    // Comments between two events are free, however many there are.
    if (ends > 0 && lines === 0) length = rest.length - 1 - Math.max(rest.lastIndexOf("\n"), rest.lastIndexOf("\r"));
    else length = Math.max(0, length + rest.length - commentLength);
    if (length + lines * lineCost <= maxLength) return;
    overran = true;
    parser.reset();
  };
  return {
    push: (bytes) => {
      if (!overran) feed(decoder.decode(bytes, { stream: true }));
      return take();
    },
    pending: () => (last === "" ? length : last.length - lastBlankLine(last)),
    end: () => {
      if (overran) return [];
      parser.feed(`${decoder.decode()}\n\n`);
      return take().filter(({ data }) => data === "[DONE]");
    },
    overran: () => overran,
  };
}

/** Where the text after the last blank line begins; 0 if there is no blank line. */
function lastBlankLine(text: string): number {
  const at = Math.max(text.lastIndexOf("\n\n"), text.lastIndexOf("\n\r"), text.lastIndexOf("\r\r"));
  if (at < 0) return 0;
  return text.startsWith("\r\n", at + 1) ? at + 3 : at + 2;
}
