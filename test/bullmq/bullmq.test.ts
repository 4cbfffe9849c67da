import { type ChildProcess, fork } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo, connect as connectTcp, createServer as createTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import {
  type BulkJobData,
  type BulkOutcome,
  type BulkWorkerOptions,
  createBulkWorker,
  type DeadLetter,
  enqueueJsonl,
  finished,
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

/** A promise that someone else resolves. */
function gate(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

type Reply = { status: number; headers?: Record<string, string> } | "vectors";

/** A server whose vector of a text is the number at its end. */
async function serve(reply: (input: readonly string[]) => Reply, tokens = 0) {
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
    response.end(JSON.stringify({ model: "m", data, usage: { prompt_tokens: tokens, total_tokens: tokens } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

async function textsFile(count: number, name = "texts", first = 0): Promise<string> {
  const path = join(folder, `${name}.jsonl`);
  const lines = Array.from({ length: count }, (_, index) => `${JSON.stringify(`prompt ${first + index}`)}\n`);
  await writeFile(path, lines.join(""));
  return path;
}

async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const list: Value[] = [];
  for await (const value of values) list.push(value);
  return list;
}

test("three workers, one killed and Redis restarted meanwhile: nothing is lost, and the rate applies to all", async () => {
  const count = 3_000;
  const mostASecond = 40;
  const { url, requests } = await serve(() => "vectors");
  const queue = queueOf<BulkJobData>("bulk");
  const path = await textsFile(count);
  const { run, ...counts } = await enqueueJsonl(queue, path, { operation: "getEmbeddings", items: 10 });
  expect(counts).toEqual({ inputs: count, jobs: 300 });

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
  expect(await finished(queue, run)).toEqual({ done: 300, failed: 0 });

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

/** A worker in this process, until these runs are finished. */
async function work(
  queue: Queue,
  url: string,
  runs: readonly string[],
  options: Partial<BulkWorkerOptions> = {},
): Promise<BulkOutcome[]> {
  const outcomes: BulkOutcome[] = [];
  const worker = createBulkWorker(queue.name, {
    client: clientOf(url),
    connection,
    root: folder,
    onOutcomes: (made) => void outcomes.push(...made),
    ...options,
  });
  worker.on("error", () => undefined);
  try {
    await Promise.all(runs.map((run) => finished(queue, run)));
  } finally {
    await worker.close();
  }
  return outcomes.sort((a, b) => a.index - b.index);
}

test("Redis holds neither a prompt nor a credential, also of what failed", async () => {
  const { url } = await serve((input) => (input.includes("prompt 3") ? { status: 400 } : "vectors"));
  const queue = queueOf<BulkJobData>("quiet");
  const deadLetters = queueOf<DeadLetter>("quiet-dead");
  const { run } = await enqueueJsonl(queue, await textsFile(20), { operation: "getEmbeddings", items: 5 });
  const outcomes = await work(queue, url, [run], { deadLetters });
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
  const options = { operation: "getEmbeddings", items: 2, job: { attempts: 1 } } as const;
  const { run } = await enqueueJsonl(queue, await textsFile(4), options);
  const outcomes = await work(queue, url, [run]);
  expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true, true]);
  expect(requests).toHaveLength(5);
});

test("a failure that may pass is tried again as the job says, and is an outcome and a failed job when it stays", async () => {
  const { url, requests } = await serve((input) => (input.includes("prompt 1") ? { status: 503 } : "vectors"));
  const queue = queueOf<BulkJobData>("failing");
  const job = { attempts: 3, backoff: { type: "fixed", delay: 10 } };
  const { run } = await enqueueJsonl(queue, await textsFile(3), { operation: "getEmbeddings", items: 1, job });
  const outcomes = await work(queue, url, [run]);
  expect(await finished(queue, run)).toEqual({ done: 2, failed: 1 });
  expect(outcomes).toMatchObject([{ ok: true }, { ok: false, problem: { kind: "unavailable" } }, { ok: true }]);
  expect(requests.filter(({ input }) => input.includes("prompt 1"))).toHaveLength(3);
  expect(await queue.getFailed()).toMatchObject([{ failedReason: "unavailable" }]);
});

test("a refused credential pauses the worker: no job is lost to it", async () => {
  const { url, requests } = await serve(() => ({ status: 401 }));
  const queue = queueOf<BulkJobData>("refused");
  await enqueueJsonl(queue, await textsFile(50), { operation: "getEmbeddings", items: 1 });
  const worker = createBulkWorker("refused", { client: clientOf(url), connection, root: folder });
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
  const { run } = await enqueueJsonl(queue, path, options);
  await utimes(path, new Date(0), new Date(0));
  expect(await enqueueJsonl(queue, path, options)).toEqual({ run, inputs: 10, jobs: 3 });
  expect(await queue.getJobCounts("waiting", "waiting-children")).toEqual({ waiting: 3, "waiting-children": 1 });
  await rm(path);
  expect((await work(queue, url, [run])).map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(requests).toHaveLength(3);
});

test("a line that is no input is reported with its position, and nothing of it", async () => {
  const queue = queueOf<BulkJobData>("wrong");
  const path = join(folder, "wrong.jsonl");
  await writeFile(path, '"fine"\n\n{oops\n');
  await expect(enqueueJsonl(queue, path, { operation: "getEmbeddings" })).rejects.toThrow(`${path}:3: is not JSON`);
});

test("audit B3: the worker does not retry a 429; the queue waits for retry-after", async () => {
  let openAt = Number.POSITIVE_INFINITY;
  const { url, requests } = await serve(() => {
    openAt = Math.min(openAt, performance.now() + 1_000);
    return performance.now() < openAt ? { status: 429, headers: { "retry-after": "1" } } : "vectors";
  });
  const queue = queueOf<BulkJobData>("storm");
  const { run } = await enqueueJsonl(queue, await textsFile(40), { operation: "getEmbeddings", items: 1 });
  const both = [0, 1].map(() => work(queue, url, [run], { concurrency: 8 }));
  const outcomes = (await Promise.all(both)).flat();
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(40);
  // Sixteen are out when the first refusal comes; audit: 528 requests.
  expect(requests.length).toBeLessThanOrEqual(40 + 2 * 16);
});

test("audit B3: a 429 within a split batch is one request too", async () => {
  let isOpen = false;
  const { url, requests } = await serve((input) => {
    if (input.length > 1) return { status: 400 };
    if (isOpen) return "vectors";
    isOpen = input.includes("prompt 5");
    return isOpen ? { status: 429, headers: { "retry-after-ms": "50" } } : "vectors";
  });
  const queue = queueOf<BulkJobData>("split");
  const { run } = await enqueueJsonl(queue, await textsFile(8), { operation: "getEmbeddings", items: 4 });
  expect((await work(queue, url, [run])).filter(({ ok }) => ok)).toHaveLength(8);
  // 4 and 2 are too many; then eight texts on their own, of which one twice.
  expect(requests.filter(({ input }) => input.length === 1)).toHaveLength(9);
});

test("audit B6: two files in one queue keep their own outcomes", async () => {
  const { url } = await serve(() => "vectors");
  const queue = queueOf<BulkJobData>("two");
  const files = [await textsFile(10, "a"), await textsFile(10, "b", 100)];
  const runs = await Promise.all(
    files.map((path) => enqueueJsonl(queue, path, { operation: "getEmbeddings", items: 4 })),
  );
  const results = join(folder, "results");
  await work(
    queue,
    url,
    runs.map(({ run }) => run),
    { results },
  );
  const outcomes = await all(readOutcomes(results, results));
  expect(outcomes).toHaveLength(20);
  for (const [at, { run }] of runs.entries()) {
    const own = outcomes.filter((outcome) => outcome.run === run).sort((a, b) => a.index - b.index);
    expect(own.map((outcome) => outcome.ok && "embedding" in outcome && outcome.embedding)).toEqual(
      Array.from({ length: 10 }, (_, index) => [at * 100 + index]),
    );
    expect(new Set(own.map(({ source }) => source))).toEqual(new Set([files[at]]));
  }
});

test("audit B7: finished waits for delayed jobs", async () => {
  const failed = new Set<string>();
  const { url } = await serve(([first = ""]) => {
    if (failed.has(first) || Number(/\d+$/.exec(first)?.[0]) % 4 > 0) return "vectors";
    failed.add(first);
    return { status: 500 };
  });
  const queue = queueOf<BulkJobData>("delayed");
  const job = { attempts: 3, backoff: { type: "fixed", delay: 500 } };
  const { run } = await enqueueJsonl(queue, await textsFile(64), { operation: "getEmbeddings", items: 1, job });
  expect(await work(queue, url, [run], { concurrency: 8 })).toHaveLength(64);
  expect(failed.size).toBe(16);
});

test("finished returns for a run that ends before the first read of events", async () => {
  const { url } = await serve(() => "vectors");
  const seen = [/xread/i, /:failed/].map((pattern) => ({ pattern, ...gate() }));
  const ended = gate();
  // Redis, with the first read of events held back until the run has ended.
  const proxy = createTcp((socket) => {
    const upstream = connectTcp(redis.port, "127.0.0.1");
    for (const one of [socket, upstream]) one.on("error", () => undefined);
    upstream.pipe(socket);
    socket.on("close", () => upstream.destroy());
    socket.on("data", async (data) => {
      const text = data.toString("latin1");
      for (const { pattern, resolve } of seen) if (pattern.test(text)) resolve();
      if (/xread/i.test(text)) await ended.promise;
      upstream.write(data);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const slow = new Queue("late", { connection: { ...connection, port: (proxy.address() as AddressInfo).port } });
  onTestFinished(() => void proxy.close());
  const queue = queueOf<BulkJobData>("late");
  const { run } = await enqueueJsonl(queue, await textsFile(3), { operation: "getEmbeddings" });
  const result = finished(slow, run);
  await Promise.all(seen.map(({ promise }) => promise));
  const worker = createBulkWorker("late", { client: clientOf(url), connection, root: folder });
  worker.on("completed", (job) => {
    if (job.id === run) ended.resolve();
  });
  expect(await result).toEqual({ done: 1, failed: 0 });
  await worker.close();
  await slow.close();
});

test("after a transient failure of a part of a batch, only that part is sent again", async () => {
  let fails = 1;
  const { url, requests } = await serve((input) => {
    if (input.length > 2) return { status: 400 };
    if (input.includes("prompt 3") && fails-- > 0) return { status: 503 };
    return "vectors";
  });
  const queue = queueOf<BulkJobData>("part");
  const job = { attempts: 3, backoff: { type: "fixed", delay: 10 } };
  const { run } = await enqueueJsonl(queue, await textsFile(4), { operation: "getEmbeddings", items: 4, job });
  const outcomes = await work(queue, url, [run]);
  expect(outcomes.map(({ index, ok }) => [index, ok])).toEqual([0, 1, 2, 3].map((index) => [index, true]));
  expect(requests.map(({ input }) => input.length)).toEqual([4, 2, 2, 2]);
  expect(requests.at(-1)?.input).toEqual(["prompt 2", "prompt 3"]);
});

test("audit B14: a file with changed content of the same size is detected", async () => {
  const { url, requests } = await serve(() => "vectors");
  const queue = queueOf<BulkJobData>("changed");
  const path = await textsFile(4);
  const { run } = await enqueueJsonl(queue, path, { operation: "getEmbeddings", items: 4, job: { attempts: 1 } });
  await textsFile(4, "texts", 5);
  expect(await work(queue, url, [run])).toEqual([]);
  expect(await queue.getFailed()).toMatchObject([{ failedReason: `${path} has changed since its jobs were created` }]);
  expect(requests).toHaveLength(0);
});

test.each([
  ["another folder", () => "/etc/hostname"],
  ["the folder above", () => "../secret.jsonl"],
  ["a link that leads out", () => "link.jsonl"],
])("audit B13: a worker reads no file outside its root: %s", async (_, source) => {
  const { url, requests } = await serve(() => "vectors");
  const queue = queueOf<BulkJobData>("root");
  const root = join(folder, "root");
  await mkdir(root);
  await writeFile(join(folder, "secret.jsonl"), '"prompt 1"\n');
  await symlink(join(folder, "secret.jsonl"), join(root, "link.jsonl"));
  const options = { operation: "getEmbeddings", source: source(), job: { attempts: 1 } } as const;
  const { run } = await enqueueJsonl(queue, join(folder, "secret.jsonl"), options);
  expect(await work(queue, url, [run], { root })).toEqual([]);
  expect(await queue.getFailed()).toMatchObject([{ failedReason: expect.stringContaining("is outside") }]);
  expect(requests).toHaveLength(0);
});

test("tokensPerMinute applies to all workers together", async () => {
  const { url, requests } = await serve(() => "vectors", 10);
  const queue = queueOf<BulkJobData>("tokens");
  const { run } = await enqueueJsonl(queue, await textsFile(40), { operation: "getEmbeddings", items: 1 });
  const workers = [0, 1].map(() =>
    createBulkWorker("tokens", {
      client: clientOf(url),
      connection,
      root: folder,
      concurrency: 4,
      tokensPerMinute: 100,
    }),
  );
  for (const worker of workers) worker.on("error", () => undefined);
  await expect.poll(() => queue.getRateLimitTtl()).toBeGreaterThan(0);
  for (const worker of workers) await worker.close();
  // Two minutes of the clock may meet in the test.
  expect(requests.length).toBeLessThanOrEqual(20);
  expect((await queue.getJob(run))?.returnvalue ?? null).toBe(null);
});

test("a worker closes at once although the server asked for a long pause during its last request", {
  timeout: 10_000,
}, async () => {
  let closed: Promise<void> | undefined;
  const { url } = await serve(() => {
    closed ??= worker.close();
    return { status: 429, headers: { "retry-after": "60" } };
  });
  const queue = queueOf<BulkJobData>("closing");
  await enqueueJsonl(queue, await textsFile(1), { operation: "getEmbeddings" });
  const worker = createBulkWorker("closing", { client: clientOf(url), connection, root: folder });
  worker.on("error", () => undefined);
  await expect.poll(() => queue.getRateLimitTtl()).toBeGreaterThan(30_000);
  await closed;
});

test("queue and worker may share an ioredis instance and have a prefix", async () => {
  const { url } = await serve(() => "vectors", 10);
  const shared = new Redis(redis.port, { maxRetriesPerRequest: null });
  const queue = new Queue("shared", { connection: shared, prefix: "mine" });
  const { run } = await enqueueJsonl(queue, await textsFile(3), { operation: "getEmbeddings", items: 1 });
  const options = { connection: shared, prefix: "mine", tokensPerMinute: 1_000 };
  expect(await work(queue, url, [run], options)).toHaveLength(3);
  expect(await finished(queue, run)).toEqual({ done: 3, failed: 0 });
  expect(await shared.ping()).toBe("PONG");
  await queue.close();
  shared.disconnect();
});
