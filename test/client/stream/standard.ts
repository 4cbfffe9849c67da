import type { ServerSentEvent } from "../../../src/client/stream/events.ts";

/**
 * The events of a text, as the WHATWG HTML Standard interprets an event stream: line by line and without any buffering, so
 * that the events of a beginning of the text are those that a reader must have returned by then.
 */
export function eventsByTheStandard(text: string): ServerSentEvent[] {
  const found: ServerSentEvent[] = [];
  let data = "";
  let type = "";
  // The last part has no line end yet.
  for (const line of text.split(/\r\n|\r|\n/).slice(0, -1)) {
    const [, field = "", value = ""] = /^([^:]*):? ?([\s\S]*)$/.exec(line) ?? [];
    if (line === "") {
      if (data !== "") found.push({ event: type === "" ? undefined : type, data: data.slice(0, -1) });
      data = "";
      type = "";
    } else if (field === "data") data += `${value}\n`;
    else if (field === "event") type = value;
  }
  return found;
}
