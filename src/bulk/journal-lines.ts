/** How a journal is written: JSON lines, each with a checksum, the first with what the file is. */
import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import type { Identity } from "./identity.ts";
import { linesOf } from "./lines.ts";

export interface Header {
  journal: "model-inference/bulk";
  version: 2;
  work: Identity;
  /** Without it, a short input could be told from its digest by trying. */
  salt: string;
}

/** Outcomes of one request, and what tells their inputs from others. */
export interface Entry<Outcome> {
  outcomes: Outcome[];
  digests: string[];
}

/** What every journal begins with: whatever does not is no journal, and is left alone. */
const beginning = '{"journal":"model-inference/bulk","version":2,';

export function toLine(value: object): string {
  const text = JSON.stringify(value).slice(0, -1);
  return `${text}${endOf(text)}`;
}

/** @returns `undefined` for a line that is not as it was written. */
export function fromLine(line: Buffer): unknown {
  const whole = line.toString();
  const text = whole.slice(0, -endLength);
  return whole === `${text}${endOf(text)}` ? JSON.parse(`${text}}`) : undefined;
}

const endOf = (text: string): string => `,"sum":"${sumOf(text)}"}\n`;
const endLength = ',"sum":"12345678"}\n'.length;
const sumOf = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 8);

export type Line<Outcome> =
  | { what: "header"; header: Header; length: number }
  | { what: "entry"; entry: Entry<Outcome>; from: number; length: number }
  | { what: "damaged"; from: number; length: number }
  /** The last, which a kill cut off. */
  | { what: "cut"; from: number };

/**
 * The lines of a journal.
 *
 * @throws {Error} `foreign` when the file does not begin as a journal does.
 */
export async function* readLines<Outcome>(file: FileHandle): AsyncGenerator<Line<Outcome>> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(beginning.length), 0, beginning.length, 0);
  const found = buffer.toString("utf8", 0, bytesRead);
  // A full disk may have cut the first line off; fewer characters would prove nothing.
  if (found !== "" && !(beginning.startsWith(found) && found.startsWith('{"journal":'))) throw new ForeignFileError();
  let from = 0;
  const lines = linesOf(file);
  for (;;) {
    const { done, value } = await lines.next();
    if (done) {
      if (value.length > 0) yield { what: "cut", from };
      return;
    }
    const parsed = fromLine(value);
    if (parsed === undefined) yield { what: "damaged", from, length: value.length };
    else if (from === 0) yield { what: "header", header: parsed as Header, length: value.length };
    else yield { what: "entry", entry: parsed as Entry<Outcome>, from, length: value.length };
    from += value.length;
  }
}

/** A file that is no journal of this version. */
export class ForeignFileError extends Error {}
