/**
 * `embedAll` compared with a loop tuned by hand, on servers with one kind of limit each: `npm run bench:bulk`. Prints the time that the
 * limit allows at best, and what share of that speed each reaches. The loop knows the limit; `embedAll` finds it out.
 */
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { embedAll } from "../src/bulk/index.ts";
import { createClient } from "../src/client/index.ts";

const latencyMs = 30;

/** What a server refuses with 429. Windows are fixed, and begin with the first request. */
interface Limit {
  name: string;
  requests: number;
  /** Requests at a time. */
  atOnce?: number;
  /** In a window. */
  inWindow?: { windowMs: number; requests?: number; tokens?: number };
  /** The shortest time in which the requests can be done. */
  idealMs: number;
  /** Of the loop: how many at a time, and from one start to the next. */
  byHand: { atOnce: number; everyMs: number };
}

const tokensOfRequest = 10;
const limits: readonly Limit[] = [
  {
    name: "8 requests at a time",
    requests: 1_200,
    atOnce: 8,
    idealMs: (1_200 / 8) * latencyMs,
    byHand: { atOnce: 8, everyMs: 0 },
  },
  {
    name: "20 requests a second",
    requests: 200,
    inWindow: { windowMs: 1_000, requests: 20 },
    idealMs: 9_000,
    byHand: { atOnce: 8, everyMs: 50 },
  },
  {
    name: "400 requests a second",
    requests: 4_000,
    inWindow: { windowMs: 1_000, requests: 400 },
    idealMs: 9_000,
    byHand: { atOnce: 24, everyMs: 2.5 },
  },
  {
    name: "1,000 tokens in 10 seconds",
    requests: 400,
    inWindow: { windowMs: 10_000, tokens: 1_000 },
    idealMs: 30_000,
    byHand: { atOnce: 8, everyMs: 100 },
  },
];

async function serve({ atOnce = Infinity, inWindow }: Limit, hints: boolean) {
  let open = 0;
  let windowEnds = 0;
  let [requests, tokens] = [0, 0];
  let refused = 0;
  const server = createServer(async (request, response) => {
    const { input } = (await json(request)) as { input: string[] };
    const now = performance.now();
    const windowMs = inWindow?.windowMs ?? Infinity;
    if (now >= windowEnds) [windowEnds, requests, tokens] = [now + windowMs, 0, 0];
    const isUsedUp =
      requests >= (inWindow?.requests ?? Infinity) || tokens + tokensOfRequest > (inWindow?.tokens ?? Infinity);
    response.setHeader("content-type", "application/json");
    if (open >= atOnce || isUsedUp) {
      refused += 1;
      const waitMs = isUsedUp ? windowEnds - now : latencyMs;
      response.writeHead(429, hints ? { "retry-after-ms": String(Math.ceil(waitMs)) } : {});
      response.end('{"error":{"code":"RateLimitReached","message":"Too many."}}');
      return;
    }
    open += 1;
    requests += 1;
    tokens += tokensOfRequest;
    await wait(latencyMs);
    open -= 1;
    const data = input.map((_, index) => ({ index, embedding: [index] }));
    const usage = { prompt_tokens: tokensOfRequest, total_tokens: tokensOfRequest };
    response.end(JSON.stringify({ model: "m", data, usage }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createClient({ endpoint, credential: { key: "k" } });
  return { client, refused: () => refused, stop: () => server.closeAllConnections() ?? server.close() };
}

type Served = Awaited<ReturnType<typeof serve>>;

async function byHand({ client }: Served, { requests, byHand: { atOnce, everyMs } }: Limit): Promise<void> {
  let taken = 0;
  let next = performance.now();
  const worker = async () => {
    while (taken < requests) {
      const index = taken++;
      const at = next;
      next = Math.max(next, performance.now()) + everyMs;
      if (at > performance.now()) await wait(at - performance.now());
      await client.getEmbeddings({ input: [`text ${index}`] }, { retry: { retries: 10 } });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

async function byBulk({ client }: Served, { requests }: Limit): Promise<void> {
  const inputs = Array.from({ length: requests }, (_, index) => `text ${index}`);
  let done = 0;
  for await (const { ok } of embedAll(client, inputs, { batch: { items: 1 }, concurrency: 32 })) if (ok) done += 1;
  if (done !== requests) throw new Error(`${requests - done} vectors are missing`);
}

async function measure(work: typeof byBulk, limit: Limit, hints: boolean) {
  const served = await serve(limit, hints);
  // The first connection and the first compilation are not what is measured; the window begins after it.
  const began = performance.now();
  await work(served, limit);
  const tookMs = performance.now() - began;
  served.stop();
  return { share: limit.idealMs / tookMs, refused: served.refused() };
}

const only = process.argv[2];
const rows: { name: string; share: number; byHand: number }[] = [];
console.log("| the server takes | its 429 says | at best | `embedAll` | refused | loop by hand | refused |");
console.log("| --- | --- | --- | --- | --- | --- | --- |");
for (const limit of limits.filter(({ name }) => only === undefined || name.includes(only)))
  for (const hints of [true, false]) {
    const bulk = await measure(byBulk, limit, hints);
    const hand = await measure(byHand, limit, hints);
    const said = hints ? "how long to wait" : "nothing";
    const shares = [bulk.share.toFixed(2), bulk.refused, hand.share.toFixed(2), hand.refused];
    console.log(`| ${[limit.name, said, `${(limit.idealMs / 1_000).toFixed(1)} s`, ...shares].join(" | ")} |`);
    rows.push({ name: `${limit.name}${hints ? "" : ", no hint"}`, share: bulk.share, byHand: hand.share });
  }
if (only === undefined) await writeFile("docs/bulk-limits.svg", chart(rows));

/** Bars of the share of the ideal speed; colours that show on white and on black. */
function chart(bars: typeof rows): string {
  const [left, width, height] = [230, 380, 40];
  const bar = (share: number, y: number, colour: string) =>
    `<rect x="${left}" y="${y}" width="${Math.round(share * width)}" height="13" fill="${colour}"/>` +
    `<text x="${left + Math.round(share * width) + 6}" y="${y + 11}">${share.toFixed(2)}</text>`;
  const rowsOf = bars.map(({ name, share, byHand }, index) => {
    const y = 34 + index * height;
    return `<text x="${left - 8}" y="${y + 18}" text-anchor="end">${name}</text>${bar(share, y, "#2f81f7")}${bar(byHand, y + 15, "#8b949e")}`;
  });
  const total = 40 + bars.length * height;
  const title =
    "Share of the speed that the server allows: embedAll, which finds the limit out (blue); a loop that knows it (grey)";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 ${total}" role="img" aria-label="${title}" font-family="sans-serif" font-size="12" fill="#7d8590">
<title>${title}</title>
<text x="8" y="18">${title.replace("Share of the speed that the server allows: ", "Share of the ideal: ")}</text>
<line x1="${left + width}" x2="${left + width}" y1="28" y2="${total - 4}" stroke="#7d8590" stroke-dasharray="3"/>
${rowsOf.join("\n")}
</svg>
`;
}
