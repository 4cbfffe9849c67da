/** What the figures are to be. */
import { growths, sizeName } from "../growths.ts";

export interface Target {
  what: string;
  /** The measure, its row and its column. */
  table: string;
  row: string;
  column: string;
  /** A number, or no worse than another row of the same table. */
  goal: number | { row: string };
  /** Whether more is better. */
  atLeast?: boolean;
  /** A ratio where it is not given. */
  unit?: string;
  /** Why it cannot be met: where the cost is, and what would have to change. The page shows it while the target is not met. */
  reason?: string;
}

const ours = "ours";
const platform = "ours, platform fetch";
const validated = "ours, all validated";
const platformValidated = "ours, platform fetch, all validated";

type Goal = Target["goal"];

/** The same of the two transports, each with its goal, and with its reason where there is one. */
const both = (
  of: Omit<Target, "row" | "goal" | "reason">,
  [own, other]: readonly [Goal, Goal],
  {
    rows: [ownRow, otherRow] = [ours, platform],
    why = [undefined, overFetch],
  }: {
    rows?: readonly [string, string];
    why?: readonly [string | undefined, string | undefined];
  } = {},
): Target[] => [
  { ...of, row: ownRow, goal: own, ...(why[0] !== undefined && { reason: why[0] }) },
  { ...of, row: otherRow, goal: other, ...(why[1] !== undefined && { reason: why[1] }) },
];

const overFetch =
  "`raw` calls the same `fetch` without a signal and with two headers. A call needs a signal for its timeout, and sends its id and, " +
  "for an unknown host, the key in two headers: the row `raw, with a signal and our headers` costs as much with nothing around it.";
const ofBulk =
  "By profile, 0.15 µs a chunk are the promise of an iteration, where raw calls a function; 0.1 validating; 0.07 events by the " +
  "standard, where raw looks for two line feeds; 0.07 the response so far, which an error contains; 0.05 collecting all that. " +
  "`JSON.parse` and the decoder take 0.8 of ours and of raw's.";
const ofPaced =
  "The row `node:http by hand` is what Node takes for a chunk that comes alone. On top are what a chunk in bulk costs and five " +
  "promises, which keep a silent stream from pending.";
const ofCall =
  "The row `node:http by hand` is what Node's own client takes, without a time limit, an id, retries or kinds of errors; " +
  "by profile, ours spends nine tenths of a call there too. Less would take another HTTP client than Node's.";
const ofMany =
  "A call by hand over `node:http` costs more with 1,000 in flight than with 64, too: each has a connection of its own, and V8 " +
  "copies what a call holds while it waits. A young generation of 128 MB instead of V8's 16 (`--max-semi-space-size`) gave 6 % " +
  "more calls a second.";
const ofMemory =
  "Resident memory counts what V8 has not collected yet. The heap after a collection is 5.2 MB at chunk 20,000 and at every " +
  "40,000th after it; of a stream, at most the texts of 1 MiB of events are kept, for the error of a cut.";
const ofStart =
  "On Node 24 `fetch` is part of what a process starts with, and `node:http` is not: the row `node:http by hand` loads no package and " +
  "takes longer. Of ours, 14 ms are Node's start, 4.7 the import, 2.1 loading `node:http`, 2.5 Web Crypto for the id of the " +
  "request, and 7 the connection and the call.";
const ofStartOverFetch =
  "Raw imports nothing and makes the same `fetch` load: what ours takes more is its import, in the column next to it.";

