import { type AnswerInput, answerAll, type InvalidInput, toBatchResult } from "../../bulk/index.ts";
import { UsageError } from "../exit.ts";
import { isObject, parseJson } from "../input/input.ts";
import { type Line, type Lines, openLines } from "../input/lines.ts";
import { type BulkFlags, writeOutcomes } from "../output/outcomes.ts";
import { connect, modelOf } from "../settings.ts";
import type { Signals } from "../signals.ts";

export interface BatchFlags extends BulkFlags {
  order: "input" | "completed";
  /** Default: the format of the first line of the file. */
  format?: "outcome" | "batch";
}

/** Runs the requests of a JSONL file and writes one outcome per line. @returns the exit code. */
export async function batch(file: string, flags: BatchFlags, { signal }: Signals): Promise<number> {
  const client = await connect(flags, "chat");
  const lines = await openLines(file, signal);
  let { format } = flags;
  async function* requests(): AsyncGenerator<AnswerInput | InvalidInput> {
    for await (const request of requestsOf(lines, flags)) {
      format ??= "custom_id" in request ? "batch" : "outcome";
      yield request;
    }
  }
  return writeOutcomes(
    (options) => answerAll(client, requests(), { ...options, order: flags.order, body: modelOf(flags) }),
    flags,
    signal,
    {
      word: "answered",
      part: (done) => lines.part(done),
      toLine: (outcome) => (format === "batch" ? toBatchResult(outcome) : outcome),
    },
  );
}

/** Blank lines are passed over. */
async function* requestsOf(lines: Lines, { skipInvalid }: BatchFlags): AsyncGenerator<AnswerInput | InvalidInput> {
  for await (const line of lines) {
    if (line.text.trim() === "") continue;
    try {
      yield requestOf(line, lines.name);
    } catch (error) {
      if (!skipInvalid || !(error instanceof UsageError)) throw error;
      yield { invalid: error.message };
    }
  }
}

function requestOf({ text, number }: Line, name: string): AnswerInput {
  const place = `${name}:${number}`;
  const value = parseJson(text, place);
  const isBatch = isObject(value) && "custom_id" in value;
  const member = isBatch ? "body" : "request";
  const request = isObject(value) && member in value ? value[member] : value;
  if (!isObject(request) || !Array.isArray(request["messages"]))
    throw new UsageError(
      `${place}: must be a request with messages, {"id", "request"} with one, or a line of the Batch API.`,
    );
  // The server, or --validate, judges the rest of it.
  if (isBatch) return value as unknown as AnswerInput;
  const id = isObject(value) && request !== value ? value["id"] : undefined;
  return { request, ...(id !== undefined && { id: String(id) }) } as unknown as AnswerInput;
}
