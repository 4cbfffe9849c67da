/** Validators compared with `JSON.parse` of the same text. */

import type { Library, Sample } from "../programs/task.ts";
import type { Table } from "../report/table.ts";
import type { Bench } from "../run/bench.ts";
import { type Reading, runPaired } from "../run/paired.ts";

const libraries: readonly [Library, string][] = [
  ["json-parse", "JSON.parse"],
  ["ours", "ours"],
  ["ajv", "ajv at run time"],
  ["zod", "zod"],
  ["valibot", "valibot"],
];

const time: Reading = { id: "cpu", title: "CPU, µs", of: ({ cpuUs, units }) => cpuUs / units };

const measure =
  (sample: Sample, title: string) =>
  (bench: Bench): Promise<Table> =>
    runPaired(bench, {
      id: `validate-${sample}`,
      title,
      notes: ["ajv compiles the published JSON Schema; the schemas for zod and valibot are written by hand."],
      lanes: libraries.map(([library, name]) => ({ name, task: { kind: "checks", library, sample } })),
      readings: [time],
      warmUp: 50_000,
      atLeast: 1_000,
    });

export const validateRequest = measure("request", "Validating a request of 20 messages with tools and pictures");
export const validateAnswer = measure("answer", "Validating a response");
export const validateChunk = measure("chunk", "Validating a chunk");
