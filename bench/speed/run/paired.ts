/** A measure by rounds -> its table. */

import type { Visit } from "../programs/task.ts";
import { figure, ratios } from "../report/statistics.ts";
import type { Table } from "../report/table.ts";
import type { Bench } from "./bench.ts";
import { inRounds, type Outcome, type Paired } from "./rounds.ts";

/** One thing that is read from a visit. */
export interface Reading {
  id: string;
  title: string;
  of(visit: Visit): number;
}

export interface PairedMeasure extends Paired {
  id: string;
  title: string;
  notes?: readonly string[];
  readings: readonly Reading[];
  /** The lane that ratios compare with. Default: the first. */
  base?: string;
}

export const cpu = (unit: string): Reading => ({
  id: "cpu",
  title: `CPU, µs per ${unit}`,
  of: ({ cpuUs, units }) => cpuUs / units,
});
export const wall = (unit: string): Reading => ({
  id: "wall",
  title: `wall, µs per ${unit}`,
  of: ({ wallUs, units }) => wallUs / units,
});
export const rate = (units: string): Reading => ({
  id: "rate",
  title: `${units} a second`,
  of: ({ wallUs, units }) => (units / wallUs) * 1e6,
});

/** The row of the same contestant twice, which shows how quiet the machine was. */
export const again = "raw again";
const within = 0.06;

export async function runPaired(bench: Bench, measure: PairedMeasure): Promise<Table> {
  return tableOf(measure, await inRounds(bench, measure));
}

export function tableOf(measure: PairedMeasure, { visits, busiest }: Outcome): Table {
  const { id, title, readings, lanes } = measure;
  const base = measure.base ?? lanes[0]?.name ?? "";
  const read = (lane: string, { of }: Reading): number[] => (visits.get(lane) ?? []).map(of);
  const rows = lanes.map(({ name }) => ({
    name,
    figures: Object.fromEntries(
      readings.flatMap((reading) => {
        const values = read(name, reading);
        return [
          [reading.id, figure(values)],
          [ratioId(reading.id), figure(ratios(values, read(base, reading)))],
        ];
      }),
    ),
  }));
  const columns = readings.flatMap((reading) => [
    { id: reading.id, title: reading.title },
    { id: ratioId(reading.id), title: `to ${base}`, ratio: true },
  ]);
  const off = readings.flatMap((reading) => {
    const ratio = rows.find(({ name }) => name === again)?.figures[ratioId(reading.id)]?.median ?? 1;
    return Math.abs(ratio - 1) > within ? [`${reading.id} ${ratio.toFixed(2)}`] : [];
  });
  const notes = [
    ...(measure.notes ?? []),
    ...(busiest.share > 0.005
      ? [`The server was at work for ${Math.round(busiest.share * 100)} % of the time at most (${busiest.lane}).`]
      : []),
    ...(off.length > 0
      ? [`**The machine was not quiet**: \`${again}\` came to ${off.join(", ")} of raw, more than 6 % off.`]
      : []),
  ];
  return { id, title, notes, columns, rows };
}

export const ratioId = (reading: string): string => `${reading}-ratio`;
