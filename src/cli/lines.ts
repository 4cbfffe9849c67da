import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { StringDecoder } from "node:string_decoder";
import { UsageError } from "./exit.ts";
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
  /** Bytes read so far. */
  read(): number;
}

/** No text of an embedding is longer, in UTF-16 units; a file without line ends would fill the memory. */
const mostLength = 4 * 1024 * 1024;

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
  async function* lines(): AsyncGenerator<Line> {
    const source = isStdin
      ? takeStdin("the lines", signal)
      : createReadStream(file, { signal, highWaterMark: 262_144 });
    const decoder = new StringDecoder("utf8");
    let number = 0;
    let rest = "";
    try {
      for await (const part of source as AsyncIterable<Buffer>) {
        bytes += part.length;
        const found = (rest + decoder.write(part)).split("\n");
        rest = found.pop() ?? "";
        if (rest.length > mostLength) throw new UsageError(`${name}: line ${number + found.length + 1} is too long.`);
        for (const text of found) yield { text: cleaned(text, number), number: ++number };
      }
    } catch (error) {
      fail(error);
    }
    rest += decoder.end();
    if (rest !== "") yield { text: cleaned(rest, number), number: number + 1 };
  }
  return { name, size, read: () => bytes, [Symbol.asyncIterator]: lines };
}

/** Without the carriage return of Windows, and without the mark that some editors put before the first line. */
function cleaned(text: string, before: number): string {
  const end = text.endsWith("\r") ? text.slice(0, -1) : text;
  return before === 0 && end.startsWith("\ufeff") ? end.slice(1) : end;
}
