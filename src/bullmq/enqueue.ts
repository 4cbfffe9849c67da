import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import type { JobsOptions, Queue } from "bullmq";
import { linesOf } from "../bulk/lines.ts";
import { type BulkJobData, type BulkOperation, itemOf } from "./job.ts";

export interface EnqueueOptions {
  /** What is to be done with each line: a text to embed, or a chat request. */
  operation: BulkOperation;
  /** Texts of one job, which travel in one request, 1 to 2048. Default: 64. A chat request is a job of its own. */
  items?: number;
  /**
   * `reference`: a job names the place of its lines in the file, and workers read it there. `inline`: a job holds its lines, so
   * that Redis holds prompts, and workers need no file. Default: `reference`.
   */
  content?: "reference" | "inline";
  /** The name of the file as workers know it. Default: `path`. */
  source?: string;
  /** Options of each job; default: 8 attempts, from a second on ever longer. */
  job?: Omit<JobsOptions, "jobId">;
}

const defaultJob: JobsOptions = { attempts: 8, backoff: { type: "exponential", delay: 1_000, jitter: 0.5 } };
const jobsAtOnce = 500;

/**
 * Makes jobs of the lines of a JSONL file: texts or `{"id", "input"}`, chat requests or `{"id", "request"}`. Their ids come from
 * the file and the place, so the same file adds nothing twice, also after a crash half way through.
 *
 * @returns how many inputs and jobs the file has.
 * @throws {Error} for a line that is no input, with its place; jobs of lines before it are made.
 */
export async function enqueueJsonl(
  queue: Pick<Queue<BulkJobData>, "addBulk">,
  path: string,
  { operation, items = 64, content = "reference", source = path, job }: EnqueueOptions,
): Promise<{ inputs: number; jobs: number }> {
  const most = operation === "getEmbeddings" ? items : 1;
  if (!Number.isInteger(most) || most < 1 || most > 2_048)
    throw new Error(`items: must be a whole number from 1 to 2048, not ${items}`);
  const file = await open(path, "r");
  try {
    const { size, mtimeMs } = await file.stat();
    const id = createHash("sha256")
      .update(JSON.stringify([operation, source, size, mtimeMs, most]))
      .digest("hex");
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
        const data = { operation, source, size, from, length: end - from, index: inputs - count };
        const held = content === "inline" && { lines: Buffer.concat(lines).toString() };
        const opts = { ...defaultJob, ...job, jobId: `${id.slice(0, 16)}-${from}` };
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
    return { inputs, jobs };
  } finally {
    await file.close();
  }
}
