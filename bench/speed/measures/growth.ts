/** What a unit costs as there are more of them. */

import { type Growth, sizeName } from "../growths.ts";
import { type Figure, figure, median, ratios } from "../report/statistics.ts";
import type { Table } from "../report/table.ts";
import { type Bench, lane } from "../run/bench.ts";
import { cpu } from "../run/paired.ts";
import { inRounds } from "../run/rounds.ts";

export const runGrowth =
  ({ id, title, unit, sizes, task, warmUp, atLeast }: Growth) =>
  async (bench: Bench): Promise<Table> => {
    const lanes = sizes.map((size) => ({ ...lane("ours-validated", task(size)), name: sizeName(size) }));
    const { visits } = await inRounds(bench, { lanes, warmUp, atLeast });
    const reading = cpu(unit);
    const costs = lanes.map(({ name }) => ({ name, values: (visits.get(name) ?? []).map(reading.of) }));
    return {
      id,
      title: `As work grows: ${title}`,
      notes: [
        "Ours, everything validated. The fewest pay for a call among few, so a size is held against the cheapest below it.",
      ],
      columns: [
        { id: reading.id, title: reading.title },
        { id: "growth", title: "to the cheapest smaller size", ratio: true },
      ],
      rows: costs.map(({ name, values }, index) => ({
        name,
        figures: { [reading.id]: figure(values), ...growthOf(values, costs.slice(0, index)) },
      })),
    };
  };

function growthOf(values: readonly number[], smaller: readonly { values: readonly number[] }[]): { growth?: Figure } {
  const [cheapest] = smaller.map(({ values }) => values).sort((a, b) => median(a) - median(b));
  return cheapest === undefined ? {} : { growth: figure(ratios(values, cheapest)) };
}
