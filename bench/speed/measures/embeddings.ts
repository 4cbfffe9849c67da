/** A response of 256 vectors of 1,536 numbers, in both forms. */

import { type ContestantId, withoutValidation } from "../contestants.ts";
import type { Table } from "../report/table.ts";
import { type Bench, lane } from "../run/bench.ts";
import { cpu, runPaired, wall } from "../run/paired.ts";
import type { VectorFormat } from "../subject.ts";

const measure =
  (format: VectorFormat, title: string, without: readonly ContestantId[], notes: readonly string[]) =>
  (bench: Bench): Promise<Table> =>
    runPaired(bench, {
      id: `embeddings-${format}`,
      title: `An embeddings response of 256 x 1,536 ${title}`,
      notes,
      lanes: withoutValidation
        .filter((contestant) => !without.includes(contestant))
        .map((contestant) => lane(contestant, { kind: "vectors", format })),
      readings: [cpu("response"), wall("response")],
      warmUp: 20,
      atLeast: 2,
    });

export const embeddingsFloat = measure("float", "as JSON numbers", [], []);

export const embeddingsBase64 = measure(
  "base64",
  "as base64, until numbers can be read",
  ["ai-sdk"],
  ["`Float32Array` for all but openai, whose own decoding gives lists of numbers; the AI SDK never asks for base64."],
);
