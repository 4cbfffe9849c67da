import { createEventReader } from "../../src/client/stream/events.ts";
import { decode, type EventVector } from "./files.ts";

/**
 * The events of bytes that arrive in pieces that end at these places. Data that is no JSON reaches no caller of the client,
 * so these alone are read by the part that the client is made of.
 */
export function observeEvents({ body }: EventVector, cuts: readonly number[]): Pick<EventVector, "events"> {
  const bytes = decode(body);
  const reader = createEventReader(4 * 1024 * 1024);
  const places = [...cuts].sort((a, b) => a - b);
  const pieces = [...places, bytes.length].map((cut, index) => bytes.subarray(places[index - 1] ?? 0, cut));
  const events = [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
  return { events: events.map(({ event, data }) => ({ type: event ?? "message", data })) };
}
