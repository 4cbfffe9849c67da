import { randomBytes } from "node:crypto";
import { appendFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { ConfigurationError } from "../client/errors.ts";
import { digestOf, type Identity } from "./identity.ts";
import { type Entry, ForeignFileError, fromLine, type Header, readLines, toLine } from "./journal-lines.ts";
import { type Lock, lock } from "./lock.ts";
import type { Item } from "./outcome.ts";

/** What has been done, kept in a file, so that a later run goes on from there. */
export interface Journal<Outcome> {
  /** Whether there is an outcome of this input. @throws {ConfigurationError} when it belongs to another input. */
  has(item: Item<unknown>): boolean;
  /** The outcome of an input that has one. */
  read(index: number): Promise<Outcome>;
  /** Writes the outcomes of a request. @throws {ConfigurationError} when the file cannot be written. */
  add(items: readonly Item<unknown>[], outcomes: readonly Outcome[]): void;
  close(): Promise<void>;
}

interface Known {
  /** Where its line is, in bytes. */
  from: number;
  length: number;
  digest: string;
}

/**
 * Opens a journal, or begins one: JSON lines, to which each request adds one. It holds outcomes and digests of inputs, no input.
 * A line that a kill cut off is taken away. What is written survives the process at once, and the machine after a second.
 *
 * @param isDone - whether an outcome stands; of any other, the input is done again.
 * @throws {ConfigurationError} when another process has it, when it is of other work, damaged or no journal, or when it cannot be
 *   read or written. The file is then as it was.
 */
export async function openJournal<Outcome extends { index: number }>(
  path: string,
  work: Identity,
  isDone: (outcome: Outcome) => boolean,
): Promise<Journal<Outcome>> {
  const held = await lock(`${path}.lock`).catch((error: unknown) => unusable(path, error));
  let file: FileHandle | undefined;
  try {
    // Outcomes may repeat prompts: they are the owner's alone.
    file = await open(path, "a+", 0o600);
    return await begin(path, file, held, work, isDone);
  } catch (error) {
    await file?.close();
    await held.release();
    return unusable(path, error);
  }
}

async function begin<Outcome extends { index: number }>(
  name: string,
  file: FileHandle,
  held: Lock,
  work: Identity,
  isDone: (outcome: Outcome) => boolean,
): Promise<Journal<Outcome>> {
  const { header, known, end } = await load(file, name, isDone);
  const parts = Object.keys(work) as (keyof Identity)[];
  const others = header === undefined ? [] : parts.filter((part) => header.work[part] !== work[part]);
  if (others.length > 0)
    throw new ConfigurationError(
      "journal",
      `${name} is of other work: another ${others.join(", ")}. Give it the same as before, or another file`,
    );
  const salt = header?.salt ?? randomBytes(16).toString("hex");
  await file.truncate(end);
  let isSynced = true;
  let isBroken = false;
  // At once, so that no request goes out between an answer and its line: a kill finds nothing that was paid for and not kept.
  const write = (value: object): void => {
    // Nothing may follow half a line.
    if (isBroken) throw new ConfigurationError("journal", `${name} could not be written`);
    held.check();
    isBroken = true;
    try {
      appendFileSync(file.fd, toLine(value));
    } catch (error) {
      unusable(name, error);
    }
    isBroken = false;
    isSynced = false;
  };
  if (header === undefined) write({ journal: "model-inference/bulk", version: 2, work, salt } satisfies Header);
  const sync = setInterval(() => {
    if (isSynced) return;
    isSynced = true;
    file.datasync().catch(() => undefined);
  }, 1_000).unref();

  let last: { from: number; entry: Promise<Entry<Outcome>> } | undefined;
  return {
    has: (item) => {
      const found = known.get(item.index);
      if (found !== undefined && found.digest !== digestOf(item.input, salt))
        throw new ConfigurationError("journal", `${name} is of other inputs: input ${item.index} was another`);
      return found !== undefined;
    },
    read: async (index) => {
      const { from, length } = known.get(index) as Known;
      if (last?.from !== from) last = { from, entry: readEntry(file, from, length) };
      return (await last.entry).outcomes.find((outcome) => outcome.index === index) as Outcome;
    },
    add: (items, outcomes) => {
      const digests = items.map(({ input }) => digestOf(input, salt));
      write({ outcomes, digests } satisfies { [Key in keyof Entry<Outcome>]: unknown });
    },
    close: async () => {
      clearInterval(sync);
      await file.datasync().catch(() => undefined);
      await file.close();
      await held.release();
    },
  };
}

async function readEntry<Outcome>(file: FileHandle, from: number, length: number): Promise<Entry<Outcome>> {
  const { buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, from);
  return fromLine(buffer) as Entry<Outcome>;
}

/** The header, where the outcomes that stand are, and where the last whole line ends. */
async function load<Outcome extends { index: number }>(
  file: FileHandle,
  name: string,
  isDone: (outcome: Outcome) => boolean,
): Promise<{ header: Header | undefined; known: Map<number, Known>; end: number }> {
  const known = new Map<number, Known>();
  let header: Header | undefined;
  let end = 0;
  for await (const line of readLines<Outcome>(file)) {
    if (line.what === "header") {
      header = line.header;
      end = line.length;
    } else if (line.what === "damaged")
      throw new ConfigurationError(
        "journal",
        `${name} is damaged at byte ${line.from}: \`model-inference journal repair ${name}\` keeps all lines that are whole`,
      );
    else if (line.what === "entry") {
      const { from, length, entry } = line;
      for (const [at, outcome] of entry.outcomes.entries())
        if (isDone(outcome)) known.set(outcome.index, { from, length, digest: entry.digests[at] ?? "" });
      end = from + length;
    }
  }
  return { header, known, end };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "its folder is not there",
  ENOTDIR: "its folder is a file",
  EISDIR: "it is a folder",
  EACCES: "this user may not write it",
  EPERM: "this user may not write it",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full; what was written so far stays, and a later run goes on from there",
  EDQUOT: "the quota is used up; what was written so far stays, and a later run goes on from there",
  EFBIG: "it may not grow further; what was written so far stays, and a later run goes on from there",
  EMFILE: "too many files are open",
};

/** @throws {ConfigurationError} that names the file, for an error of the file system; any other as it is. */
export function unusable(name: string, error: unknown): never {
  if (error instanceof ForeignFileError)
    throw new ConfigurationError(
      "journal",
      `${name} is no journal of this version, and stays as it is: name another file`,
    );
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof ConfigurationError || code === undefined) throw error;
  throw new ConfigurationError("journal", `${name}: ${reasons[code] ?? code}`, error);
}
