/** Streams: in bulk, as tokens arrive, and many at once. */

import { everyone, withoutValidation } from "../contestants.ts";
import type { Table } from "../report/table.ts";
import { type Bench, lane } from "../run/bench.ts";
import { cpu, runPaired, wall } from "../run/paired.ts";

export const bulk = (bench: Bench): Promise<Table> =>
  runPaired(bench, {
    id: "bulk",
    title: "A stream of 2,000 chunks, sent in bulk",
    lanes: everyone.map((contestant) => lane(contestant, { kind: "streams", pace: "bulk", chunks: 2_000, atOnce: 1 })),
    readings: [cpu("chunk"), wall("chunk")],
    warmUp: 60_000,
    atLeast: 2_000,
  });

export const paced = (bench: Bench): Promise<Table> =>
  runPaired(bench, {
    id: "paced",
    title: "A stream of 200 chunks, one a millisecond",
    notes: ["Its wall time is that of the server's timer."],
    lanes: everyone.map((contestant) => lane(contestant, { kind: "streams", pace: "paced", chunks: 200, atOnce: 1 })),
    readings: [cpu("chunk")],
    warmUp: 40_000,
    warmUpTask: { kind: "streams", pace: "paced", chunks: 200, atOnce: 20 },
    atLeast: 200,
  });

export const firstChunk = (bench: Bench): Promise<Table> =>
  runPaired(bench, {
    id: "first-chunk",
    title: "From a call to its first chunk",
    notes: ["The connection is open. Each stream is read to its end before the next begins."],
    lanes: withoutValidation.map((contestant) => lane(contestant, { kind: "first-chunks" })),
    readings: [wall("first chunk")],
    warmUp: 20_000,
    warmUpTask: { kind: "streams", pace: "paced", chunks: 5, atOnce: 20 },
    atLeast: 40,
  });

export const streams100 = (bench: Bench): Promise<Table> =>
  runPaired(bench, {
    id: "streams-100",
    title: "100 streams of 2,000 chunks at once, sent in bulk",
    lanes: withoutValidation.map((contestant) =>
      lane(contestant, { kind: "streams", pace: "bulk", chunks: 2_000, atOnce: 100 }),
    ),
    readings: [cpu("chunk"), wall("chunk")],
    warmUp: 200_000,
    atLeast: 200_000,
  });
