import { type Job, Queue, UnrecoverableError, Worker, type WorkerOptions } from "bullmq";
import { answerer } from "../bulk/answerer.ts";
import type { Calls } from "../bulk/call.ts";
import { embedder } from "../bulk/embedder.ts";
import { createLedger } from "../bulk/limits/ledger.ts";
import type { Limiter } from "../bulk/limits/limiter.ts";
import { type BulkOptions, checkWhole } from "../bulk/options.ts";
import { type BulkProblem, type Item, mayPass } from "../bulk/outcome.ts";
import type { Client } from "../client/client.ts";
import type { RequestBody } from "../client/methods.ts";
import { type BulkJobData, type BulkRunData, itemsOf, readLines } from "./job.ts";
import { type BulkOutcome, resultsFile } from "./results.ts";
import { type Finished, parentName } from "./run.ts";
import { createTokenBudget } from "./token-budget.ts";

/**
 * What becomes of an input that failed for good: a job of the dead letters, named by the kind of its problem.
 *
 * @example
 * const failed: Job<DeadLetter>[] = await new Queue("bulk-failed", { connection }).getWaiting();
 * for (const { data } of failed) console.log(data.source, data.index, data.problem.message);
 */
export interface DeadLetter {
  run: string;
  source: string;
  index: number;
  id?: string;
  problem: BulkProblem;
}

/**
 * Options of `createBulkWorker`: those of a BullMQ worker, and these.
 *
 * @example
 * const options: BulkWorkerOptions = { connection, client, concurrency: 8, root: "uploads" };
 * const worker = createBulkWorker("bulk", options);
 */
export interface BulkWorkerOptions extends WorkerOptions {
  /** Makes the requests; its own retries are off, since the queue retries. */
  client: Client;
  /** Properties of every request, such as `model`. */
  body?: Partial<RequestBody<"getEmbeddings"> & RequestBody<"getChatCompletions">>;
  /** Options of each request. */
  request?: BulkOptions["request"];
  /** Folder that contains the files of jobs. Files outside it are not read. Default: the working directory. */
  root?: string;
  /**
   * Maximum number of tokens per clock minute for all workers of the queue. Tokens are estimated before a request and corrected with
   * `usage` of the response. To limit requests, use `limiter` of BullMQ. Default: no limit.
   */
  tokensPerMinute?: number;
  /** Gives the lines of a job. Default: from the file that it names. */
  read?: (job: BulkJobData) => Promise<string>;
  /** Called with the outcomes of a job before the job completes; a job may come twice. Or `results`, or both. */
  onOutcomes?: (outcomes: readonly BulkOutcome[], job: Job<BulkJobData>) => Promise<void> | void;
  /** A file of this worker's own, to which outcomes are appended as JSON lines; `readOutcomes` reads them. */
  results?: string;
  /** Where inputs that failed for good go. */
  deadLetters?: Pick<Queue<DeadLetter>, "addBulk">;
}

/** BullMQ limits for all workers together. */
const unlimited: Limiter = {
  enter: async () => () => undefined,
  inFlight: 0,
  limit: Number.POSITIVE_INFINITY,
  retries: 0,
};
const defaultWaitMs = 1_000;
/** How often a paused worker checks whether it may continue. BullMQ's default of 30 s can delay closing by as much. */
const maximumRateLimitDelay = 1_000;

/**
 * A worker of jobs that `enqueueJsonl` made. Any number of workers, on any hosts, share one queue and its `limiter`.
 *
 * | what | becomes |
 * | --- | --- |
 * | 429 | a pause of the queue, for all workers, for as long as the server asks; the job counts no attempt |
 * | 5xx, resets, timeouts | another attempt, as the job's options say; after the last, an outcome and a failed job |
 * | an input that is refused | an outcome, and a dead letter; its neighbours are not lost |
 * | refused credentials, a wrong address | a failed attempt, and this worker pauses: the `error` event contains the reason |
 *
 * If a part of a batch fails with a transient error, only that part is sent again.
 *
 * @param queue - its name.
 * @throws {ConfigurationError} if `tokensPerMinute` is not a whole number of at least 1.
 *
 * @example
 * const worker = createBulkWorker("bulk", { connection, client, onOutcomes: (outcomes) => save(outcomes) });
 * process.once("SIGTERM", () => worker.close());
 */
