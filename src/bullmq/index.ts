/**
 * Bulk work on many hosts: jobs of BullMQ on Redis. Needs `bullmq` and `ioredis`.
 *
 * @module model-inference/bullmq
 */
export type { Enqueued, EnqueueOptions } from "./enqueue.ts";
export { enqueueJsonl } from "./enqueue.ts";
export type { BulkJobData, BulkOperation, BulkRunData } from "./job.ts";
export type { BulkOutcome } from "./results.ts";
export { readOutcomes } from "./results.ts";
export type { Finished } from "./run.ts";
export { finished } from "./run.ts";
export type { BulkWorkerOptions, DeadLetter } from "./worker.ts";
export { createBulkWorker } from "./worker.ts";
