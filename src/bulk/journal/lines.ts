/** The file format of a journal: JSON lines with checksums. The first line is a header. */
import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { linesOf } from "../input/lines.ts";
import type { Identity } from "./identity.ts";

export interface Header {
  journal: "model-inference/bulk";
  version: 2;
  work: Identity;
  /** Random. Without a salt, short inputs could be guessed from their digests. */
  salt: string;
}

/** The outcomes of one request, and the digests of their inputs. */
export interface Entry<Outcome> {
  outcomes: Outcome[];
  digests: string[];
}

/** The first bytes of every journal. A file that starts differently is not a journal and must not be changed. */
const beginning = '{"journal":"model-inference/bulk","version":2,';

export function toLine(value: object): string {
  const text = JSON.stringify(value).slice(0, -1);
  return `${text}${endOf(text)}`;
}

/** @returns the value of a line; `undefined` if the checksum does not match. */
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
  /** An incomplete last line, from a killed process. */
  | { what: "cut"; from: number };

/**
 * Reads the lines of a journal.
 *
 * @throws {ForeignFileError} if the file is not a journal.
 */
export async function* readLines<Outcome>(file: FileHandle): AsyncGenerator<Line<Outcome>> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(beginning.length), 0, beginning.length, 0);
  const found = buffer.toString("utf8", 0, bytesRead);
  // A full disk may have cut the header. A shorter prefix could belong to any JSON file.
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

/** The file is not a journal of this version. */
export class ForeignFileError extends Error {}
