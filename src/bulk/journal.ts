import { createHash, randomBytes } from "node:crypto";
import { appendFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { ConfigurationError } from "../client/errors.ts";
import { linesOf } from "./lines.ts";
import { type Lock, lock } from "./lock.ts";
import type { Item } from "./outcome.ts";

/** What has been done, kept in a file, so that a later run goes on from there. */
export interface Journal<Outcome> {
  /** Whether there is an outcome of this input. @throws {ConfigurationError} when it belongs to another input. */
  has(item: Item<unknown>): boolean;
  /** The outcome of an input that has one. */
  read(index: number): Promise<Outcome>;
  /** Writes the outcomes of a request. */
  add(items: readonly Item<unknown>[], outcomes: readonly Outcome[]): void;
  close(): Promise<void>;
}

/** A line: outcomes of one request, and what tells their inputs from others. */
interface Entry<Outcome> {
  outcomes: Outcome[];
  digests: string[];
}

interface Header {
  journal: "model-inference/bulk";
  version: 1;
  /** What is done, and with which options: a digest. */
  work: string;
  /** Without it, a short input could be told from its digest by trying. */
  salt: string;
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
 * @param work - all that decides what an outcome is: the operation and its options.
 * @param isDone - whether an outcome stands; of any other, the input is done again.
 * @throws {ConfigurationError} when another process has it, or it is of other work or no journal.
 */
export async function openJournal<Outcome extends { index: number }>(
  path: string,
  work: unknown,
  isDone: (outcome: Outcome) => boolean,
): Promise<Journal<Outcome>> {
  const held = await lock(`${path}.lock`);
  try {
    const file = await open(path, "a+");
    return await begin(path, file, held, digestOf("", work)).catch(async (error: unknown) => {
      await file.close();
      throw error;
    });
  } catch (error) {
    await held.release();
    throw error;
  }

  async function begin(name: string, file: FileHandle, held: Lock, digest: string): Promise<Journal<Outcome>> {
    const known = new Map<number, Known>();
    const { header, end } = await load(file, name, known, isDone);
    if (header !== undefined && header.work !== digest)
      throw new ConfigurationError("journal", `${name} is of other work: another operation, model or option`);
    const salt = header?.salt ?? randomBytes(16).toString("hex");
    await file.truncate(end);
    let isSynced = true;
    let isBroken = false;
    // At once, so that no request goes out between an answer and its line: a kill finds nothing that was paid for and not kept.
    const write = (value: object): void => {
      // Nothing may follow half a line.
      if (isBroken) throw new ConfigurationError("journal", `${name} could not be written`);
      isBroken = true;
      appendFileSync(file.fd, `${JSON.stringify(value)}\n`);
      isBroken = false;
      isSynced = false;
    };
    if (header === undefined)
      write({ journal: "model-inference/bulk", version: 1, work: digest, salt } satisfies Header);
    const sync = setInterval(() => {
      if (isSynced) return;
      isSynced = true;
      file.datasync().catch(() => undefined);
    }, 1_000).unref();

    let last: { from: number; entry: Promise<Entry<Outcome>> } | undefined;
    return {
      has: (item) => {
        const found = known.get(item.index);
        if (found !== undefined && found.digest !== digestOf(salt, item.input))
          throw new ConfigurationError("journal", `${name} is of other inputs: input ${item.index} was another`);
        return found !== undefined;
      },
      read: async (index) => {
        const { from, length } = known.get(index) as Known;
        if (last?.from !== from) last = { from, entry: readLine(file, from, length) };
        return (await last.entry).outcomes.find((outcome) => outcome.index === index) as Outcome;
      },
      add: (items, outcomes) => {
        const digests = items.map(({ input }) => digestOf(salt, input));
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
}

async function readLine<Outcome>(file: FileHandle, from: number, length: number): Promise<Entry<Outcome>> {
  const { buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, from);
  return JSON.parse(buffer.toString()) as Entry<Outcome>;
}

/** All whole lines, of which the first is the header; and where the last of them ends. */
async function load<Outcome extends { index: number }>(
  file: FileHandle,
  name: string,
  known: Map<number, Known>,
  isDone: (outcome: Outcome) => boolean,
): Promise<{ header: Header | undefined; end: number }> {
  let header: Header | undefined;
  let end = 0;
  for await (const line of linesOf(file)) {
    const value = parse(line);
    if (header === undefined) {
      if (value?.["journal"] !== "model-inference/bulk" || value["version"] !== 1)
        throw new ConfigurationError("journal", `${name} is no journal of this version`);
      header = value as unknown as Header;
    } else {
      if (!Array.isArray(value?.["outcomes"]) || !Array.isArray(value["digests"]))
        throw new ConfigurationError("journal", `${name} is damaged at byte ${end}`);
      const { outcomes, digests } = value as unknown as Entry<Outcome>;
      for (const [at, outcome] of outcomes.entries()) {
        if (isDone(outcome)) known.set(outcome.index, { from: end, length: line.length, digest: digests[at] ?? "" });
      }
    }
    end += line.length;
  }
  return { header, end };
}

function parse(line: Buffer): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line.toString()) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

const digestOf = (salt: string, value: unknown): string =>
  createHash("sha256").update(salt).update(JSON.stringify(value)).digest("base64url").slice(0, 22);
