import type { ServerResponse } from "node:http";
import { constants, createGzip, type Gzip } from "node:zlib";
import type { Fault } from "../faults/fault.ts";
import type { Pace } from "../faults/latency.ts";
import type { EmulatedResponse } from "./call.ts";
import { BrokenOff, type Events, watched } from "./events.ts";
import { reset } from "./reset.ts";
import { planResponse, type ResponsePlan, textOf } from "./response-plan.ts";

/** What became of a response. */
export interface Sent {
  /** Events that were made. */
  events: number;
  /** 0 when the connection closed before any header. */
  status: number;
  /** Whether the caller went away before the end. */
  aborted: boolean;
  /** When the first parts of a streamed body were written, as `performance.now()` returns it. */
  writes: number[];
}

/** The journal keeps no more of a stream. */
const mostWrites = 256;

/** Writes a response to a socket, with what is to go wrong; returns when it is sent, or when the caller has gone. */
export async function send(
  response: ServerResponse,
  answer: EmulatedResponse,
  faults: readonly Fault[] = [],
  pace?: Pace,
): Promise<Sent> {
  const sent: Sent = { events: 0, status: 0, aborted: false, writes: [] };
  const mark = (): void => {
    if (sent.writes.length < mostWrites) sent.writes.push(performance.now());
  };
  const count = (): void => {
    sent.events += 1;
  };
  const counted = "events" in answer ? { ...answer, events: watched(answer.events, count) } : answer;
  if (faults.length > 0 || pace !== undefined) await perform(response, planResponse(counted, faults, pace), mark);
  else if ("events" in counted) await sendEvents(response, counted.headers, counted.events, mark);
  else {
    const { body, type } = textOf(counted);
    const bytes = Buffer.from(body);
    const about = counted.status === 204 ? {} : { "content-type": type, "content-length": bytes.length };
    response.writeHead(counted.status, { ...counted.headers, ...about });
    response.end(bytes);
  }
  if (response.destroyed && !response.writableEnded && !closedHere.has(response)) sent.aborted = true;
  sent.status = response.headersSent ? response.statusCode : 0;
  return sent;
}

/** Streams that this process is sending. */
let busy = 0;

/**
 * How many events may leave together. A write costs ten times what it takes to make an event: one event a write, as
 * servers do it, is kept for as many streams as a test has, and given up for the sake of load.
 */
const share = (): number => (busy > 8 ? 8 : 1);

/** A caller that reads slowly is waited for, one that goes away ends the response. */
async function sendEvents(
  response: ServerResponse,
  headers: Record<string, string>,
  events: Events,
  mark: () => void,
): Promise<void> {
  response.writeHead(200, { ...headers, "content-type": "text/event-stream", "cache-control": "no-cache" });
  if (Symbol.asyncIterator in events) return relay(response, events, mark);
  const iterator = events[Symbol.iterator]();
  busy += 1;
  try {
    // A promise for each event would cost as much as the event.
    await new Promise<void>((resolve, reject) => {
      const turn = (): void => {
        try {
          const text = response.destroyed ? "" : take(iterator, share());
          if (text !== "") mark();
          if (text === "") resolve();
          else if (!response.write(text)) void drained(response).then(turn);
          // Writes of one turn of the event loop would leave as one.
          else setImmediate(turn);
        } catch (error) {
          reject(error);
        }
      };
      turn();
    });
  } finally {
    busy -= 1;
    iterator.return?.();
  }
  if (!response.destroyed) response.end("data: [DONE]\n\n");
}

/** Events leave as they come; more is asked for when the caller has read, and a break is handed on. */
async function relay(
  response: ServerResponse,
  events: AsyncIterable<object | string>,
  mark: () => void,
): Promise<void> {
  response.flushHeaders();
  try {
    for await (const event of events) {
      if (response.destroyed) return;
      mark();
      if (!response.write(textOfEvent(event))) await drained(response);
    }
  } catch (error) {
    return breakOff(response, error);
  }
  if (!response.destroyed) response.end("data: [DONE]\n\n");
}

/** Ends a response as its events did. @throws what is no break. */
async function breakOff(response: ServerResponse, error: unknown): Promise<void> {
  if (!(error instanceof BrokenOff)) throw error;
  if (response.destroyed) return;
  if (error.how === "end") response.end();
  else await close(response, error.how);
}

const textOfEvent = (event: object | string): string =>
  `data: ${typeof event === "string" ? event : JSON.stringify(event)}\n\n`;

/** So many events as text; empty when there are no more. */
function take(iterator: Iterator<object | string>, most: number): string {
  let text = "";
  for (let taken = 0; taken < most; taken += 1) {
    const { done, value } = iterator.next();
    if (done) break;
    text += textOfEvent(value);
  }
  return text;
}

/** Connections that the emulator itself broke off: their callers did not go away. */
const closedHere = new WeakSet<ServerResponse>();

async function perform(response: ServerResponse, wire: ResponsePlan, mark: () => void): Promise<void> {
  if (wire.delayMs > 0) await pause(response, wire.delayMs);
  if (response.destroyed) return;
  if (wire.drop !== undefined) return close(response, wire.drop);
  response.writeHead(wire.status, wire.headers);
  response.flushHeaders();
  const gzip = wire.gzip ? createGzip({ flush: constants.Z_SYNC_FLUSH }) : undefined;
  gzip?.on("data", (bytes: Buffer) => response.write(bytes));
  const began = performance.now();
  try {
    for await (const step of wire.steps) {
      if (response.destroyed) return;
      if (Buffer.isBuffer(step)) {
        mark();
        await write(response, gzip, step);
      } else if ("pause" in step) await pause(response, step.pause);
      else if ("until" in step) await pause(response, began + step.until - performance.now());
      else if (step.close === "end") break;
      else return await close(response, step.close);
    }
  } catch (error) {
    return breakOff(response, error);
  }
  if (gzip !== undefined) await new Promise<void>((resolve) => gzip.once("end", resolve).end());
  if (!response.destroyed) response.end();
}

async function write(response: ServerResponse, gzip: Gzip | undefined, bytes: Buffer): Promise<void> {
  if (gzip !== undefined) await new Promise((resolve) => gzip.write(bytes, resolve));
  else response.write(bytes);
  if (response.writableNeedDrain) await drained(response);
  await new Promise((resolve) => setImmediate(resolve));
}

/** What a caller has not read is lost with a reset: the bytes before it are given a moment. */
const beforeReset = 20;

async function close(response: ServerResponse, how: "fin" | "rst"): Promise<void> {
  const { socket } = response;
  if (socket === null) return;
  if (how === "rst") {
    await pause(response, beforeReset);
    // A caller in this very process reads only between two turns of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
  }
  closedHere.add(response);
  if (how === "rst") reset(socket);
  else socket.destroySoon();
}

/** Waits, but no longer than the caller does. */
function pause(response: ServerResponse, ms: number): Promise<void> {
  if (response.destroyed || ms <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = Number.isFinite(ms) ? setTimeout(done, ms) : undefined;
    function done(): void {
      clearTimeout(timer);
      response.off("close", done);
      resolve();
    }
    response.once("close", done);
  });
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
