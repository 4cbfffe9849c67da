import type { Events } from "../http/events.ts";
import type { Fault } from "./fault.ts";

/** What interrupts the bytes of a response: ms to wait, a time since the headers to wait for, or an end before the end. */
export type Interruption = { pause: number } | { until: number } | { close: "fin" | "rst" | "end" };

type Named<Kind extends Fault["kind"]> = Extract<Fault, { kind: Kind }>;
type Found = { [Kind in Fault["kind"]]?: Named<Kind> };

const eventOf = (data: string): string => `data: ${data}\n\n`;

/** Events as the text of an event stream, with what goes wrong between them. Chunks are counted from 1. */
export async function* eventSteps(events: Events, found: Found): AsyncGenerator<string | Interruption> {
  const comments = `: ${"-".repeat(16)}\n\n`.repeat(found.comments?.count ?? (found.comments ? 100 : 0));
  const { cut, stall } = found;
  let number = 0;
  for await (const event of events) {
    if (number === stall?.afterChunks) yield pauseOf(stall);
    if (number === cut?.afterChunks) return yield { close: cut.with ?? "fin" };
    if (found["error-event"] && number === (found["error-event"].afterChunks ?? 1))
      return yield comments + errorEvent(found["error-event"]);
    number += 1;
    const data = typeof event === "string" ? event : JSON.stringify(event);
    yield comments + eventOf(damaged(data, number, found));
    if (isAt(found["duplicate-chunk"], number)) yield comments + eventOf(data);
  }
  if (number === stall?.afterChunks) yield pauseOf(stall);
  if (number === cut?.afterChunks) return yield { close: cut.with ?? "fin" };
  if (!found["no-done"]) yield comments + eventOf("[DONE]");
}

export const pauseOf = ({ ms = Number.POSITIVE_INFINITY }: Named<"stall">): Interruption => ({ pause: ms });

const isAt = (fault: { at?: number } | undefined, number: number): boolean =>
  fault !== undefined && (fault.at ?? 2) === number;

function damaged(data: string, number: number, found: Found): string {
  if (isAt(found["malformed-chunk"], number)) return data.slice(0, Math.ceil(data.length / 2));
  const large = found["oversized-event"];
  if (large === undefined || !isAt(large, number)) return data;
  const padding = "x".repeat(large.bytes ?? 8 * 1024 * 1024);
  return data.replace(/\}$/, `${data === "{}" ? "" : ","}"padding":"${padding}"}`);
}

function errorEvent({
  form = "openai",
  message = "The emulator was asked to fail here.",
}: Named<"error-event">): string {
  const error = { message, type: "server_error", param: null, code: null };
  switch (form) {
    case "openai":
      return eventOf(JSON.stringify({ error })) + eventOf("[DONE]");
    case "vllm": {
      const flat = { object: "error", message, type: "InternalServerError", param: null, code: 500 };
      return eventOf(JSON.stringify(flat)) + eventOf("[DONE]");
    }
    case "tgi":
      return eventOf(JSON.stringify({ error: message, error_type: "generation" }));
    case "event":
      return `event: error\n${eventOf(JSON.stringify({ error }))}`;
  }
}
