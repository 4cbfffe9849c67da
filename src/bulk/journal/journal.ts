import { randomBytes } from "node:crypto";
import { appendFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { ConfigurationError } from "../../client/errors/errors.ts";
import type { Item } from "../outcome.ts";
import { digestOf, type Identity } from "./identity.ts";
import { type Entry, ForeignFileError, fromLine, type Header, readLines, toLine } from "./lines.ts";
import { type Lock, lock } from "./lock.ts";

/** Outcomes kept in a file, so that a later run can continue. */
export interface Journal<Outcome> {
  /** Whether the journal has an outcome for this input. @throws {ConfigurationError} if the input has changed. */
  has(item: Item<unknown>): boolean;
  /** Reads the outcome of an input. */
  read(index: number): Promise<Outcome>;
  /** Writes the outcomes of a request. @throws {ConfigurationError} if the file cannot be written. */
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
 * Opens or creates a journal. Each request appends one line with its outcomes and the digests of its inputs; inputs are not stored.
 * An incomplete last line is removed. A line survives a crash of the process immediately, and a crash of the machine after a second.
 *
 * @param isDone - whether an outcome is final. Inputs without a final outcome are sent again.
 * @throws {ConfigurationError} if another process uses the journal, if it belongs to a different run, if it is damaged or not a
 *   journal, or if it cannot be read or written. The file is then unchanged.
 */
export async function openJournal<Outcome extends { index: number }>(
  path: string,
  work: Identity,
  isDone: (outcome: Outcome) => boolean,
): Promise<Journal<Outcome>> {
  const held = await lock(`${path}.lock`).catch((error: unknown) => unusable(path, error));
  let file: FileHandle | undefined;
  try {
    // Outcomes may contain parts of prompts.
    file = await open(path, "a+", 0o600);
    return await begin(path, file, held, work, isDone);
  } catch (error) {
    await file?.close();
    await held.release();
    return unusable(path, error);
  }
}

const names: Readonly<Record<keyof Identity, string>> = {
  operation: "operation",
  endpoint: "endpoint",
  headers: "headers",
  options: "properties of the request (`body`, `extras` or `extraParameters`)",
};

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
      `${name} belongs to a run with different ${others.map((part) => names[part]).join(", ")}. Use the same settings as before, or another file`,
    );
  const salt = header?.salt ?? randomBytes(16).toString("hex");
  await file.truncate(end);
  let isSynced = true;
  let isBroken = false;
  // Synchronous, so that no request is sent before the previous response is stored.
  const write = (value: object): void => {
    // Nothing may be written after an incomplete line.
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
        throw new ConfigurationError(
          "journal",
          `${name} belongs to a run with different inputs: input ${item.index} has changed`,
        );
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

/** Reads the header, the positions of final outcomes and the end of the last complete line. */
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
        `${name} is damaged at byte ${line.from}. Run \`model-inference journal repair ${name}\` to remove the damaged lines`,
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
  ENOENT: "its folder does not exist",
  ENOTDIR: "its folder is a file",
  EISDIR: "it is a folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full. Completed outcomes are kept: free some space and run again",
  EDQUOT: "the disk quota is exceeded. Completed outcomes are kept: free some space and run again",
  EFBIG: "the file size limit is reached. Completed outcomes are kept: raise the limit and run again",
  EMFILE: "too many open files",
};

/** Throws a `ConfigurationError` that names the file for a file system error, and any other error unchanged. */
export function unusable(name: string, error: unknown): never {
  if (error instanceof ForeignFileError)
    throw new ConfigurationError(
      "journal",
      `${name} is not a journal of this version. It was not changed: use another file`,
    );
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof ConfigurationError || code === undefined) throw error;
  throw new ConfigurationError("journal", `${name}: ${reasons[code] ?? code}`, error);
}
