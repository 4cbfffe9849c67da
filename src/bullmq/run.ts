import { FlowProducer, type JobsOptions, type Queue, QueueEvents } from "bullmq";
import type { BulkRunData } from "./job.ts";

/**
 * Result of a run.
 *
 * @example
 * const { done, failed }: Finished = await finished(queue, run);
 * console.log(`${done} embedded, ${failed} failed`);
 */
export interface Finished {
  /** Number of completed jobs. Some of their inputs may have failed. */
  done: number;
  /** Number of failed jobs. */
  failed: number;
}

/** Name of the parent job. It makes no request. */
export const parentName = "finished";

/** One year, in milliseconds. */
const never = 365 * 24 * 3_600_000;

/**
 * Adds the parent job of a run if it does not exist. Its first child is delayed by a year and removed when all jobs are added, so
 * the parent cannot complete before.
 */
export async function beginRun(queue: Queue, data: BulkRunData) {
  const first = `${data.run}-made`;
  if ((await queue.getJob(data.run)) === undefined) {
    const { connection, prefix } = queue.opts;
    const flows = new FlowProducer({ connection, ...(prefix !== undefined && { prefix }) });
    try {
      const child = { name: "made", queueName: queue.name, data, opts: { jobId: first, delay: never } };
      const opts = { jobId: data.run };
      await flows.add({ name: parentName, queueName: queue.name, data, opts, children: [child] });
    } finally {
      await flows.close();
    }
  }
  const childOptions: JobsOptions = {
    parent: { id: data.run, queue: queue.qualifiedName },
    // The parent also completes if a job fails.
    ignoreDependencyOnFailure: true,
  };
  return { childOptions, end: async () => void (await queue.remove(first)) };
}

/**
 * Waits until every job of a run has completed or failed, including delayed and stalled jobs.
 *
 * @param run - ID from `enqueueJsonl`.
 * @throws {Error} if the run does not exist.
 *
 * @example
 * const { run } = await enqueueJsonl(queue, "texts.jsonl", { operation: "getEmbeddings" });
 * const { failed } = await finished(queue, run);
 */
export async function finished(queue: Queue, run: string): Promise<Finished> {
  const job = await queue.getJob(run);
  if (job === undefined) throw new Error(`queue ${queue.name} has no run ${run}`);
  const { connection, prefix } = queue.opts;
  const options = { connection, lastEventId: await lastEventOf(queue), ...(prefix !== undefined && { prefix }) };
  const events = new QueueEvents(queue.name, options);
  try {
    return (await job.waitUntilFinished(events)) as Finished;
  } finally {
    await events.close();
  }
}

const command = "modelInferenceLastEvent";
const lua = `
local last = redis.call("XREVRANGE", KEYS[1], "+", "-", "COUNT", 1)
return last[1] and last[1][1] or "0-0"`;

/**
 * ID of the last event of a queue. `QueueEvents` begins with the events after its first read. Without this ID, it misses a job that
 * ends between the check of the job and that read, and the wait never ends.
 */
async function lastEventOf(queue: Queue): Promise<string> {
  const backend = queue.getBackend();
  const redis = await backend.client;
  redis.defineCommand(command, { numberOfKeys: 1, lua });
  return String(await redis.runCommand(command, [backend.toKey("events")]));
}
