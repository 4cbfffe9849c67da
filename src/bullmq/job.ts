import { createHash } from "node:crypto";
import { open, realpath } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { checkBatchRequest, isBatchRequest } from "../bulk/input/batch-line.ts";
import type { Item } from "../bulk/outcome.ts";
import type { RequestBody } from "../client/methods.ts";

/**
 * Operations that can be done in bulk.
 *
 * @example
 * const operation: BulkOperation = "getEmbeddings";
 * await enqueueJsonl(queue, "texts.jsonl", { operation });
 */
export type BulkOperation = "getEmbeddings" | "getChatCompletions";

/**
 * A job: lines of a JSONL file that travel in one request. It names where they are, and holds none of them unless that was
 * asked for; so neither a prompt nor a credential is in Redis.
 *
 * @example
 * const waiting: Job<BulkJobData>[] = await queue.getWaiting();
 * for (const { data } of waiting) console.log(data.run, data.source, data.from, data.length);
 */
export interface BulkJobData {
  /** ID of the run, which is also the ID of the parent job. All jobs of a file have the same run. */
  run: string;
  operation: BulkOperation;
  /** The file, as its producer named it. */
  source: string;
  /** Where the lines begin, in bytes. */
  from: number;
  /** How many bytes they have. */
  length: number;
  /** SHA-256 of these bytes. */
  digest: string;
  /** Index of the first input among all inputs, from 0. */
  index: number;
  /** Indices of the remaining inputs, if a part of the job is done. */
  left?: number[];
  /** The lines themselves, under `content: "inline"`. */
  lines?: string;
}

/**
 * Data of the parent job of a run.
 *
 * @example
 * const parent: Job<BulkRunData> | undefined = await queue.getJob(run);
 * console.log(parent?.data.source);
 */
export type BulkRunData = Pick<BulkJobData, "run" | "operation" | "source">;

type Input = string | RequestBody<"getChatCompletions">;

/** @throws {Error} that contains the number of the line, but none of its text. */
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
  const batch = operation === "getChatCompletions" && isBatchRequest(value) ? value : undefined;
  if (batch !== undefined) checkBatchRequest(batch, place);
  const isBatch = batch !== undefined;
  const member = isBatch ? "body" : operation === "getEmbeddings" ? "input" : "request";
  const isWrapped = typeof value === "object" && value !== null && member in value;
  const input: unknown = isWrapped ? (value as Record<string, unknown>)[member] : value;
  const id: unknown = isWrapped ? (value as Record<string, unknown>)[isBatch ? "custom_id" : "id"] : undefined;
  if (operation === "getEmbeddings" && typeof input !== "string") fail('must be a string, or {"id", "input"} with one');
  if (operation === "getChatCompletions" && !Array.isArray((input as { messages?: unknown } | null)?.messages))
    fail('must be a request with messages, {"id", "request"} with one, or a line of the Batch API');
  return { index, ...(id !== undefined && { id: String(id) }), input: input as Input };
}

/** Parses the lines of a job and returns the items that are not done. */
export function itemsOf({ operation, source, index, from, left }: BulkJobData, lines: string): Item<Input>[] {
  return lines
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, at) => itemOf(operation, line, index + at, `${source}, input ${index + at}, near byte ${from}`))
    .filter((item) => left === undefined || left.includes(item.index));
}

export const digestOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("base64url");

/**
 * Reads the lines of a job from the file that it names.
 *
 * @param root - folder that must contain the file. Without this check, anyone who can write to Redis could read any file of a worker.
 * @throws {Error} if the file is outside `root`, or its lines have changed.
 */
export async function readLines({ source, from, length, digest }: BulkJobData, root: string): Promise<string> {
  const [folder, path] = await Promise.all([realpath(root), realpath(resolve(root, source))]);
  if (!path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`))
    throw new Error(`${source} is outside ${root}, the root folder of this worker`);
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
    if (bytesRead < length || digestOf(buffer) !== digest)
      throw new Error(`${source} has changed since its jobs were created`);
    return buffer.toString();
  } finally {
    await file.close();
  }
}
