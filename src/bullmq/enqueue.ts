import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import type { JobsOptions, Queue } from "bullmq";
import { linesOf } from "../bulk/input/lines.ts";
import { type BulkJobData, type BulkOperation, digestOf, itemOf } from "./job.ts";
import { beginRun } from "./run.ts";

/**
 * Options of `enqueueJsonl`.
 *
 * @example
 * const options: EnqueueOptions = { operation: "getEmbeddings", items: 16, content: "inline" };
 * await enqueueJsonl(queue, "texts.jsonl", options);
 */
export interface EnqueueOptions {
  /** What is to be done with each line: a text to embed, or a chat request. */
  operation: BulkOperation;
  /** Texts of one job, which travel in one request, 1 to 2048. Default: 64. A chat request is a job of its own. */
  items?: number;
  /**
   * `reference`: a job contains the position of its lines in the file, and workers read the file. `inline`: a job holds its lines, so
   * that Redis holds prompts, and workers need no file. Default: `reference`.
   */
  content?: "reference" | "inline";
  /** The name of the file as workers know it. Default: `path`. */
  source?: string;
  /** Options of each job; default: 8 attempts, from a second on ever longer. */
  job?: Omit<JobsOptions, "jobId" | "parent">;
}

/**
 * What `enqueueJsonl` added.
 *
 * @example
 * const { run, inputs, jobs }: Enqueued = await enqueueJsonl(queue, "texts.jsonl", { operation: "getEmbeddings" });
 */
export interface Enqueued {
  /** ID of the run, for `finished`. It depends on the content, the name, the operation and `items`. */
  run: string;
  inputs: number;
  jobs: number;
}

const defaultJob: JobsOptions = { attempts: 8, backoff: { type: "exponential", delay: 1_000, jitter: 0.5 } };
const jobsAtOnce = 500;

/**
 * Makes jobs of the lines of a JSONL file: texts or `{"id", "input"}`, chat requests, `{"id", "request"}` or
 * lines of the Batch API. Job IDs depend on the content of the file, so adding the same file twice adds no job twice, also after a
 * crash in between. A parent job waits for all of them, see `finished`.
 *
 * @throws {Error} for an invalid line, with its number; jobs of earlier lines have been added.
 *
 * @example
 * const queue = new Queue("bulk", { connection });
 * const { run, inputs } = await enqueueJsonl(queue, "texts.jsonl", { operation: "getEmbeddings" });
 */
export async function enqueueJsonl(
  queue: Queue,
  path: string,
  { operation, items = 64, content = "reference", source = path, job }: EnqueueOptions,
): Promise<Enqueued> {
  const most = operation === "getEmbeddings" ? items : 1;
  if (!Number.isInteger(most) || most < 1 || most > 2_048)
    throw new Error(`items: must be a whole number from 1 to 2048, not ${items}`);
  const file = await open(path, "r");
  try {
    const run = await runOf(file, [operation, source, most]);
    const begun = await beginRun(queue, { run, operation, source });
    let waiting: Parameters<typeof queue.addBulk>[0] = [];
    let lines: Buffer[] = [];
    let from = 0;
    let end = 0;
    let number = 0;
    let inputs = 0;
    let count = 0;
    let jobs = 0;
    const flush = async (): Promise<void> => {
      await queue.addBulk(waiting);
      waiting = [];
    };
    const close = (): void => {
      if (count > 0) {
        const bytes = Buffer.concat(lines);
        const index = inputs - count;
        const data: BulkJobData = { run, operation, source, from, length: end - from, digest: digestOf(bytes), index };
        const held = content === "inline" && { lines: bytes.toString() };
        const opts = { ...defaultJob, ...job, ...begun.childOptions, jobId: `${run}-${from}` };
        waiting.push({ name: operation, data: { ...data, ...held }, opts });
        jobs += 1;
      }
      lines = [];
      count = 0;
      from = end;
    };
    const take = (line: Buffer): void => {
      number += 1;
      end += line.length;
      lines.push(line);
      const text = line.toString().trim();
      if (text !== "") {
        itemOf(operation, text, inputs, `${path}:${number}`);
        inputs += 1;
        count += 1;
      }
      if (count >= most) close();
    };
    const all = linesOf(file);
    try {
      for (;;) {
        const { done, value } = await all.next();
        if (!done || value.length > 0) take(value);
        if (waiting.length >= jobsAtOnce) await flush();
        if (done) break;
      }
      close();
    } finally {
      await flush();
    }
    await begun.end();
    return { run, inputs, jobs };
  } finally {
    await file.close();
  }
}

/** Computes the run ID from the content, so that a new modification time does not matter. */
async function runOf(file: FileHandle, parts: readonly unknown[]): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(parts));
  const buffer = Buffer.allocUnsafe(1 << 20);
  for (let position = 0; ; ) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return hash.digest("hex").slice(0, 16);
    hash.update(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
}
