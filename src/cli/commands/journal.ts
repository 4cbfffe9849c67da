import { repairJournal } from "../../bulk/index.ts";
import { exitCodes } from "../exit.ts";
import { write } from "../output/output.ts";

/** Removes damaged lines from a journal and prints the result. @returns the exit code. */
export async function repair(file: string, { json }: { json?: boolean }): Promise<number> {
  const found = await repairJournal(file);
  const { kept, dropped, original } = found;
  const told =
    original === undefined
      ? `${file}: all ${kept} lines are intact.`
      : `${file}: kept ${kept} lines, removed ${dropped}. The original file is ${original}.`;
  await write(`${json ? JSON.stringify(found) : told}\n`);
  return exitCodes.ok;
}
