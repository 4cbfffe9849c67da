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

/** The same of the two transports, each with its goal. */
const both = (
  of: Omit<Target, "row" | "goal">,
  [own, other]: readonly [Goal, Goal],
  [ownRow, otherRow]: readonly [string, string] = [ours, platform],
): Target[] => [
  { ...of, row: ownRow, goal: own },
  { ...of, row: otherRow, goal: other },
];

/** @param major - of the Node: what its `fetch` costs differs, and so what is to be gained. */
export function targetsOf(major: number): Target[] {
  const [cpu, wall, rate] = major >= 24 ? [0.42, 0.48, 1.7] : [0.28, 0.38, 3];
  const inFlight = (count: number): Target[] => {
    const what = `${count.toLocaleString("en")} in flight, calls a second`;
    return both({ what, table: `in-flight-${count}`, column: "rate-ratio", atLeast: true }, [rate, 1]);
  };
  const validator = (sample: string, goal: number): Target => {
    const what = `validating: ${sample}, of its \`JSON.parse\``;
    return { what, table: `validate-${sample}`, row: ours, column: "cpu-ratio", goal };
  };
  const validatedBulk = { what: "stream in bulk, CPU a chunk", table: "bulk", column: "cpu-ratio" };
  const grown = { what: "growth of memory over 200,000 chunks", table: "memory", column: "200000", unit: "MB" };
  return [
    ...both({ what: "sequential call, CPU", table: "call", column: "cpu-ratio" }, [cpu, 1]),
    ...both({ what: "sequential call, wall", table: "call", column: "wall-ratio" }, [wall, 1]),
    ...inFlight(64),
    ...inFlight(1_000),
    ...both(validatedBulk, [1.2, 1.2], [validated, platformValidated]),
    ...both({ what: "stream as tokens arrive, CPU a chunk", table: "paced", column: "cpu-ratio" }, [0.8, 1]),
    ...both({ what: "time to first chunk", table: "first-chunk", column: "wall-ratio" }, [0.55, 1]),
    ...both({ what: "connections of 20 streams", table: "connections", column: "opened", unit: "" }, [1, 1]),
    ...both({ what: "close after `break`", table: "connections", column: "close", unit: "ms" }, [50, 50]),
    ...both(grown, [9, { row: "raw" }]),
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
      return { what: `${title}, CPU of a unit, to the cheapest of fewer`, table: id, row, column: "growth", goal: 1.3 };
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
