import type { Command, Option } from "commander";
import { allCommands, commandTree } from "../../src/cli/completion/command-tree.ts";
import { createProgram } from "../../src/cli/program.ts";

const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");

const table = (title: string, rows: readonly (readonly [name: string, description: string])[]): string[] =>
  rows.length === 0
    ? []
    : [
        `| ${title} | description |`,
        "| --- | --- |",
        ...rows.map(([name, text]) => `| ${code(name)} | ${cell(text)} |`),
        "",
      ];

function section(command: Command, path: string): string[] {
  const help = command.createHelp();
  const terms = <T>(items: readonly T[], term: (item: T) => string, text: (item: T) => string) =>
    items.map((item) => [term(item), text(item)] as const);
  const options = help.visibleOptions(command).filter(({ long }) => long !== "--help");
  const groups = new Map<string, Option[]>();
  for (const option of options) {
    const heading = option.helpGroupHeading ?? "Options:";
    groups.set(heading, [...(groups.get(heading) ?? []), option]);
  }
  return [
    ...(path === "" ? [] : [`## ${path}`, "", command.description(), ""]),
    "```text",
    help.commandUsage(command),
    "```",
    "",
    ...table("argument", terms(help.visibleArguments(command), help.argumentTerm, help.argumentDescription)),
    ...[...groups].flatMap(([heading, items]) =>
      table(heading.replace(/:$/, "").toLowerCase(), terms(items, help.optionTerm, help.optionDescription)),
    ),
    ...examplesOf(command),
  ];
}

/** The examples of the help, as a block of code. */
function examplesOf(command: Command): string[] {
  let help = "";
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  const lines = [...help.matchAll(/^ {2}\$ (.*)$/gm)].map(([, line = ""]) => line);
  return lines.length === 0 ? [] : ["```sh", ...lines, "```", ""];
}

/** The reference of the command line as a page, from the program itself. */
export function cliReference(): string {
  const program = createProgram(() => Promise.resolve());
  const find = (path: string): Command =>
    path
      .split(" ")
      .filter(Boolean)
      .reduce((command, name) => command.commands.find((child) => child.name() === name) ?? command, program);
  return [
    "# CLI reference",
    "",
    "Every command, argument and option of `model-inference`, generated from the program. [The command line](cli.md) explains them.",
    "",
    ...allCommands(commandTree(program)).flatMap(({ path }) => section(find(path), path)),
  ].join("\n");
}