/** @param major - of the Node: what its `fetch` costs differs, and so what is to be gained. */
export function targetsOf(major: number): Target[] {
  const [cpu, wall, rate] = major >= 24 ? [0.42, 0.48, 1.7] : [0.28, 0.38, 3];
  const inFlight = (count: number): Target[] => {
    const what = `${count.toLocaleString("en")} in flight, calls a second`;
    const of = { what, table: `in-flight-${count}`, column: "rate-ratio", atLeast: true };
    return both(of, [rate, 1], { why: [count > 64 ? ofMany : undefined, overFetch] });
  };
  const validator = (sample: string, goal: number): Target => {
    const what = `validating: ${sample === "answer" ? "response" : sample}, of its \`JSON.parse\``;
    return { what, table: `validate-${sample}`, row: ours, column: "cpu-ratio", goal };
  };
  const validatedBulk = { what: "stream in bulk, CPU a chunk", table: "bulk", column: "cpu-ratio" };
  const grown = { what: "growth of memory over 200,000 chunks", table: "memory", column: "200000", unit: "MB" };
  return [
    ...both({ what: "sequential call, CPU", table: "call", column: "cpu-ratio" }, [cpu, 1], {
      why: [ofCall, overFetch],
    }),
    ...both({ what: "sequential call, wall", table: "call", column: "wall-ratio" }, [wall, 1], {
      why: [ofCall, overFetch],
    }),
    ...inFlight(64),
    ...inFlight(1_000),
    ...both(validatedBulk, [1.2, 1.2], { rows: [validated, platformValidated], why: [ofBulk, ofBulk] }),
    ...both({ what: "stream as tokens arrive, CPU a chunk", table: "paced", column: "cpu-ratio" }, [0.8, 1], {
      why: [ofPaced, overFetch],
    }),
    ...both({ what: "time to first chunk", table: "first-chunk", column: "wall-ratio" }, [0.55, 1], {
      why: [ofCall, overFetch],
    }),
    ...both({ what: "connections of 20 streams", table: "connections", column: "opened", unit: "" }, [1, 1]),
    ...both({ what: "close after `break`", table: "connections", column: "close", unit: "ms" }, [50, 50]),
    ...both(grown, [9, { row: "raw" }], { why: [ofMemory, ofMemory] }),
    ...both({ what: "embeddings as JSON, CPU", table: "embeddings-float", column: "cpu-ratio" }, [1, 1]),
    ...both({ what: "embeddings as base64, CPU", table: "embeddings-base64", column: "cpu-ratio" }, [1.1, 1.1]),
    { what: "import, added", table: "import", row: ours, column: "added", goal: 10, unit: "ms" },
    { what: "import, files loaded", table: "import", row: ours, column: "files", goal: 5, unit: "" },
    ...both({ what: "import and first call, process wall", table: "import", column: "wall-ratio" }, [0.6, 1], {
      why: [major >= 24 ? ofStart : undefined, ofStartOverFetch],
    }),
    validator("chunk", 0.1),
    validator("answer", 0.05),
    validator("request", 0.15),
    ...growths.map(({ id, title, sizes }): Target => {
      const row = sizeName(sizes.at(-1) ?? 0);
      const of = {
        what: `${title}, CPU of a unit, to the cheapest of fewer`,
        table: id,
        row,
        column: "growth",
        goal: 1.3,
      };
      return id.includes("flight") ? { ...of, reason: ofMany } : of;
    }),
  ];
}

const whole =
  "`createClient` makes a client with all of its methods, which share retries, timeouts, errors and endpoint types. " +
  "`model-inference/functions` imports operations one by one: see `npx tsx bench/size.ts`.";

/** Those that no Node changes. */
export const sizeTargets: readonly Target[] = [
  {
    ...{ what: "bundle: one chat call", table: "bundle", row: ours, column: "call", goal: 6, unit: "kB" },
    reason: whole,
  },
  {
    ...{ what: "bundle: chat, stream, retries, errors", table: "bundle", row: ours, column: "stream", goal: 11 },
    unit: "kB",
    reason: whole,
  },
  {
    ...{ what: "bundle: all of it, all validated", table: "bundle", row: ours, column: "everything", goal: 16 },
    unit: "kB",
    reason:
      "Like the other bundles, and 10.6 kB for the validators of every request, response and chunk: four of them for a chat request.",
  },
  { what: "packages installed", table: "install", row: ours, column: "packages", goal: 3, unit: "" },
  {
    ...{ what: "installed", table: "install", row: ours, column: "megabytes", goal: 0.8, unit: "MB" },
    reason:
      "The code is there for ES modules and CommonJS, with types for both; the emulator, its HTTP reference and the documents of each " +
      "api-version are included.",
  },
];
