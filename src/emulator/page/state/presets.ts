import type { Fault, FaultKind } from "../../faults/fault.ts";
import type { Latency } from "../../faults/latency.ts";
import type { FaultKinds } from "./emulator-state.ts";

/** Faults that go together, under the name of what happens. */
export interface Preset {
  name: string;
  /** One sentence. */
  about: string;
  faults: readonly Fault[];
  latency?: Latency;
}

export const presets: readonly Preset[] = [
  {
    name: "Rate limit",
    about: "Every request gets a 429 that asks for a wait of one second.",
    faults: [{ kind: "status", status: 429, hint: "retry-after" }],
  },
  {
    name: "Overloaded server",
    about: "Half of the requests get a 503.",
    faults: [{ kind: "status", status: 503, probability: 0.5 }],
  },
  {
    name: "Gateway error page",
    about: "Every request gets a 502 with HTML in place of JSON.",
    faults: [{ kind: "status", status: 502, form: "html" }],
  },
  {
    name: "Slow model",
    about: "The first token takes two seconds, and then five tokens come each second.",
    faults: [],
    latency: { firstTokenMs: 2_000, tokensPerSecond: 5, jitter: 0.2 },
  },
  {
    name: "Connection reset",
    about: "The connection is reset before any header.",
    faults: [{ kind: "drop", with: "rst" }],
  },
  { name: "Cut stream", about: "The connection closes after three chunks.", faults: [{ kind: "cut", afterChunks: 3 }] },
  {
    name: "Stalled stream",
    about: "Nothing comes for ten seconds after three chunks.",
    faults: [{ kind: "stall", afterChunks: 3, ms: 10_000 }],
  },
  {
    name: "Error within a stream",
    about: "An error event comes after two chunks, in place of the rest.",
    faults: [{ kind: "error-event", afterChunks: 2 }],
  },
  {
    name: "Broken JSON",
    about: "One chunk of a stream, or half of a body, is not JSON.",
    faults: [{ kind: "malformed-chunk" }, { kind: "invalid-json" }],
  },
  { name: "No [DONE]", about: "A stream ends without its last event.", faults: [{ kind: "no-done" }] },
  {
    name: "Hard-to-read stream",
    about: "Comments, CRLF line ends, split characters and gzip: all of it is valid.",
    faults: [
      { kind: "comments", count: 3 },
      { kind: "line-endings", ending: "crlf" },
      { kind: "split-utf8" },
      { kind: "gzip" },
    ],
  },
];

/** What each kind does, in a sentence. */
export const aboutKinds: Readonly<Record<FaultKind, string>> = {
  status: "Sends an error with this status in place of the response.",
  delay: "Waits before the headers.",
  drop: "Closes the connection before any header.",
  stall: "Sends nothing for a while within the body.",
  drip: "Sends a few bytes at a time.",
  cut: "Ends the body too early.",
  "malformed-chunk": "Sends half of a chunk's JSON.",
  "content-type": "Sends another content type.",
  "invalid-json": "Sends half of a body that is not a stream.",
  "error-event": "Sends an error event in place of the rest of a stream.",
  "no-done": "Ends a stream without [DONE].",
  "duplicate-chunk": "Sends one chunk twice.",
  "split-utf8": "Sends every character of several bytes in two pieces.",
  "line-endings": "Ends the lines of a stream with CR or CRLF.",
  comments: "Sends comment lines before every event.",
  "oversized-event": "Makes one chunk very large.",
  gzip: "Compresses the body.",
};

/** What a kind is turned on with, where it needs properties or has little effect without. */
const defaults: Partial<Record<FaultKind, object>> = {
  status: { status: 503 },
  delay: { ms: 500 },
  stall: { afterChunks: 2, ms: 3_000 },
  cut: { afterChunks: 2 },
  "content-type": { value: "text/html" },
  "line-endings": { ending: "crlf" },
};
export const defaultOf = (kind: FaultKind): Fault => ({ kind, ...defaults[kind] }) as Fault;

/** Faults as the header `x-emulator-fault` writes them. */
export const headerOf = (faults: readonly Fault[], kinds: FaultKinds): string =>
  faults
    .map((fault) => {
      const { kind, ...properties } = fault as Fault & Record<string, string | number>;
      const { short } = kinds[kind];
      const main = short !== undefined && short in properties ? `${kind}=${properties[short]}` : kind;
      const others = Object.entries(properties).filter(([name]) => name !== short);
      return [main, ...others.map(([name, value]) => `${name}=${value}`)].join(";");
    })
    .join(", ");

export const latencyText = (latency: Latency): string =>
  Object.entries(latency)
    .map(([name, value]) => `${name}=${value}`)
    .join(";");
