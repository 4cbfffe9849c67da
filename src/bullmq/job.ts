import { open } from "node:fs/promises";
import type { Item } from "../bulk/outcome.ts";
import type { RequestBody } from "../client/client.ts";

/** Operations that can be done in bulk. */
export type BulkOperation = "getEmbeddings" | "getChatCompletions";

/**
 * A job: lines of a JSONL file that travel in one request. It names where they are, and holds none of them unless that was
 * asked for; so neither a prompt nor a credential is in Redis.
 */
export interface BulkJobData {
  operation: BulkOperation;
  /** The file, as its producer named it. */
  source: string;
  /** Of the file, in bytes, when the job was made. */
  size: number;
  /** Where the lines begin, in bytes. */
  from: number;
  /** How many bytes they have. */
  length: number;
  /** The place of the first among all inputs, from 0. */
  index: number;
  /** The lines themselves, under `content: "inline"`. */
  lines?: string;
}

type Input = string | RequestBody<"getChatCompletions">;

/** @throws {Error} that tells the place, and nothing of the line. */
export function itemOf(operation: BulkOperation, line: string, index: number, place: string): Item<Input> {
  const fail = (message: string): never => {
    throw new Error(`${place}: ${message}`);
  };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    fail("is not JSON");
  }
  const member = operation === "getEmbeddings" ? "input" : "request";
  const isWrapped = typeof value === "object" && value !== null && member in value;
  const input: unknown = isWrapped ? (value as Record<string, unknown>)[member] : value;
  const id: unknown = isWrapped ? (value as { id?: unknown }).id : undefined;
  if (operation === "getEmbeddings" && typeof input !== "string") fail('must be a text, or {"id", "input"} with one');
  if (operation === "getChatCompletions" && !Array.isArray((input as { messages?: unknown } | null)?.messages))
    fail('must be a request with messages, or {"id", "request"} with one');
  return { index, ...(id !== undefined && { id: String(id) }), input: input as Input };
}

/** The items of a job, from the lines that it stands for. */
export function itemsOf({ operation, source, index, from }: BulkJobData, lines: string): Item<Input>[] {
  return lines
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, at) => itemOf(operation, line, index + at, `${source}, input ${index + at}, near byte ${from}`));
}

/** Reads the lines of a job from the file that it names. @throws {Error} when the file is not what it was. */
export async function readLines({ source, size, from, length }: BulkJobData): Promise<string> {
  const file = await open(source, "r");
  try {
    if ((await file.stat()).size !== size) throw new Error(`${source} is not what it was when its jobs were made`);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, from);
    return buffer.toString();
  } finally {
    await file.close();
  }
}
