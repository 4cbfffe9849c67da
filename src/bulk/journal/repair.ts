import { type FileHandle, link, open, rename } from "node:fs/promises";
import { ConfigurationError } from "../../client/errors/errors.ts";
import { unusable } from "./journal.ts";
import { ForeignFileError, readLines } from "./lines.ts";
import { lock } from "./lock.ts";

/**
 * The result of a repair.
 *
 * @example
 * const { kept, dropped }: JournalRepair = await repairJournal("vectors.journal");
 */
export interface JournalRepair {
  /** Number of intact lines. Each contains the outcomes of one request. */
  kept: number;
  /** Number of damaged or incomplete lines. Their inputs are sent again. */
  dropped: number;
  /** Path of the original file; `undefined` if nothing was damaged. */
  original: string | undefined;
}

/**
 * Removes damaged lines from a journal. The original file is kept as `<path>.damaged`.
 *
 * @throws {ConfigurationError} if the file is not a journal, its header is damaged, a run uses it, or `<path>.damaged` exists.
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
    throw new ConfigurationError("journal", `${path}: the header is damaged, so the journal cannot be repaired`);
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
    throw new ConfigurationError("journal", `${original} exists: move it first`);
  });
  await rename(`${path}.repaired`, path);
  return { kept, dropped, original };
}
