import { checkNames, checkNumber, checkOption, isObject, isText, type NumberRange } from "../check.ts";
import { type ErrorForm, errorForms } from "../endpoints/error-body.ts";

/**
 * Header that announces the delay to the client.
 *
 * @example
 * const hint: RetryHint = "retry-after-date";
 * emulator.faults.add({ kind: "status", status: 429, hint, waitMs: 2_000 });
 */
export type RetryHint =
  | "retry-after"
  | "retry-after-date"
  | "retry-after-ms"
  | "x-ms-retry-after-ms"
  | "x-ratelimit-reset"
  | "message";

type FaultPosition = { afterBytes?: number; afterChunks?: number };

/**
 * A fault of a response. `probability`, from 0 to 1, uses the seed of the emulator. Default: 1.
 *
 * @example
 * const fault: Fault = { kind: "status", status: 503, hint: "retry-after-ms", waitMs: 10 };
 * emulator.faults.add(fault);
 */
export type Fault = { probability?: number } & (
  | {
      kind: "status";
      /** 300 to 599. */
      status: number;
      code?: string;
      message?: string;
      /** The form of the body. Default: that of the endpoint flavour. */
      form?: ErrorForm;
      hint?: RetryHint;
      /** Delay in the hint, in milliseconds. Default: 1000. */
      waitMs?: number;
      /** The header `location`. */
      location?: string;
    }
  /** Waits before the headers. */
  | { kind: "delay"; ms: number }
  /** Closes the connection before any header. */
  | { kind: "drop"; with?: "fin" | "rst" }
  /** Stalls within the body, for `ms` or until the client disconnects. */
  | ({ kind: "stall"; ms?: number } & FaultPosition)
  /** Sends a few bytes at a time. Default: 1 byte every 10 ms. */
  | { kind: "drip"; bytes?: number; ms?: number }
  /** Ends the body early: with a FIN, with a reset, or with a regular end of the HTTP message. Default: `fin`. */
  | ({ kind: "cut"; with?: "fin" | "rst" | "end" } & FaultPosition)
  /** A chunk with incomplete JSON instead of chunk `at`. Default: 2. */
  | { kind: "malformed-chunk"; at?: number }
  | { kind: "content-type"; value: string }
  /** Half of the body, with the length of the half. */
  | { kind: "invalid-json" }
  /** An event that contains an error, instead of all that follows chunk `afterChunks`, which is at least 1. Default 1. */
  | { kind: "error-event"; afterChunks?: number; form?: "openai" | "vllm" | "tgi" | "event"; message?: string }
  | { kind: "no-done" }
  /** Sends chunk `at` twice. Default: 2. */
  | { kind: "duplicate-chunk"; at?: number }
  /** Sends every character of several bytes in two parts. */
  | { kind: "split-utf8" }
  | { kind: "line-endings"; ending: "cr" | "crlf" }
  /** Comment lines before every event. Default: 100. */
  | { kind: "comments"; count?: number }
  /** Makes chunk `at` this large. Default: 8 MiB, chunk 2. */
  | { kind: "oversized-event"; bytes?: number; at?: number }
  | { kind: "gzip" }
);

/**
 * The kinds of faults.
 *
 * @example
 * const kinds: FaultKind[] = emulator.faults.list().map(({ kind }) => kind);
 */
export type FaultKind = Fault["kind"];

type Check = NumberRange | readonly string[] | "text" | "header";
const count = { least: 0, most: Number.MAX_SAFE_INTEGER };
const place = { least: 1, most: Number.MAX_SAFE_INTEGER };
/** Timers cannot keep more. */
const time = { least: 0, most: 2 ** 31 - 1, whole: false };
const within = { afterBytes: count, afterChunks: count };
const hints = [
  "retry-after",
  "retry-after-date",
  "retry-after-ms",
  "x-ms-retry-after-ms",
  "x-ratelimit-reset",
  "message",
];

interface Kind {
  /** The property that the short form `kind=value` gives. */
  short?: string;
  needed?: readonly string[];
  members: Readonly<Record<string, Check>>;
}

