import type { Command } from "commander";

/** What a shell offers for one command: its options, its subcommands and the values that they accept. */
export interface CommandNode {
  /** Words after the program's name, such as `journal repair`; empty for the program itself. */
  path: string;
  name: string;
  description: string;
  options: OptionNode[];
  commands: CommandNode[];
  /** Allowed values of the first argument. */
  choices: readonly string[];
}

export interface OptionNode {
  long: string;
  short?: string;
  description: string;
  takesValue: boolean;
  /** Allowed values; empty if any value is allowed, such as the name of a file. */
  choices: readonly string[];
}

/** Reads the commands and options of a program. */
export function commandTree(command: Command, path = ""): CommandNode {
  const help = command.createHelp();
  const commands = help.visibleCommands(command).filter((child) => child.name() !== "help");
  return {
    path,
    name: command.name(),
    description: firstSentence(command.description()),
    options: help.visibleOptions(command).map(({ long, short, description, required, optional, argChoices }) => ({
      long: long ?? "",
      ...(short !== undefined && { short }),
      description,
      takesValue: required || optional,
      choices: argChoices ?? [],
    })),
    commands: commands.map((child) => commandTree(child, `${path} ${child.name()}`.trim())),
    choices: command.registeredArguments[0]?.argChoices ?? [],
  };
}

const firstSentence = (text: string): string => /^.*?(?=\.(?:\s|$)|$)/s.exec(text)?.[0] ?? text;

/** A node and all below it, the node first. */
export const allCommands = (node: CommandNode): CommandNode[] => [node, ...node.commands.flatMap(allCommands)];
