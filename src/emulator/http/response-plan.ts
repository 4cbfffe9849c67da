import { eventSteps, type Interruption, pauseOf } from "../faults/event-faults.ts";
import type { Fault, FaultKind } from "../faults/fault.ts";
import type { Pace } from "../faults/latency.ts";
import type { EmulatedResponse } from "./call.ts";

/** What is done to a socket: bytes to write, ms to wait, a time since the headers to wait for, or an end before the end. */
export type Step = Buffer | Interruption;

type Steps = AsyncIterable<Step> | Iterable<Step>;

/** A response as it goes out. */
export interface ResponsePlan {
  status: number;
  headers: Record<string, string>;
  /** Before the headers. */
  delayMs: number;
  drop: "fin" | "rst" | undefined;
  gzip: boolean;
  steps: Steps;
}

const ofStreams: readonly FaultKind[] = [
  "malformed-chunk",
  "error-event",
  "no-done",
  "duplicate-chunk",
  "line-endings",
  "comments",
  "oversized-event",
];

/** Whether a fault can be done to a response; one that cannot leaves it as it is. */
export function applies(fault: Fault, streamed: boolean): boolean {
  if (fault.kind === "invalid-json") return !streamed;
  const byChunk = (fault.kind === "cut" || fault.kind === "stall") && fault.afterChunks !== undefined;
  return streamed || !(byChunk || ofStreams.includes(fault.kind));
}

/** A response and what goes wrong with it -> what is done to the socket. Of two faults of a kind, the first counts. */
export function planResponse(response: EmulatedResponse, faults: readonly Fault[], pace?: Pace): ResponsePlan {
  const found = Object.fromEntries([...faults].reverse().map((fault) => [fault.kind, fault])) as {
    [Kind in FaultKind]?: Extract<Fault, { kind: Kind }>;
  };
  const streamed = "events" in response;
  const { body, type } = streamed ? { body: "", type: "text/event-stream" } : textOf(response);
  const whole = Buffer.from(found["invalid-json"] ? body.slice(0, Math.ceil(body.length / 2)) : body);
  const { drip, cut, stall, drop } = found;
  let steps: Steps = streamed ? encoded(eventSteps(response.events, found), found["line-endings"], pace) : [whole];
  if (found["split-utf8"]) steps = splitCharacters(steps);
  if (stall && stall.afterChunks === undefined) steps = after(steps, stall.afterBytes ?? 0, pauseOf(stall));
  if (cut && cut.afterChunks === undefined) steps = after(steps, cut.afterBytes ?? 0, { close: cut.with ?? "fin" });
  if (drip) steps = dripped(steps, drip.bytes ?? 1, drip.ms ?? 10);
  const gzip = found.gzip !== undefined;
  return {
    status: response.status,
    headers: {
      ...response.headers,
      "content-type": found["content-type"]?.value ?? type,
      ...(streamed && { "cache-control": "no-cache" }),
      ...(gzip && { "content-encoding": "gzip" }),
      // A body that ends early, and properly, has no length that would show it.
      ...(!streamed && !gzip && cut?.with !== "end" && { "content-length": String(whole.length) }),
    },
    delayMs: (found.delay?.ms ?? 0) + (pace === undefined ? 0 : waitOf(pace, streamed ? 0 : (response.written ?? 0))),
    drop: drop && (drop.with ?? "fin"),
    gzip,
    steps,
  };
}

/** The body of a whole response as text. */
export function textOf({ body, contentType = "application/json" }: { body: object | string; contentType?: string }): {
  body: string;
  type: string;
} {
  return { body: typeof body === "string" ? body : JSON.stringify(body), type: contentType };
}

/** Until the first token, and so many more. */
function waitOf(pace: Pace, tokens: number): number {
  let wait = pace.first();
  for (let token = 1; token < tokens; token += 1) wait += pace.next();
  return wait;
}

async function* encoded(
  steps: AsyncIterable<string | Interruption>,
  endings: Extract<Fault, { kind: "line-endings" }> | undefined,
  pace: Pace | undefined,
): AsyncGenerator<Step> {
  let due = 0;
  const ending = endings && { cr: "\r", crlf: "\r\n" }[endings.ending];
  for await (const step of steps) {
    if (typeof step !== "string") {
      yield step;
      continue;
    }
    if (due > 0) yield { until: due };
    due += pace?.next() ?? 0;
    yield Buffer.from(ending === undefined ? step : step.replaceAll("\n", ending));
  }
}

/** Cuts after the first byte of each character of several bytes, and sends the parts one by one. */
async function* splitCharacters(steps: Steps): AsyncGenerator<Step> {
  for await (const step of steps) {
    if (!Buffer.isBuffer(step)) {
      yield step;
      continue;
    }
    let start = 0;
    for (const [place, byte] of step.entries()) {
      if (byte < 0xc0) continue;
      yield step.subarray(start, place + 1);
      yield { pause: 1 };
      start = place + 1;
    }
    yield step.subarray(start);
  }
}

/** Does something after so many bytes, when there are as many. */
async function* after(steps: Steps, bytes: number, then: Step): AsyncGenerator<Step> {
  let left = bytes;
  let done = false;
  for await (const step of steps) {
    if (done || !Buffer.isBuffer(step) || step.length < left) {
      if (Buffer.isBuffer(step)) left -= step.length;
      yield step;
      continue;
    }
    if (left > 0) yield step.subarray(0, left);
    yield then;
    done = true;
    if (left < step.length) yield step.subarray(left);
  }
}

async function* dripped(steps: Steps, bytes: number, ms: number): AsyncGenerator<Step> {
  for await (const step of steps) {
    if (!Buffer.isBuffer(step)) {
      yield step;
      continue;
    }
    for (let start = 0; start < step.length; start += bytes) {
      yield step.subarray(start, start + bytes);
      yield { pause: ms };
    }
  }
}
