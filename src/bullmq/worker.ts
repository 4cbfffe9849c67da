import { type Job, Queue, UnrecoverableError, Worker, type WorkerOptions } from "bullmq";
import { answerer } from "../bulk/answerer.ts";
import type { Calls } from "../bulk/call.ts";
import { embedder } from "../bulk/embedder.ts";
import { createLedger } from "../bulk/ledger.ts";
import type { Limiter } from "../bulk/limiter.ts";
import type { BulkOptions } from "../bulk/options.ts";
import { type BulkProblem, type Item, mayPass } from "../bulk/outcome.ts";
import type { Client, RequestBody } from "../client/client.ts";
import { type BulkJobData, itemsOf, readLines } from "./job.ts";
import { type BulkOutcome, resultsFile } from "./results.ts";

/** What becomes of an input that failed for good: a job of the dead letters, named by the kind of its problem. */
export interface DeadLetter {
  source: string;
  index: number;
  id?: string;
  problem: BulkProblem;
}

export interface BulkWorkerOptions extends WorkerOptions {
  /** Makes the requests; its own retries are off, since the queue retries. */
  client: Client;
  /** Members of every request, such as `model`. */
  body?: Partial<RequestBody<"getEmbeddings"> & RequestBody<"getChatCompletions">>;
  /** Options of each request. */
  request?: BulkOptions["request"];
  /** Gives the lines of a job. Default: from the file that it names. */
  read?: (job: BulkJobData) => Promise<string>;
  /** Told of the outcomes of a job before it is done; a job may come twice. Or `results`, or both. */
  onOutcomes?: (outcomes: readonly BulkOutcome[], job: Job<BulkJobData>) => Promise<void> | void;
  /** A file of this worker's own, to which outcomes are appended as JSON lines; `readOutcomes` reads them. */
  results?: string;
  /** Where inputs that failed for good go. */
  deadLetters?: Pick<Queue<DeadLetter>, "addBulk">;
}

/** BullMQ limits for all workers together. */
const open: Limiter = { enter: async () => () => undefined, inFlight: 0, limit: Number.POSITIVE_INFINITY, retries: 0 };
const defaultWaitMs = 1_000;

/**
 * A worker of jobs that `enqueueJsonl` made. Any number of workers, on any hosts, share one queue and its `limiter`.
 *
 * | what | becomes |
 * | --- | --- |
 * | 429 | a pause of the queue, for all workers, for as long as the server asks; the job counts no attempt |
 * | 5xx, resets, timeouts | another attempt, as the job's options say; after the last, an outcome and a failed job |
 * | an input that is refused | an outcome, and a dead letter; its neighbours are not lost |
 * | refused credentials, a wrong address | a failed attempt, and this worker pauses: the `error` event tells why |
 *
 * @param queue - its name.
 */
export function createBulkWorker(
  queue: string,
  { client, body = {}, request, read = readLines, onOutcomes, results, deadLetters, ...options }: BulkWorkerOptions,
): Worker<BulkJobData, number> {
  const limits = new Queue(queue, {
    connection: options.connection,
    ...(options.prefix && { prefix: options.prefix }),
  });
  const write = results === undefined ? undefined : resultsFile(results);
  const embed = embedder(client, body, request);
  const answer = answerer(client, body, request);

  const deliver = async (outcomes: readonly BulkOutcome[], job: Job<BulkJobData>): Promise<void> => {
    await write?.(outcomes);
    await onOutcomes?.(outcomes, job);
    const letters = outcomes.flatMap(({ index, id, ...rest }) => {
      if (rest.ok) return [];
      const data = { source: job.data.source, index, ...(id !== undefined && { id }), problem: rest.problem };
      return [{ name: rest.problem.kind, data, opts: { jobId: `${job.id}-${index}` } }];
    });
    if (letters.length > 0) await deadLetters?.addBulk(letters);
  };

  const process = async (job: Job<BulkJobData>): Promise<number> => {
    const { data } = job;
    const items = itemsOf(data, data.lines ?? (await read(data)));
    const { signal } = new AbortController();
    const calls: Calls = {
      limiter: open,
      ledger: createLedger(),
      attempts: 1,
      retriesThrottled: false,
      signal,
      halt: signal,
    };
    const outcomes: readonly BulkOutcome[] = await (data.operation === "getEmbeddings"
      ? embed(items as Item<string>[], calls)
      : answer(items as Item<RequestBody<"getChatCompletions">>[], calls)
    ).catch(async (error: Error) => {
      // Every job would fail so: better none than all.
      await worker.pause(true);
      worker.emit("error", error);
      throw error;
    });
    const passing = outcomes.flatMap((outcome) => (!outcome.ok && mayPass(outcome.problem) ? [outcome.problem] : []));
    const [problem] = passing;
    const throttled = passing.find(({ kind }) => kind === "rate_limited");
    if (throttled !== undefined) {
      await limits.rateLimit(throttled.retryAfterMs ?? defaultWaitMs);
      throw Worker.RateLimitError();
    }
    if (problem !== undefined && job.attemptsMade + 1 < (job.opts.attempts ?? 1)) throw new Error(problem.kind);
    await deliver(outcomes, job);
    if (problem !== undefined) throw new UnrecoverableError(problem.kind);
    return outcomes.length;
  };

  // A worker that dies with a job does no harm to it, so a job may be taken over more often than once.
  const worker = new Worker<BulkJobData, number>(queue, process, { maxStalledCount: 20, ...options });
  worker.on("closed", () => void limits.close());
  return worker;
}
