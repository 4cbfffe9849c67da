import { FlowProducer, type JobsOptions, type Queue, QueueEvents } from "bullmq";
import type { BulkRunData } from "./job.ts";

/** How the jobs of a run ended. */
export interface Finished {
  /** Jobs that are done; some of their inputs may have failed for good. */
  done: number;
  /** Jobs that failed. */
  failed: number;
}

/** The name of the parent job, which has no work of its own. */
export const parentName = "finished";

/** A year, in milliseconds: the longest that a file is being read. */
const never = 365 * 24 * 3_600_000;

/**
 * Adds the parent job of a run, if it is not there, with a first child that never starts: so the parent waits until all jobs are
 * made, however quick the workers are.
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
    // A job that failed is no reason to wait for ever.
    ignoreDependencyOnFailure: true,
  };
  return { childOptions, end: async () => void (await queue.remove(first)) };
}

/**
 * Resolves when every job of a run has ended, also those that were delayed or taken over on the way.
 *
 * @param run - as `enqueueJsonl` gave it.
 * @throws {Error} when there is no such run.
 *
 * @example
 * const { run } = await enqueueJsonl(queue, "texts.jsonl", { operation: "getEmbeddings" });
 * const { failed } = await finished(queue, run);
 */
export async function finished(queue: Queue, run: string): Promise<Finished> {
  const job = await queue.getJob(run);
  if (job === undefined) throw new Error(`there is no run ${run} in ${queue.name}`);
  const { connection, prefix } = queue.opts;
  const events = new QueueEvents(queue.name, { connection, ...(prefix !== undefined && { prefix }) });
  try {
    return (await job.waitUntilFinished(events)) as Finished;
  } finally {
    await events.close();
  }
}
