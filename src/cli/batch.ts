import { type AnswerInput, answerAll } from "../bulk/index.ts";
import { UsageError } from "./exit.ts";
import { isObject, parseJson } from "./input.ts";
import { type Lines, openLines } from "./lines.ts";
import { type BulkFlags, writeOutcomes } from "./outcomes.ts";
import { connect, modelOf } from "./settings.ts";
import type { Signals } from "./signals.ts";

export interface BatchFlags extends BulkFlags {
  order: "input" | "completed";
}

/** Answers the requests of a file, a line each, and writes an outcome a line. @returns the exit code. */
export async function batch(file: string, flags: BatchFlags, { signal }: Signals): Promise<number> {
  const client = await connect(flags, "chat");
  const lines = await openLines(file, signal);
  const part = (): number | undefined => (lines.size ? lines.read() / lines.size : undefined);
  const own = { order: flags.order, body: modelOf(flags) };
  return writeOutcomes(
    (options) => answerAll(client, requestsOf(lines), { ...options, ...own }),
    flags,
    signal,
    "answered",
    part,
  );
}

/** Blank lines are passed over. */
async function* requestsOf(lines: Lines): AsyncGenerator<AnswerInput> {
  for await (const { text, number } of lines) {
    if (text.trim() === "") continue;
    const place = `${lines.name}:${number}`;
    const value = parseJson(text, place);
    const request = isObject(value) && "request" in value ? value["request"] : value;
    if (!isObject(request) || !Array.isArray(request["messages"]))
      throw new UsageError(`${place}: must be a request with messages, or {"id", "request"} with one.`);
    const id = isObject(value) && request !== value ? value["id"] : undefined;
    // The server, or --validate, judges the rest of it.
    yield { request, ...(id !== undefined && { id: String(id) }) } as unknown as AnswerInput;
  }
}
