import { Argument, type Command } from "commander";
import { commandTree } from "../completion/command-tree.ts";
import { completionScript, type Shell, shells } from "../completion/scripts.ts";
import { exitCodes } from "../exit.ts";
import { examples } from "../flags.ts";
import { write } from "../output/output.ts";
import type { Runner } from "../runner.ts";

export function addCompletion(program: Command, run: Runner): void {
  program
    .command("completion")
    .description("Print a completion script for a shell.")
    .addArgument(new Argument("<shell>", "shell").choices(shells))
    .addHelpText(
      "after",
      examples(
        'eval "$(model-inference completion bash)"     # in ~/.bashrc',
        "source <(model-inference completion zsh)      # in ~/.zshrc, after compinit",
        "model-inference completion fish | source      # in ~/.config/fish/config.fish",
      ),
    )
    .action((shell: Shell) =>
      run(async () => {
        await write(completionScript(shell, commandTree(program)));
        return exitCodes.ok;
      }),
    );
}
