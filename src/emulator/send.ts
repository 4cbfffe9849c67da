import type { ServerResponse } from "node:http";
import type { EmulatedAnswer } from "./respond.ts";

/** Writes an answer to a socket; returns when it is sent, or when the caller has gone. */
export async function send(response: ServerResponse, answer: EmulatedAnswer): Promise<void> {
  if ("events" in answer) return sendEvents(response, answer.headers, answer.events);
  const body = Buffer.from(JSON.stringify(answer.body));
  const headers = { ...answer.headers, "content-type": "application/json", "content-length": body.length };
  response.writeHead(answer.status, headers);
  response.end(body);
}

/** One write an event. A caller that reads slowly is waited for, one that goes away ends the answer. */
async function sendEvents(
  response: ServerResponse,
  headers: Record<string, string>,
  events: Iterable<object>,
): Promise<void> {
  response.writeHead(200, { ...headers, "content-type": "text/event-stream", "cache-control": "no-cache" });
  for (const event of withEnd(events)) {
    if (response.destroyed) return;
    if (!response.write(`data: ${event}\n\n`)) await drained(response);
    // Writes of one turn of the event loop would leave as one.
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.once("drain", done).once("close", done);
  });
}

function* withEnd(events: Iterable<object>): Generator<string> {
  for (const event of events) yield JSON.stringify(event);
  yield "[DONE]";
}
