import { repairJournal } from "../bulk/index.ts";
import { exitCodes } from "./exit.ts";
import { write } from "./output.ts";

/** Takes the damaged lines out of a journal, and tells what is left. @returns the exit code. */
export async function repair(file: string, { json }: { json?: boolean }): Promise<number> {
  const found = await repairJournal(file);
  const { kept, dropped, original } = found;
  const told =
    original === undefined
      ? `${file}: all ${kept} lines are whole.`
      : `${file}: ${kept} lines kept, ${dropped} dropped; the file as it was is ${original}.`;
  await write(`${json ? JSON.stringify(found) : told}\n`);
  return exitCodes.ok;
}
