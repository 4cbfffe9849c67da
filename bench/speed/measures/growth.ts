/** What a unit costs as there are more of them: the smallest size is what the others are told as ratios to. */
import { type Bench, lane } from "../bench.ts";
import { type Growth, sizeName } from "../growths.ts";
import { cpu, runPaired } from "../paired.ts";
import type { Table } from "../table.ts";

export const runGrowth =
  ({ id, title, unit, sizes, task, warmUp, atLeast }: Growth) =>
  (bench: Bench): Promise<Table> =>
    runPaired(bench, {
      id,
      title: `As work grows: ${title}`,
      notes: ["Ours, everything validated."],
      lanes: sizes.map((size) => ({ ...lane("ours-validated", task(size)), name: sizeName(size) })),
      readings: [cpu(unit)],
      warmUp,
      atLeast,
    });
