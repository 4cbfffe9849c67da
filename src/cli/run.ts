import { CommanderError } from "commander";
import { exitCodes } from "./exit.ts";
import { isColoured, notify, paint } from "./output/output.ts";
import { refuseSecretArguments } from "./output/secrets.ts";
import { createProgram } from "./program.ts";
import { listenToSignals } from "./signals.ts";

/** Arguments -> the code to exit with; never throws. */
export async function run(args: readonly string[]): Promise<number> {
  endQuietlyWithoutReader();
  const signals = listenToSignals();
  let code: number = exitCodes.ok;
  try {
    refuseSecretArguments(args);
    const program = createProgram(async (command) => {
      code = await command(signals);
    });
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.code === "commander.help" ? exitCodes.usage : codeOfParser(error);
    // What a signal broke off is no failure of its own, whatever form it takes.
    if (signals.signal.aborted) {
      notify(paint("dim", "Cancelled.", process.stderr));
      return signals.code();
    }
    const { explain } = await import("./output/explain.ts");
    const { code, lines } = explain(error);
    const [first = "", ...others] = lines;
    notify(`${paint("red", "error:", process.stderr)} ${first}`);
    for (const line of others) notify(isColoured(process.stderr) ? paint("dim", line, process.stderr) : line);
    return code;
  }
}

/** The parser has printed what is wrong; help and version are no failures. */
const codeOfParser = ({ exitCode }: CommanderError): number => (exitCode === 0 ? exitCodes.ok : exitCodes.usage);

/** `| head` closes the pipe when it has read enough: nobody reads an error. */
function endQuietlyWithoutReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(exitCodes.ok);
    notify(`error: stdout: ${error.message}`);
    process.exit(exitCodes.usage);
  });
  process.stderr.on("error", () => undefined);
}