export const faultKinds: Readonly<Record<FaultKind, Kind>> = {
  status: {
    short: "status",
    needed: ["status"],
    members: {
      status: { least: 300, most: 599 },
      code: "header",
      message: "text",
      form: errorForms,
      hint: hints,
      waitMs: time,
      location: "header",
    },
  },
  delay: { short: "ms", needed: ["ms"], members: { ms: time } },
  drop: { short: "with", members: { with: ["fin", "rst"] } },
  stall: { short: "afterBytes", members: { ...within, ms: time } },
  drip: { short: "ms", members: { bytes: place, ms: time } },
  cut: { short: "afterBytes", members: { ...within, with: ["fin", "rst", "end"] } },
  "malformed-chunk": { short: "at", members: { at: place } },
  "content-type": { short: "value", needed: ["value"], members: { value: "header" } },
  "invalid-json": { members: {} },
  "error-event": {
    short: "afterChunks",
    members: { afterChunks: place, form: ["openai", "vllm", "tgi", "event"], message: "text" },
  },
  "no-done": { members: {} },
  "duplicate-chunk": { short: "at", members: { at: place } },
  "split-utf8": { members: {} },
  "line-endings": { short: "ending", needed: ["ending"], members: { ending: ["cr", "crlf"] } },
  comments: { short: "count", members: { count: { least: 1, most: 1_000_000 } } },
  "oversized-event": { short: "bytes", members: { bytes: { least: 1, most: 256 * 1024 * 1024 }, at: place } },
  gzip: { members: {} },
};

/**
 * The faults of every response, unless a rule or a request sets others.
 *
 * @example
 * emulator.faults.add({ kind: "status", status: 429, probability: 0.5 });
 * console.log(emulator.faults.list().length); // 1
 */
export interface Faults {
  /** Adds faults after those that are set. @throws {RangeError} for an invalid fault; then none is added. */
  add(...faults: Fault[]): void;
  /** Returns the active faults. */
  list(): readonly Fault[];
  /** Removes all faults. */
  clear(): void;
}

/** @throws {RangeError} that names the property, what is allowed and what was given. */
export function checkFaults(path: string, faults: unknown): readonly Fault[] {
  checkOption(Array.isArray(faults), path, "a list of faults", faults);
  for (const [index, fault] of faults.entries()) checkFault(`${path}[${index}]`, fault);
  return faults as Fault[];
}

function checkFault(path: string, fault: unknown): void {
  checkOption(isObject(fault), path, "a fault", fault);
  const { kind } = fault;
  const isKind = typeof kind === "string" && Object.hasOwn(faultKinds, kind);
  checkOption(isKind, `${path}.kind`, `one of ${Object.keys(faultKinds).join(", ")}`, kind);
  const { members, needed = [] } = faultKinds[kind as FaultKind];
  checkNames(path, fault, ["kind", "probability", ...Object.keys(members)]);
  for (const name of needed) checkOption(fault[name] !== undefined, `${path}.${name}`, "given", fault[name]);
  for (const [name, check] of Object.entries(members))
    if (fault[name] !== undefined) checkProperty(`${path}.${name}`, fault[name], check);
  const { probability = 1 } = fault;
  checkNumber(`${path}.probability`, probability, { least: 0, most: 1, whole: false });
  const places = ["afterBytes", "afterChunks"].filter((name) => fault[name] !== undefined);
  checkOption(places.length < 2, path, "given afterBytes or afterChunks, not both", fault);
}

function checkProperty(path: string, value: unknown, check: Check): void {
  if (check === "text") checkOption(isText(value), path, "a non-empty string", value);
  // What travels as a header must not break out of it.
  else if (check === "header")
    checkOption(isText(value) && /^[\x20-\x7e]+$/.test(value), path, "a string of printable ASCII", value);
  else if (isChoice(check)) checkOption(check.includes(value as string), path, `one of ${check.join(", ")}`, value);
  else checkNumber(path, value, check);
}

const isChoice = (check: Check): check is readonly string[] => Array.isArray(check);
