import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { addAbortSignal } from "node:stream";
import { text } from "node:stream/consumers";
import { syntaxErrorOf } from "../../json/syntax-error.ts";
import { UsageError } from "../exit.ts";

/** @throws {UsageError} that names the file and what the system says of it. */
export async function readable<Value>(file: string, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    throw new UsageError(`${file}: ${reasonOf(error)}`);
  }
}

const reasons: Record<string, string> = {
  ENOENT: "there is no such file",
  EISDIR: "is a folder, not a file",
  EACCES: "may not be read by this user",
  ENOTDIR: "there is no such folder",
};

export const reasonOf = (error: unknown): string => {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return reasons[code] ?? message;
};

/** The text of a file, or of stdin for `-`. @throws {UsageError} when it cannot be read. */
export async function readText(file: string, signal: AbortSignal): Promise<string> {
  const given =
    file === "-"
      ? await readStdin("the file", signal)
      : await readable(file, () => readFile(file, { encoding: "utf8", signal }));
  return given.replace(/^\ufeff/, "");
}

let taken: string | undefined;

/**
 * All that stdin holds.
 *
 * @param what - what it is taken for.
 * @throws {UsageError} when it has been taken for something else: it can be read once.
 */
export async function readStdin(what: string, signal?: AbortSignal): Promise<string> {
  return text(takeStdin(what, signal));
}

/** Stdin, for one reader. @throws as `readStdin` does. */
export function takeStdin(what: string, signal?: AbortSignal): NodeJS.ReadStream {
  if (taken !== undefined) throw new UsageError(`stdin cannot be both ${taken} and ${what}.`);
  taken = what;
  if (signal !== undefined) addAbortSignal(signal, process.stdin);
  return process.stdin;
}

/** @throws {UsageError} when it cannot be read or is not JSON; with the position, without the text. */
export async function readJson(file: string, signal: AbortSignal): Promise<unknown> {
  return parseJson(await readText(file, signal), file);
}

export function parseJson(given: string, name: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    throw new UsageError(`${name}: is not JSON: ${syntaxErrorOf(given)}`);
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Words of the command line -> a prompt; `-` stands for what stdin holds.
 *
 * @returns `undefined` when there are no words and stdin is a terminal.
 * @throws {UsageError} when there is nothing to say.
 */
export async function promptOf(words: readonly string[], signal: AbortSignal): Promise<string | undefined> {
  if (words.length === 0 && process.stdin.isTTY) return undefined;
  const isPiped = words.length === 0 || words.includes("-");
  const piped = isPiped ? (await readStdin("the prompt", signal)).replace(/^\ufeff/, "").trimEnd() : "";
  const at = words.indexOf("-");
  const parts =
    at === -1 ? [words.join(" "), piped] : [words.slice(0, at).join(" "), piped, words.slice(at + 1).join(" ")];
  const prompt = parts.filter((part) => part.trim() !== "").join("\n\n");
  if (prompt === "") throw new UsageError("The prompt is empty: give it as an argument or on stdin.");
  return prompt;
}

const imageTypes: Record<string, string> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".bmp": "image/bmp",
};

/** An image file -> a data URL; URLs stay as they are, and only the server fetches them. */
export async function imageUrl(file: string): Promise<string> {
  if (/^(?:https?|data):/i.test(file)) return file;
  const type = imageTypes[extname(file).toLowerCase()];
  if (type === undefined) throw new UsageError(`${file}: must be one of ${Object.keys(imageTypes).join(", ")}`);
  const bytes = await readable(file, () => readFile(file));
  return `data:${type};base64,${bytes.toString("base64")}`;
}
