import { allCommands, type CommandNode, type OptionNode } from "./command-tree.ts";

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/** The completion script of a program for a shell. */
export const completionScript = (shell: Shell, program: CommandNode): string => scripts[shell](program);

const scripts: Record<Shell, (program: CommandNode) => string> = { bash, zsh, fish };

const names = ({ long, short }: OptionNode): string[] => (short === undefined ? [long] : [short, long]);
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const children = (command: CommandNode): string[] => [...command.commands.map(({ name }) => name), ...command.choices];

function bash(program: CommandNode): string {
  const commands = allCommands(program);
  const values = new Map<string, string[]>();
  for (const { path, options } of commands) {
    for (const option of options.filter(({ takesValue }) => takesValue)) {
      const choices = option.choices.join(" ");
      const patterns = names(option).map((name) => quoted(`${path}:${name}`));
      values.set(choices, [...(values.get(choices) ?? []), ...patterns]);
    }
  }
  const offers = commands.map(
    (command) =>
      `      ${quoted(command.path)}) options=${quoted(command.options.flatMap(names).join(" "))} words=${quoted(children(command).join(" "))} ;;`,
  );
  const paths = commands.filter(({ path }) => path !== "").map(({ path }) => quoted(path));
  return `# bash completion of ${program.name}: eval "$(${program.name} completion bash)"
_model_inference() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} path= options= words= word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
      ${paths.join("|")}) path="\${path:+$path }$word" ;;
    esac
  done
  COMPREPLY=()
  case "$path:$previous" in
${[...values].map(([choices, patterns]) => `    ${patterns.join("|")}) words=${quoted(choices)} ;;`).join("\n")}
    *)
      case "$path" in
${offers.join("\n")}
      esac
      if [[ $current == -* ]]; then words=$options; fi ;;
  esac
  # Without a match, bash completes the name of a file.
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _model_inference ${program.name}
`;
}

function zsh(program: CommandNode): string {
  const spec = (option: OptionNode) =>
    names(option).map((name) => {
      const value = !option.takesValue
        ? ""
        : option.choices.length > 0
          ? `:value:(${option.choices.join(" ")})`
          : ":value:_files";
      return quoted(`*${name}[${option.description.replace(/[[\]\\]/g, "\\$&")}]${value}`);
    });
  const functionOf = ({ path }: CommandNode) => ["_model_inference", ...path.split(" ").filter(Boolean)].join("_");
  const body = (command: CommandNode) => {
    const options = command.options.flatMap(spec);
    if (command.commands.length === 0) {
      const rest = command.choices.length > 0 ? `*:value:(${command.choices.join(" ")})` : "*:file:_files";
      return [`  _arguments ${[...options, quoted(rest)].join(" \\\n    ")}`];
    }
    return [
      `  local -a commands=(${command.commands.map(({ name, description }) => quoted(`${name}:${description}`)).join(" ")})`,
      `  _arguments -C ${[...options, quoted("1:command:{_describe command commands}"), quoted("*::argument:->argument")].join(" \\\n    ")}`,
      "  [[ $state == argument ]] || return",
      "  case $words[1] in",
      ...command.commands.map((child) => `    ${child.name}) ${functionOf(child)} ;;`),
      "  esac",
    ];
  };
  const functions = allCommands(program)
    .map((command) => `${functionOf(command)}() {\n${body(command).join("\n")}\n}`)
    .reverse();
  return `#compdef ${program.name}
# zsh completion of ${program.name}: source <(${program.name} completion zsh), after compinit
${functions.join("\n\n")}

compdef _model_inference ${program.name}
`;
}

function fish(program: CommandNode): string {
  const lines = allCommands(program).flatMap((command) => {
    const when = [
      ...command.path
        .split(" ")
        .filter(Boolean)
        .map((word) => `__fish_seen_subcommand_from ${word}`),
      ...(command.commands.length === 0
        ? []
        : [`not __fish_seen_subcommand_from ${command.commands.map(({ name }) => name).join(" ")}`]),
    ].join("; and ");
    const line = (rest: string) => `complete -c ${program.name} -n ${quoted(when)} ${rest}`;
    return [
      ...command.commands.map(({ name, description }) => line(`-f -a ${name} -d ${quoted(description)}`)),
      ...(command.choices.length === 0 ? [] : [line(`-f -a ${quoted(command.choices.join(" "))}`)]),
      ...command.options.map(({ long, short, description, takesValue, choices }) =>
        line(
          [
            `-l ${long.replace("--", "")}`,
            ...(short === undefined ? [] : [`-s ${short.replace("-", "")}`]),
            ...(!takesValue ? [] : choices.length > 0 ? [`-x -a ${quoted(choices.join(" "))}`] : ["-r"]),
            `-d ${quoted(description)}`,
          ].join(" "),
        ),
      ),
    ];
  });
  return `# fish completion of ${program.name}: ${program.name} completion fish | source\n${lines.join("\n")}\n`;
}