export function createBulkWorker(
  queue: string,
  {
    client,
    body = {},
    request,
    root = ".",
    tokensPerMinute,
    read = (job) => readLines(job, root),
    onOutcomes,
    results,
    deadLetters,
    ...options
  }: BulkWorkerOptions,
): Worker<BulkJobData | BulkRunData, number | Finished> {
  checkWhole("tokensPerMinute", tokensPerMinute, Number.MAX_SAFE_INTEGER);
  const limits = new Queue(queue, {
    connection: options.connection,
    ...(options.prefix && { prefix: options.prefix }),
  });
  const write = results === undefined ? undefined : resultsFile(results);
  const embed = embedder(client, body, request);
  const chat = answerer(client, body, request);
  const ledger = createLedger();
  const budget = tokensPerMinute === undefined ? undefined : createTokenBudget(limits, tokensPerMinute);
  const { signal } = new AbortController();

  const deliver = async (outcomes: readonly BulkOutcome[], job: Job<BulkJobData>): Promise<void> => {
    if (outcomes.length === 0) return;
    await write?.(outcomes);
    await onOutcomes?.(outcomes, job);
    const letters = outcomes.flatMap(({ run, source, index, id, ...rest }) => {
      if (rest.ok) return [];
      const data = { run, source, index, ...(id !== undefined && { id }), problem: rest.problem };
      return [{ name: rest.problem.kind, data, opts: { jobId: `${job.id}-${index}` } }];
    });
    if (letters.length > 0) await deadLetters?.addBulk(letters);
  };

  const pauseAll = async (waitMs: number): Promise<never> => {
    await limits.rateLimit(waitMs);
    throw Worker.RateLimitError();
  };

  const work = async (
    { operation }: BulkJobData,
    items: readonly Item<string | RequestBody<"getChatCompletions">>[],
  ) => {
    // Counts this job only. The ledger of the worker learns from it to estimate tokens.
    const own = createLedger();
    const calls: Calls = {
      limiter: unlimited,
      ledger: own,
      attempts: 1,
      retriesThrottled: false,
      signal,
      halt: signal,
    };
    const characters = items.reduce((sum, { input }) => sum + JSON.stringify(input).length, 0);
    const reserved = await budget?.reserve(ledger.estimate(characters));
    if (reserved !== undefined && "waitMs" in reserved) return pauseAll(reserved.waitMs);
    try {
      return operation === "getEmbeddings"
        ? await embed(items as Item<string>[], calls)
        : await chat(items as Item<RequestBody<"getChatCompletions">>[], calls);
    } catch (error) {
      // Every job would fail so: better none than all.
      await worker.pause(true);
      worker.emit("error", error as Error);
      throw error;
    } finally {
      ledger.reserve(characters)(own.tokens);
      await reserved?.settle(own.tokens);
    }
  };

  const process = async (job: Job<BulkJobData>): Promise<number> => {
    const { data } = job;
    const { run, source } = data;
    const items = itemsOf(data, data.lines ?? (await read(data)));
    const outcomes: BulkOutcome[] = (await work(data, items)).map((outcome) => ({ run, source, ...outcome }));
    const isLast = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
    const throttled = outcomes.find((outcome) => !outcome.ok && outcome.problem.kind === "rate_limited");
    const again = outcomes.filter(
      (outcome) => !outcome.ok && mayPass(outcome.problem) && (!isLast || outcome.problem.kind === "rate_limited"),
    );
    await deliver(
      outcomes.filter((outcome) => !again.includes(outcome)),
      job,
    );
    if (again.length > 0 && again.length < items.length)
      await job.updateData({ ...data, left: again.map(({ index }) => index) });
    if (throttled?.ok === false) return pauseAll(throttled.problem.retryAfterMs ?? defaultWaitMs);
    const [first] = again;
    if (first?.ok === false) throw new Error(first.problem.kind);
    const failed = outcomes.find((outcome) => !outcome.ok && mayPass(outcome.problem));
    if (failed?.ok === false) throw new UnrecoverableError(failed.problem.kind);
    return outcomes.length;
  };

  const end = async (job: Job<BulkRunData>): Promise<Finished> => {
    const { processed = 0, failed = 0, ignored = 0 } = await job.getDependenciesCount();
    return { done: processed, failed: failed + ignored };
  };

  // A worker that dies with a job does no harm to it, so a job may be taken over more often than once.
  const worker = new Worker<BulkJobData | BulkRunData, number | Finished>(
    queue,
    (job) => (job.name === parentName ? end(job as Job<BulkRunData>) : process(job as Job<BulkJobData>)),
    { maxStalledCount: 20, maximumRateLimitDelay, ...options },
  );
  worker.on("closed", () => void limits.close());
  return worker;
}
