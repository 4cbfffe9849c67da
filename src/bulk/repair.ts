import { type FileHandle, link, open, rename } from "node:fs/promises";
import { ConfigurationError } from "../client/errors.ts";
import { unusable } from "./journal.ts";
import { ForeignFileError, readLines } from "./journal-lines.ts";
import { lock } from "./lock.ts";

/** What a repair found. */
export interface JournalRepair {
  /** Lines that are whole; each holds the outcomes of one request. */
  kept: number;
  /** Lines that are not as they were written, or were cut off: their inputs are done again. */
  dropped: number;
  /** Where the file that was repaired is; `undefined` when nothing had to be. */
  original: string | undefined;
}

/**
 * Takes the damaged lines out of a journal. The file as it was stays beside it, as `<path>.damaged`.
 *
 * @throws {ConfigurationError} when it is no journal, its first line is damaged, a run has it, or `<path>.damaged` is there.
 *
 * @example
 * const { kept, dropped } = await repairJournal("vectors.journal");
 */
export async function repairJournal(path: string): Promise<JournalRepair> {
  const held = await lock(`${path}.lock`).catch((error: unknown) => unusable(path, error));
  let file: FileHandle | undefined;
  try {
    file = await open(path, "r");
    return await repair(file, path);
  } catch (error) {
    return unusable(path, error);
  } finally {
    await file?.close();
    await held.release();
  }
}

async function repair(file: FileHandle, path: string): Promise<JournalRepair> {
  const wholes: { from: number; length: number }[] = [];
  let dropped = 0;
  for await (const line of readLines(file)) {
    if (line.what === "header") wholes.push({ from: 0, length: line.length });
    else if (line.what === "entry") wholes.push(line);
    else dropped += 1;
  }
  if (wholes[0]?.from !== 0) {
    if (wholes.length + dropped === 0) throw new ForeignFileError();
    throw new ConfigurationError("journal", `${path}: its first line is damaged, without which no line can be used`);
  }
  const kept = wholes.length - 1;
  if (dropped === 0) return { kept, dropped, original: undefined };

  const repaired = await open(`${path}.repaired`, "w", 0o600);
  try {
    for (const { from, length } of wholes) {
      const { buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, from);
      await repaired.appendFile(buffer);
    }
    await repaired.datasync();
  } finally {
    await repaired.close();
  }
  const original = `${path}.damaged`;
  await link(path, original).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
    throw new ConfigurationError("journal", `${original} is there already: move it away first`);
  });
  await rename(`${path}.repaired`, path);
  return { kept, dropped, original };
}
