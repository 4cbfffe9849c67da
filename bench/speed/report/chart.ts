/** Bar charts of a run, as SVG files that follow the reader's colour scheme. */
import { digits, figureOf, type Table } from "./table.ts";

export interface Chart {
  /** Name of the file, without `performance-` and `.svg`. */
  id: string;
  title: string;
  /** The measure and the column of its table. */
  table: string;
  column: string;
  unit: string;
}

export const charts: readonly Chart[] = [
  { id: "call", title: "CPU time of one chat call (less is better)", table: "call", column: "cpu", unit: "µs" },
  {
    id: "in-flight",
    title: "Chat calls per second, 64 at a time (more is better)",
    table: "in-flight-64",
    column: "rate",
    unit: "",
  },
  { id: "stream", title: "CPU time of a chunk of a stream (less is better)", table: "bulk", column: "cpu", unit: "µs" },
  {
    id: "start",
    title: "Process that imports and makes one call (less is better)",
    table: "import",
    column: "wall",
    unit: "ms",
  },
  {
    id: "bundle",
    title: "Browser bundle of one chat call, gzip (less is better)",
    table: "bundle",
    column: "call",
    unit: "kB",
  },
];

/** Rows of tables, and their names for readers. */
const clients = [
  ["ours, functions", "…/functions"],
  ["ours", "model-inference"],
  ["@azure-rest/ai-inference", "@azure-rest/ai-inference"],
  ["openai", "openai"],
  ["AI SDK", "AI SDK"],
  ["raw", "fetch by hand"],
] as const;

const style = `.background{fill:#fff}text{font:14px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600}.bar{fill:#6e7781}.ours{fill:#0969da}
@media(prefers-color-scheme:dark){.background{fill:#0d1117}text{fill:#e6edf3}.bar{fill:#8b949e}.ours{fill:#4493f8}}`;

/** @returns `undefined` if the measure was not run. */
export function renderChart({ title, table: id, column, unit }: Chart, tables: readonly Table[]): string | undefined {
  const table = tables.find((table) => table.id === id);
  if (table === undefined) return undefined;
  const bars = clients.flatMap(([row, name]) => {
    const value = figureOf(table, row, column)?.median;
    return value === undefined ? [] : [{ row, name, value }];
  });
  const most = Math.max(...bars.map(({ value }) => value));
  const text = (value: number): string => [digits(value), unit].filter(Boolean).join(" ");
  const lines = bars.map(({ row, name, value }, index) => {
    const y = 40 + index * 30;
    const width = Math.max(2, Math.round((value / most) * 390));
    return (
      `<text x="192" y="${y + 16}" text-anchor="end">${name}</text>` +
      `<rect x="200" y="${y}" width="${width}" height="22" rx="2" class="bar${row.startsWith("ours") ? " ours" : ""}"/>` +
      `<text x="${206 + width}" y="${y + 16}">${text(value)}</text>`
    );
  });
  const description = bars.map(({ name, value }) => `${name} ${text(value)}`).join(", ");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 ${50 + bars.length * 30}" role="img" aria-label="${title}: ${description}">
<style>${style}</style>
<rect class="background" width="100%" height="100%" rx="6"/>
<text class="title" x="8" y="22">${title}</text>
${lines.join("\n")}
</svg>
`;
}
