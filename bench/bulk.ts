/**
 * `embedAll` beside loops tuned by hand to the same limits of a server: `npm run bench:bulk`. Prints what share of the loop's
 * throughput it reaches. The loops know the limit; `embedAll` finds it out.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { embedAll } from "../src/bulk/index.ts";
import { createClient } from "../src/client/index.ts";

const batchSize = 16;
const latencyMs = 20;
const rounds = 5;

/** Refuses what is above so many requests at a time, or in a window of a second. */
interface Limit {
  name: string;
  atOnce: number;
  aSecond: number;
  texts: number;
  /** Of the loop: how many at a time, and from one start to the next. */
  tuned: { atOnce: number; everyMs: number };
}

const limits: readonly Limit[] = [
  { name: "24 requests at a time", atOnce: 24, aSecond: Infinity, texts: 64_000, tuned: { atOnce: 24, everyMs: 0 } },
  { name: "400 requests a second", atOnce: Infinity, aSecond: 400, texts: 24_000, tuned: { atOnce: 24, everyMs: 2.5 } },
];

async function serve({ atOnce, aSecond }: Limit) {
  let open = 0;
  let windowEnds = 0;
  let inWindow = 0;
  let refused = 0;
  const server = createServer(async (request, response) => {
    const now = performance.now();
    if (now >= windowEnds) {
      windowEnds = now + 1_000;
      inWindow = 0;
    }
    response.setHeader("content-type", "application/json");
    if (open >= atOnce || inWindow >= aSecond) {
      refused += 1;
      const waitMs = inWindow >= aSecond ? windowEnds - now : latencyMs;
      response.writeHead(429, { "retry-after-ms": String(Math.ceil(waitMs)) });
      response.end('{"error":{"code":"RateLimitReached","message":"Too many."}}');
      return;
    }
    open += 1;
    inWindow += 1;
    const { input } = (await json(request)) as { input: string[] };
    await wait(latencyMs);
    open -= 1;
    response.end(JSON.stringify({ model: "m", data: input.map((_, index) => ({ index, embedding: [index] })) }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createClient({ endpoint, credential: { key: "k" } });
  return { client, refused: () => refused, stop: () => server.closeAllConnections() ?? server.close() };
}

type Served = Awaited<ReturnType<typeof serve>>;

async function byHand({ client }: Served, { texts, tuned }: Limit): Promise<void> {
  let taken = 0;
  let next = performance.now();
  await Promise.all(
    Array.from({ length: tuned.atOnce }, async () => {
      while (taken < texts) {
        const from = taken;
        taken += batchSize;
        const at = next;
        next = Math.max(next, performance.now()) + tuned.everyMs;
        if (at > performance.now()) await wait(at - performance.now());
        const input = Array.from({ length: batchSize }, (_, index) => `text ${from + index}`);
        const { data } = await client.getEmbeddings({ input }, { retry: { retries: 10 } });
        if (data.length !== batchSize) throw new Error("a vector is missing");
      }
    }),
  );
}

async function byBulk({ client }: Served, { texts }: Limit): Promise<void> {
  const inputs = Array.from({ length: texts }, (_, index) => `text ${index}`);
  let done = 0;
  for await (const { ok } of embedAll(client, inputs, { batch: { items: batchSize }, concurrency: 64 }))
    if (ok) done += 1;
  if (done !== texts) throw new Error("a vector is missing");
}

const seconds = async (work: Promise<void>, began = performance.now()): Promise<number> => {
  await work;
  return (performance.now() - began) / 1_000;
};
const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

for (const limit of limits) {
  const ratios: number[] = [];
  let refusals = 0;
  for (let round = 0; round < rounds; round += 1) {
    const served = await serve(limit);
    const hand = await seconds(byHand(served, limit));
    await wait(1_000);
    const before = served.refused();
    ratios.push(hand / (await seconds(byBulk(served, limit))));
    refusals += served.refused() - before;
    served.stop();
    await wait(1_000);
  }
  const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  const share = `${middle(ratios).toFixed(2)} (${range}) of the loop's throughput`;
  console.log(
    `${limit.name}: ${share}, ${Math.round(refusals / rounds)} of ${limit.texts / batchSize} requests refused`,
  );
}
