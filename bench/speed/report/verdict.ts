/** Whether the figures are what they are to be. */
import type { Figure } from "./statistics.ts";
import { digits, figureOf, ratioText, type Table } from "./table.ts";
import type { Target } from "./targets.ts";

export interface Verdict {
  target: Target;
  /** The outcome, as the page writes it. */
  figure: string;
  goal: string;
  met: boolean;
  /** The best of the others in the same table. */
  best: string;
}

const peers = ["openapi-fetch", "@azure-rest/ai-inference", "openai", "AI SDK", "ajv at run time", "zod", "valibot"];

/** @returns `undefined` when the measure was not run. */
export function judge(target: Target, tables: readonly Table[]): Verdict | undefined {
  const { row, column, goal, atLeast = false, unit } = target;
  const table = tables.find(({ id }) => id === target.table);
  if (table === undefined) return undefined;
  const of = (name: string): Figure => {
    const figure = figureOf(table, name, column);
    if (figure === undefined) throw new Error(`${table.id} has no ${column} of ${name}`);
    return figure;
  };
  const { median, low, high } = of(row);
  const bound = typeof goal === "number" ? goal : of(goal.row).median;
  const write = (value: number): string =>
    [unit === undefined ? ratioText(value) : digits(value), unit].filter(Boolean).join(" ");
  // Judged as it is written, so that the page does not contradict itself.
  const [value, limit] = [median, bound].map((value) => Number.parseFloat(plain(write(value)))) as [number, number];
  const others = peers
    .flatMap((name) => ({ name, value: figureOf(table, name, column)?.median ?? Number.NaN }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => (atLeast ? b.value - a.value : a.value - b.value));
  return {
    target,
    figure: low === high ? write(median) : `${write(median)} (${write(low)} to ${write(high)})`,
    goal: `${atLeast ? "at least" : "at most"} ${write(bound)}${typeof goal === "number" ? "" : `, that of ${goal.row}`}`,
    met: atLeast ? value >= limit : value <= limit,
    best: others[0] === undefined ? "-" : `${others[0].name} ${write(others[0].value)}`,
  };
}

/** "never" is more than any number. */
const plain = (text: string): string => text.replaceAll(",", "").replace(/^never.*/, "Infinity");
