/** What the figures are to be. */
import { growths, sizeName } from "./growths.ts";

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
  /** Why it cannot be met: where the cost is, and what would have to change. The page tells it while it is not met. */
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
  "What is measured against is the same `fetch`, called without a signal and with two headers. In one run of sequential calls raw " +
  "took 241 µs, raw with a signal and the two further headers of ours 281, ours 301; with a `fetch` that answers at once, all " +
  "that is this client's own takes 13. Without a signal a call could not end in time; Node's `fetch` would have to take both for less.";
const ofCall =
  "By profile on Node 20, a call takes 60 µs in `node:http` alone, which is 0.25 to 0.28 of raw: the row `node:http by hand`. " +
  "Of 35 µs on top, 17 are this client's functions, among them writing the body and parsing the answer, 4 more of collecting " +
  "garbage, 3 the time limit and the request's id, and the rest Node's own code, which finds its data in fewer caches. " +
  "Less would take another HTTP client than Node's.";
const ofMany =
  "A call by hand over `node:http` costs 1.6 times as much with 1,000 in flight as with 64, too: each has a connection of its own. " +
  "By profile, 28 of the 34 µs that ours costs more are collections, which copy what a call holds while it waits; a young " +
  "generation of 128 MB in place of V8's 16 (`--max-semi-space-size`) gave 6 % more calls a second.";
const ofMemory =
  "Resident memory counts what V8 has not collected yet. The heap after a collection is 5.2 MB at chunk 20,000 and at every " +
  "40,000th after it; of a stream, at most the texts of 1 MiB of events are kept, for the error of a cut.";

/** @param major - of the Node: what its `fetch` costs differs, and so what is to be gained. */
export function targetsOf(major: number): Target[] {
  const [cpu, wall, rate] = major >= 24 ? [0.42, 0.48, 1.7] : [0.28, 0.38, 3];
  const inFlight = (count: number): Target[] => {
    const what = `${count.toLocaleString("en")} in flight, calls a second`;
    const of = { what, table: `in-flight-${count}`, column: "rate-ratio", atLeast: true };
    return both(of, [rate, 1], { why: [count > 64 ? ofMany : undefined, overFetch] });
  };
  const validator = (sample: string, goal: number): Target => {
    const what = `validating: ${sample}, of its \`JSON.parse\``;
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
    ...both(validatedBulk, [1.2, 1.2], { rows: [validated, platformValidated] }),
    ...both({ what: "stream as tokens arrive, CPU a chunk", table: "paced", column: "cpu-ratio" }, [0.8, 1]),
    ...both({ what: "time to first chunk", table: "first-chunk", column: "wall-ratio" }, [0.55, 1]),
    ...both({ what: "connections of 20 streams", table: "connections", column: "opened", unit: "" }, [1, 1]),
    ...both({ what: "close after `break`", table: "connections", column: "close", unit: "ms" }, [50, 50]),
    ...both(grown, [9, { row: "raw" }], { why: [ofMemory, ofMemory] }),
    ...both({ what: "embeddings as JSON, CPU", table: "embeddings-float", column: "cpu-ratio" }, [1, 1]),
    ...both({ what: "embeddings as base64, CPU", table: "embeddings-base64", column: "cpu-ratio" }, [1.1, 1.1]),
    { what: "import, added", table: "import", row: ours, column: "added", goal: 10, unit: "ms" },
    {
      ...{ what: "import, files loaded", table: "import", row: ours, column: "files", goal: 5, unit: "" },
      reason: "The entry, three files that it shares with other entries, the transport's two, and the event parser.",
    },
    ...both({ what: "import and first call, process wall", table: "import", column: "wall-ratio" }, [0.6, 1]),
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
  "A client is made with all of its methods, and each shares retries, time limits, the narrowing of every form of failure and " +
  "the table of endpoints: by esbuild's account 10 % of its bytes are the event parser, 9 % endpoints, 8 % " +
  "options, 7 % failures. Less would take methods that are imported one by one, another public surface.";

/** Those that no Node changes. */
export const sizeTargets: readonly Target[] = [
  {
    ...{ what: "bundle: one chat call", table: "bundle", row: ours, column: "call", goal: 6, unit: "kB" },
    reason: whole,
  },
  {
    ...{ what: "bundle: chat, stream, retries, errors", table: "bundle", row: ours, column: "stream", goal: 11 },
    unit: "kB",
    reason:
      "As above; openapi-fetch, which a page loads at the first call of `client.http` alone, is 1.3 kB of it here.",
  },
  {
    ...{ what: "bundle: all of it, all validated", table: "bundle", row: ours, column: "everything", goal: 16 },
    unit: "kB",
    reason:
      "As above, and 11 kB for the validators of every request, answer and chunk: four of them for a chat request.",
  },
  {
    ...{ what: "packages installed", table: "install", row: ours, column: "packages", goal: 3, unit: "" },
    reason:
      "This, openapi-fetch with its package of types, eventsource-parser, and the parser of the command's arguments.",
  },
  {
    ...{ what: "installed", table: "install", row: ours, column: "megabytes", goal: 0.8, unit: "MB" },
    reason:
      "Three quarters are the documents of every api-version in seven forms, the reference to read and the vectors, which " +
      "teams of other languages take from the package. The code is 0.6 MB.",
  },
];
