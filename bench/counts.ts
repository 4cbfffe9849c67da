/**
 * What a call makes that the engine has to clean up after, counted exactly: `tsx bench/counts.ts`, after a build. Fails above a
 * budget. The client is the built one; its `fetch` returns at once, so that nothing but the client is counted.
 */
import { createHook } from "node:async_hooks";
import type * as client from "../src/client/index.ts";
import type { ByteReader, ResponseLike } from "../src/client/transport/transport.ts";

// The built code, with the types of the sources: a build that is out of date makes no type errors.
const built: string = "../dist/src/client/index.js";
const { createClient } = (await import(built)) as typeof client;

const seen = new Map<string, number>();
const hook = createHook({ init: (_, type) => seen.set(type, (seen.get(type) ?? 0) + 1) });

/** How many of each kind of thing with a callback one more round makes, in the long run. */
async function perRound(round: (rounds: number) => Promise<void>): Promise<(type: string) => number> {
  const count = async (rounds: number): Promise<Map<string, number>> => {
    seen.clear();
    hook.enable();
    await round(rounds);
    hook.disable();
    return new Map(seen);
  };
  await round(100);
  const [some, more] = [await count(100), await count(1_100)];
  return (type) => ((more.get(type) ?? 0) - (some.get(type) ?? 0)) / 1_000;
}

const choices = [{ index: 0, finish_reason: null, delta: { content: "word " } }];
const event = `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", created: 1, model: "m", choices })}\n\n`;
const bytes = (text: string) => new TextEncoder().encode(text);
const headers = new Headers({ "content-type": "text/event-stream" });
const common = { ok: true, status: 200, statusText: "OK", type: "basic", headers };
const clientOf = (answer: ResponseLike) =>
  createClient({ endpoint: "https://host", credential: { key: "k" }, fetch: () => Promise.resolve(answer) });

const whole = Promise.resolve(bytes('{"choices":[]}').buffer);
const json = new Headers({ "content-type": "application/json", "content-length": "14" });
const plain = clientOf({ ...common, headers: json, body: { getReader: () => readerOf([]) }, arrayBuffer: () => whole });
const call = await perRound(async (rounds) => {
  for (let made = 0; made < rounds; made += 1) await plain.getChatCompletions({ messages: [] });
});

/** Chunks, each with a promise made beforehand. */
function readerOf(pieces: readonly string[]): ByteReader {
  const reads = pieces.map((piece) => Promise.resolve({ done: false as const, value: bytes(piece) }));
  let at = 0;
  return { read: () => reads[at++] ?? Promise.resolve({ done: true as const }), cancel: () => Promise.resolve() };
}

async function read(pieces: readonly string[]): Promise<void> {
  const body = { getReader: () => readerOf([...pieces, "data: [DONE]\n\n"]) };
  for await (const _ of clientOf({ ...common, body, arrayBuffer: () => whole }).streamChatCompletions({
    messages: [],
  }));
}
const bulk = await perRound((rounds) => read([event.repeat(rounds)]));
const paced = await perRound((rounds) => read(new Array<string>(rounds).fill(event)));

const rows: [what: string, count: number, budget: number][] = [
  // One is that of the `fetch` itself; four end the call although a caller's `fetch` may ignore its signal.
  ["promises of a call", call("PROMISE"), 17],
  ["timers of a call", call("Timeout"), 1],
  // One is the iterator's, one the loop's.
  ["promises of a chunk that came with others", bulk("PROMISE"), 2],
  // One of them is made beforehand by this file; two end the read although a caller's `fetch` may ignore its signal.
  ["promises of a chunk that came alone", paced("PROMISE"), 9],
  ["timers of a chunk that came alone, for its silence", paced("Timeout"), 0],
];
for (const [what, count, budget] of rows) {
  console.log(`${count.toFixed(2).padStart(6)} of ${String(budget).padStart(3)}  ${what}`);
  if (count > budget) process.exitCode = 1;
}
if (process.exitCode)
  console.error("A count is above its budget: find what grew, or change the budget in bench/counts.ts and say why.");
