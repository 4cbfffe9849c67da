import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import {
  type BulkJobData,
  type BulkOutcome,
  createBulkWorker,
  type DeadLetter,
  enqueueJsonl,
  readOutcomes,
} from "../../src/bullmq/index.ts";
import { clientOf } from "../bulk/bulk.ts";
import { type RedisServer, startRedis } from "./redis.ts";

let redis: RedisServer;
let folder: string;
let connection: { host: string; port: number; maxRetriesPerRequest: null };

beforeAll(async () => {
  redis = await startRedis();
  connection = { host: "127.0.0.1", port: redis.port, maxRetriesPerRequest: null };
});
afterAll(() => redis.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bullmq-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  const client = new Redis(redis.port);
  await client.flushall();
  client.disconnect();
});

const queueOf = <Data>(name: string): Queue<Data> => {
  const queue = new Queue<Data>(name, { connection });
  // While Redis is away.
  queue.on("error", () => undefined);
  onTestFinished(() => queue.close());
  return queue;
};

type Reply = { status: number; headers?: Record<string, string> } | "vectors";

/** A server whose vector of a text is the number at its end. */
async function serve(reply: (input: readonly string[]) => Reply) {
  const requests: { at: number; input: string[] }[] = [];
  const server = createServer(async (incoming, response) => {
    const { input } = (await json(incoming)) as { input: string[] };
    requests.push({ at: performance.now(), input });
    const made = reply(input);
    response.setHeader("content-type", "application/json");
    if (made !== "vectors") {
      response.writeHead(made.status, made.headers);
      response.end(JSON.stringify({ error: { code: "No", message: `no: ${input[0]}` } }));
      return;
    }
    const data = input.map((text, index) => ({ index, embedding: [Number(/\d+$/.exec(text)?.[0])] }));
    response.end(JSON.stringify({ model: "m", data }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

async function textsFile(count: number): Promise<string> {
  const path = join(folder, "texts.jsonl");
  await writeFile(path, Array.from({ length: count }, (_, index) => `${JSON.stringify(`prompt ${index}`)}\n`).join(""));
  return path;
}

async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const list: Value[] = [];
  for await (const value of values) list.push(value);
  return list;
}

const isDone = async (queue: Queue): Promise<boolean> => {
  const counts = await queue.getJobCounts("waiting", "active", "delayed", "prioritized").catch(() => ({ waiting: 1 }));
  return Object.values(counts).every((count) => count === 0);
};

test("three workers, one killed and Redis restarted on the way: nothing is lost, and the rate holds for all", async () => {
  const count = 3_000;
  const mostASecond = 40;
  const { url, requests } = await serve(() => "vectors");
  const queue = queueOf<BulkJobData>("bulk");
  const path = await textsFile(count);
  expect(await enqueueJsonl(queue, path, { operation: "getEmbeddings", items: 10 })).toEqual({
    inputs: count,
    jobs: 300,
  });

  const workers = [0, 1, 2].map((number): ChildProcess => {
    const args = [String(redis.port), url, join(folder, `results-${number}.jsonl`), String(mostASecond)];
    const child = fork("test/bullmq/worker-program.ts", args, { execArgv: ["--import", "tsx"] });
    onTestFinished(() => void child.kill("SIGKILL"));
    return child;
  });
  await expect.poll(() => requests.length, { timeout: 20_000 }).toBeGreaterThan(60);
  workers[1]?.kill("SIGKILL");
  await expect.poll(() => requests.length, { timeout: 20_000 }).toBeGreaterThan(120);
  await redis.restart();
  await expect.poll(() => isDone(queue), { timeout: 40_000, interval: 200 }).toBe(true);

  const files = (await readdir(folder)).filter((name) => name.startsWith("results-"));
  const outcomes = await all(readOutcomes(...files.map((name) => join(folder, name))));
  expect(outcomes).toHaveLength(count);
  for (const outcome of outcomes) expect(outcome).toMatchObject({ ok: true, embedding: [outcome.index] });
  // What the killed one and the restart had out is done twice, at four jobs a worker.
  expect(requests.length).toBeLessThanOrEqual(300 + 4 * 3 + 4);
  // In no second more than allowed: two windows of the limit meet in one of ours, and a restart begins a window anew.
  const times = requests.map(({ at }) => at);
  const busiest = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
  expect(busiest).toBeLessThanOrEqual(2 * mostASecond);
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000;
  expect(times.length / seconds).toBeLessThanOrEqual(mostASecond * 1.25);
}, 90_000);

/** A worker in this process, to the end of all jobs. */
async function work(queue: Queue<BulkJobData>, url: string, options: object = {}): Promise<BulkOutcome[]> {
  const outcomes: BulkOutcome[] = [];
  const worker = createBulkWorker(queue.name, {
    client: clientOf(url),
    connection,
    onOutcomes: (made) => void outcomes.push(...made),
    ...options,
  });
  worker.on("error", () => undefined);
  try {
    await expect.poll(() => isDone(queue), { timeout: 30_000 }).toBe(true);
  } finally {
    await worker.close();
  }
  return outcomes.sort((a, b) => a.index - b.index);
}

test("Redis holds neither a prompt nor a credential, also of what failed", async () => {
  const { url } = await serve((input) => (input.includes("prompt 3") ? { status: 400 } : "vectors"));
  const queue = queueOf<BulkJobData>("quiet");
  const deadLetters = queueOf<DeadLetter>("quiet-dead");
  await enqueueJsonl(queue, await textsFile(20), { operation: "getEmbeddings", items: 5 });
  const outcomes = await work(queue, url, { deadLetters });
  expect(outcomes.filter(({ ok }) => !ok)).toMatchObject([{ index: 3, problem: { kind: "invalid_request" } }]);
  expect(outcomes).toHaveLength(20);
  expect(await deadLetters.getJobs()).toMatchObject([{ name: "invalid_request", data: { index: 3 } }]);

  const client = new Redis(redis.port);
  const dumps = await Promise.all((await client.keys("*")).map((key) => client.dumpBuffer(key)));
  const kept = Buffer.concat(dumps.filter((dump) => dump !== null)).toString("latin1");
  client.disconnect();
  expect(kept).toContain("invalid_request");
  expect(kept).not.toContain("prompt ");
  expect(kept).not.toContain("secret-key");
});

test("a refusal for the rate pauses all, counts no attempt, and goes on when the server said", async () => {
  let refused = 0;
  const { url, requests } = await serve(() => {
    if (refused === 3) return "vectors";
    refused += 1;
    return { status: 429, headers: { "retry-after-ms": "100" } };
  });
  const queue = queueOf<BulkJobData>("limited");
  await enqueueJsonl(queue, await textsFile(4), { operation: "getEmbeddings", items: 2, job: { attempts: 1 } });
  const outcomes = await work(queue, url);
  expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true, true]);
  expect(requests).toHaveLength(5);
});

test("a failure that may pass is tried again as the job says, and is an outcome and a failed job when it stays", async () => {
  const { url, requests } = await serve((input) => (input.includes("prompt 1") ? { status: 503 } : "vectors"));
  const queue = queueOf<BulkJobData>("failing");
  const job = { attempts: 3, backoff: { type: "fixed", delay: 10 } };
  await enqueueJsonl(queue, await textsFile(3), { operation: "getEmbeddings", items: 1, job });
  const outcomes = await work(queue, url);
  expect(outcomes).toMatchObject([{ ok: true }, { ok: false, problem: { kind: "unavailable" } }, { ok: true }]);
  expect(requests.filter(({ input }) => input.includes("prompt 1"))).toHaveLength(3);
  expect(await queue.getFailed()).toMatchObject([{ failedReason: "unavailable" }]);
});

test("a refused credential pauses the worker: no job is lost to it", async () => {
  const { url, requests } = await serve(() => ({ status: 401 }));
  const queue = queueOf<BulkJobData>("refused");
  await enqueueJsonl(queue, await textsFile(50), { operation: "getEmbeddings", items: 1 });
  const worker = createBulkWorker("refused", { client: clientOf(url), connection, onOutcomes: () => undefined });
  const error = await new Promise((resolve) => worker.once("error", resolve));
  expect(error).toMatchObject({ name: "ResponseError", status: 401 });
  await worker.close();
  expect(requests).toHaveLength(1);
  expect(Object.values(await queue.getJobCounts("waiting", "delayed", "failed", "completed"))).toEqual([49, 1, 0, 0]);
});

test("the same file adds nothing twice; lines may travel in the job where that is asked for", async () => {
  const { url, requests } = await serve(() => "vectors");
  const queue = queueOf<BulkJobData>("twice");
  const path = await textsFile(10);
  const options = { operation: "getEmbeddings", items: 4, content: "inline" } as const;
  await enqueueJsonl(queue, path, options);
  await enqueueJsonl(queue, path, options);
  expect(await queue.getJobCounts("waiting")).toEqual({ waiting: 3 });
  await rm(path);
  expect((await work(queue, url)).map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(requests).toHaveLength(3);
});

test("a line that is no input is told with its place, and nothing of it", async () => {
  const queue = queueOf<BulkJobData>("wrong");
  const path = join(folder, "wrong.jsonl");
  await writeFile(path, '"fine"\n\n{oops\n');
  await expect(enqueueJsonl(queue, path, { operation: "getEmbeddings" })).rejects.toThrow(`${path}:3: is not JSON`);
});
