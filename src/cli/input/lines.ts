import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { StringDecoder } from "node:string_decoder";
import { UsageError } from "../exit.ts";
import { reasonOf, takeStdin } from "./input.ts";

/** A line and where it stands. */
export interface Line {
  text: string;
  /** Counted from 1. */
  number: number;
}

/** The lines of a file or of stdin, read no faster than they are taken. */
export interface Lines extends AsyncIterable<Line> {
  /** For messages. */
  readonly name: string;
  /** Size in bytes; `undefined` where it is not known. */
  readonly size: number | undefined;
  /** Converts the number of completed lines to a fraction of the file, 0 to 1; `undefined` if its size is unknown. */
  part(done: number): number | undefined;
}

/** In UTF-16 units. Large enough for inline images. A file without line ends would fill the memory. */
const mostLength = 64 * 1024 * 1024;

/** @throws {UsageError} when the file cannot be read, at once or while reading. */
export async function openLines(file: string, signal: AbortSignal): Promise<Lines> {
  const isStdin = file === "-";
  const name = isStdin ? "stdin" : file;
  const fail = (error: unknown): never => {
    signal.throwIfAborted();
    throw error instanceof UsageError ? error : new UsageError(`${name}: ${reasonOf(error)}`);
  };
  const size = isStdin ? undefined : await stat(file).then((found) => (found.isFile() ? found.size : undefined), fail);
  let bytes = 0;
  let taken = 0;
  async function* lines(): AsyncGenerator<Line> {
    const source = isStdin
      ? takeStdin("the lines", signal)
      : createReadStream(file, { signal, highWaterMark: 262_144 });
    const decoder = new StringDecoder("utf8");
    let number = 0;
    let rest: string[] = [];
    let length = 0;
    const lineOf = (end: string): Line => {
      const text = cleaned([...rest, end].join(""), number);
      rest = [];
      length = 0;
      bytes += Buffer.byteLength(text) + 1;
      taken += text.trim() === "" ? 0 : 1;
      return { text, number: ++number };
    };
    try {
      for await (const part of source as AsyncIterable<Buffer>) {
        const found = decoder.write(part).split("\n");
        const last = found.pop() ?? "";
        for (const text of found) yield lineOf(text);
        rest.push(last);
        length += last.length;
        if (length > mostLength) throw new UsageError(`${name}: line ${number + 1} is too long.`);
      }
    } catch (error) {
      fail(error);
    }
    rest.push(decoder.end());
    const end = rest.join("");
    rest = [];
    if (end !== "") yield lineOf(end);
  }
  // Assumes that completed and pending lines have the same average length.
  const part = (done: number): number | undefined =>
    size && taken > 0 ? Math.min(1, (bytes / size) * (done / taken)) : undefined;
  return { name, size, part, [Symbol.asyncIterator]: lines };
}

/** Without the carriage return of Windows, and without the mark that some editors put before the first line. */
function cleaned(text: string, before: number): string {
  const end = text.endsWith("\r") ? text.slice(0, -1) : text;
  return before === 0 && end.startsWith("\ufeff") ? end.slice(1) : end;
}
