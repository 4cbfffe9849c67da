/** The outcome of a run, as a page. */
import { markdownTable, renderTable, type Table } from "./table.ts";
import { sizeTargets, type Target, targetsOf } from "./targets.ts";
import { judge } from "./verdict.ts";

export interface Results {
  /** The command that was given. */
  command: string;
  date: string;
  machine: string;
  rounds: number;
  packages: readonly string[];
  /** One for each Node that ran the contestants. */
  runs: readonly Run[];
  /** What no Node changes. */
  sizes: readonly Table[];
}

export interface Run {
  /** As `process.version` writes it. */
  node: string;
  tables: readonly Table[];
}

export function render({ command, date, machine, rounds, packages, runs, sizes }: Results): string {
  return `# Performance

Made by \`${command}\` on ${date}, on ${machine}: do not edit. Every contestant is a process of its own and calls one
server on loopback. They take turns, ${rounds} rounds; a figure is the median of the rounds, in brackets what they lay between, and
a ratio is to \`raw\` in the same round. \`raw\` is the platform's \`fetch\`, \`JSON.parse\` and a loop over events written by
hand; \`raw again\` is the same once more, and tells how quiet the machine was. \`ours\` is this package, packed and installed.
Two figures within 0.05 of each other are equal: a claim needs two runs.

Packages: ${packages.join(", ")}.

## Targets

${targets("Sizes", sizeTargets, sizes)}
${runs.map(({ node, tables }) => targets(`Node ${node}`, targetsOf(majorOf(node)), tables)).join("")}${sizes.map(section("##")).join("")}
${runs.map(({ node, tables }) => `## Node ${node}\n${tables.map(section("###")).join("")}`).join("\n")}`;
}

const majorOf = (version: string): number => Number.parseInt(version.slice(1), 10);

const section =
  (level: string) =>
  (table: Table): string =>
    `\n${level} ${table.title}\n\n${[...table.notes, ""].join("\n")}${table.notes.length > 0 ? "\n" : ""}${renderTable(table)}\n`;

/** A line a target. */
function targets(title: string, all: readonly Target[], tables: readonly Table[]): string {
  const lines = all.flatMap((target) => {
    const verdict = judge(target, tables);
    if (verdict === undefined) return [];
    const { met, figure, goal, best } = verdict;
    return [[target.what, target.row, goal, figure, met ? "met" : "**not met**", best]];
  });
  if (lines.length === 0) return "";
  return `### ${title}\n\n${markdownTable(["what", "of", "target", "figure", "", "best peer"], lines)}\n\n`;
}
