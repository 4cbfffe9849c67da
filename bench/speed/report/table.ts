/** The form that every measure's outcome has. */
import type { Figure } from "./statistics.ts";

export interface Column {
  id: string;
  title: string;
  /** A factor, written with two digits after the point; else three significant digits. */
  ratio?: boolean;
}

export interface Row {
  name: string;
  /** By the column's id; absent where a contestant has no such thing. */
  figures: { [column: string]: Figure };
}

export interface Table {
  /** As `--only` takes it. */
  id: string;
  title: string;
  /** How it was measured, and what else is to be known. */
  notes: string[];
  columns: Column[];
  rows: Row[];
}

export const figureOf = (table: Table | undefined, row: string, column: string): Figure | undefined =>
  table?.rows.find(({ name }) => name === row)?.figures[column];

export function renderTable({ columns, rows }: Table): string {
  const lines = rows.map(({ name, figures }) => [name, ...columns.map((column) => cell(column, figures[column.id]))]);
  return markdownTable(["", ...columns.map(({ title }) => title)], lines);
}

export const markdownTable = (head: readonly string[], body: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

function cell({ ratio = false }: Column, figure: Figure | undefined): string {
  if (figure === undefined) return "-";
  const { median, low, high } = figure;
  const write = (value: number): string => (ratio ? ratioText(value) : digits(value));
  return low === high ? write(median) : `${write(median)} (${write(low)} to ${write(high)})`;
}

export const ratioText = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(1));

/** Three digits, and all of a whole number. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return "never";
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(3)));
}
