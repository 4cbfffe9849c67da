/** The outcome of a run, as a page. */
import { markdownTable, renderTable, type Table } from "./table.ts";
import { sizeTargets, targetsOf } from "./targets.ts";
import { judge, type Verdict } from "./verdict.ts";

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

export function render(results: Results): string {
  const { command, date, machine, rounds, packages, runs, sizes } = results;
  return `# Performance

Made by \`${command}\` on ${date}, on ${machine}: do not edit. Every contestant is a process of its own and calls one
server on loopback. They take turns, ${rounds} rounds; a figure is the median of the rounds, in brackets what they lay between, and
a ratio is to \`raw\` in the same round. \`raw\` is the platform's \`fetch\`, \`JSON.parse\` and a loop over events written by
hand; \`raw again\` is the same once more, and tells how quiet the machine was. \`ours\` is this package, packed and installed.
Two figures within 0.05 of each other are equal: a claim needs two runs.

Packages: ${packages.join(", ")}.

## Targets

${verdictsOf(results).map(targetTable).join("\n")}${sizes.map(section("##")).join("")}
${runs.map(({ node, tables }) => `## Node ${node}\n${tables.map(section("###")).join("")}`).join("\n")}`;
}

const majorOf = (version: string): number => Number.parseInt(version.slice(1), 10);

const section =
  (level: string) =>
  (table: Table): string =>
    `\n${level} ${table.title}\n\n${[...table.notes, ""].join("\n")}${table.notes.length > 0 ? "\n" : ""}${renderTable(table)}\n`;

/** The verdicts of each Node, and of what no Node changes. */
function verdictsOf({ runs, sizes }: Results): { title: string; verdicts: Verdict[] }[] {
  const all = [
    { title: "Sizes", targets: sizeTargets, tables: sizes },
    ...runs.map(({ node, tables }) => ({ title: `Node ${node}`, targets: targetsOf(majorOf(node)), tables })),
  ];
  return all
    .map(({ title, targets, tables }) => ({
      title,
      verdicts: targets.flatMap((target) => judge(target, tables) ?? []),
    }))
    .filter(({ verdicts }) => verdicts.length > 0);
}

function targetTable({ title, verdicts }: { title: string; verdicts: readonly Verdict[] }): string {
  const lines = verdicts.map(({ target: { what, row }, met, figure, goal, best }) => {
    return [what, row, goal, figure, met ? "met" : "**not met**", best];
  });
  const reasons = verdicts.flatMap(({ target: { what, row, reason }, met }) =>
    met || reason === undefined ? [] : [`- ${what}, ${row}: ${reason}\n`],
  );
  const table = markdownTable(["what", "of", "target", "figure", "", "best peer"], lines);
  return `### ${title}\n\n${table}\n${reasons.length > 0 ? `\n${reasons.join("")}` : ""}`;
}

/** A line a target, for a terminal. */
export const targetLines = (results: Results): string[] =>
  verdictsOf(results).flatMap(({ title, verdicts }) =>
    verdicts.map(
      ({ target: { what, row }, met, figure, goal }) =>
        `${met ? "met    " : "NOT MET"}  ${title}: ${what} (${row}): ${figure}, ${goal}`,
    ),
  );
