import { createRequire } from "node:module";
import { Command } from "commander";
import { addBatch, addChat, addComplete, addEmbed, addInfo } from "./commands/call-commands.ts";
import { addCompletion } from "./commands/completion.ts";
import { addDoctor, addJournal, addValidate } from "./commands/tool-commands.ts";
import { addEmulate } from "./emulate/command.ts";
import { exitCodes } from "./exit.ts";
import type { Runner } from "./runner.ts";

const exits = `
Exit codes:
  ${exitCodes.ok}    success
  ${exitCodes.refused}    the server returned an error, a file is invalid, or a check failed
  ${exitCodes.usage}    invalid options, settings or files; nothing was sent
  ${exitCodes.connection}    no response, or an incomplete one
  ${exitCodes.internal}   a bug in this command
  ${exitCodes.interrupted}  stopped by Ctrl-C; ${exitCodes.terminated} by SIGTERM

Environment:
  AZURE_INFERENCE_ENDPOINT    base URL of the endpoint
  AZURE_INFERENCE_CREDENTIAL  API key
  AZURE_INFERENCE_MODEL       model or deployment, if the endpoint serves several
  NO_COLOR                    disables colours`;

/** The command line. Each command loads what it needs when it runs, so that help and the others start at once. */
export function createProgram(run: Runner): Command {
  const { version } = createRequire(import.meta.url)("model-inference/package.json") as { version: string };
  const program = new Command("model-inference")
    .description("Call, diagnose and emulate endpoints of the Azure AI Model Inference API.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print the help of a command")
    .showHelpAfterError("Run with --help for usage.")
    .configureOutput({ outputError: (text, write) => write(text.replace(/(?<![\w-])(--?[\w-]+)=[^\s']*/g, "$1")) })
    .exitOverride()
    .addHelpText("after", exits);
  addChat(program, run);
  addComplete(program, run);
  addEmbed(program, run);
  addBatch(program, run);
  addInfo(program, run);
  addDoctor(program, run);
  addValidate(program, run);
  addJournal(program, run);
  addEmulate(program, run);
  addCompletion(program, run);
  return program;
}
