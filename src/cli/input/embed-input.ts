import { UsageError } from "../exit.ts";
import { isObject, parseJson, readStdin, readText } from "./input.ts";
import { type Lines, openLines } from "./lines.ts";

/** One text to embed. */
export interface Item {
  text: string;
  /** The `id` of an object of JSONL, handed on to its vector. */
  id?: unknown;
  /** Where it stands, for messages. */
  place: string;
  /** Why the line is invalid, with `--skip-invalid`. */
  invalid?: string;
}

/** Texts to embed, as many as there may be. */
export interface Items extends AsyncIterable<Item> {
  /** Converts the number of completed texts to a fraction of all, 0 to 1; `undefined` if unknown. */
  part(done: number): number | undefined;
  /** Whether there may be many. */
  isLong: boolean;
}

export interface InputFlags {
  file?: readonly string[];
  lines?: string;
  jsonl?: string;
  field: string;
  skipInvalid?: boolean;
}

/** The texts that arguments and options name. @throws {UsageError} when there are none, or several kinds. */
export async function itemsOf(texts: readonly string[], flags: InputFlags, signal: AbortSignal): Promise<Items> {
  const { file, lines, jsonl, field } = flags;
  const kinds = [texts.length > 0, file !== undefined, lines !== undefined, jsonl !== undefined].filter(Boolean);
  if (kinds.length > 1) throw new UsageError("Use one of texts, --file, --lines and --jsonl.");
  const read = (text: string, place: string): Item => {
    try {
      return fromJson(text, place, field);
    } catch (error) {
      if (!flags.skipInvalid || !(error instanceof UsageError)) throw error;
      return { text: "", place, invalid: error.message };
    }
  };
  if (jsonl !== undefined) return long(await openLines(jsonl, signal), read);
  if (lines !== undefined) return long(await openLines(lines, signal), (text, place) => ({ text, place }));
  if (file !== undefined) return short(fromFiles(file, signal));
  if (texts.length > 0) return short(texts.map((text, index) => ({ text, place: `text ${index + 1}` })));
  if (process.stdin.isTTY) throw new UsageError("Nothing to embed: give texts, --file, --lines or --jsonl.");
  const text = (await readStdin("the text", signal)).trimEnd();
  if (text === "") throw new UsageError("Nothing to embed: stdin is empty.");
  return short([{ text, place: "stdin" }]);
}

async function* fromFiles(files: readonly string[], signal: AbortSignal): AsyncGenerator<Item> {
  for (const file of files) yield { text: await readText(file, signal), place: file };
}

const short = (items: Iterable<Item> | AsyncIterable<Item>): Items => ({
  isLong: false,
  part: () => undefined,
  async *[Symbol.asyncIterator]() {
    yield* items;
  },
});

/** Blank lines are passed over. */
const long = (lines: Lines, toItem: (text: string, place: string) => Item): Items => ({
  isLong: true,
  part: (done) => lines.part(done),
  async *[Symbol.asyncIterator]() {
    for await (const { text, number } of lines) {
      if (text.trim() !== "") yield toItem(text, `${lines.name}:${number}`);
    }
  },
});

/** A line of JSONL: a text, or an object that holds one. */
function fromJson(line: string, place: string, field: string): Item {
  const value = parseJson(line, place);
  if (typeof value === "string") return { text: value, place };
  if (!isObject(value)) {
    throw new UsageError(`${place}: must be a JSON text, or an object with a text as ${JSON.stringify(field)}.`);
  }
  const text = Object.hasOwn(value, field) ? value[field] : undefined;
  if (typeof text !== "string") throw new UsageError(`${place}: has no text as ${JSON.stringify(field)}; see --field.`);
  return { text, place, ...(Object.hasOwn(value, "id") && { id: value["id"] }) };
}
