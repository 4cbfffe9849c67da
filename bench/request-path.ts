/**
 * Which source files run for one call, by V8's precise coverage: `tsx bench/request-path.ts`. Fails above a budget, so that the
 * path of a request stays short enough to read. `--list` prints the functions.
 */
import { createServer } from "node:http";
import { Session } from "node:inspector/promises";
import type { AddressInfo } from "node:net";
import { createClient } from "../src/client/index.ts";

const chat = JSON.stringify({
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Hi" } }],
});
const refusal = JSON.stringify({ detail: [{ loc: ["body", "seed"], msg: "not supported", input: 1 }] });
const chunk = `data: ${JSON.stringify({ choices: [{ index: 0, finish_reason: null, delta: { content: "Hi" } }] })}\n\n`;

let sendChunk = (): void => undefined;
const server = createServer(async (request, response) => {
  let text = "";
  for await (const piece of request) text += String(piece);
  const body = JSON.parse(text) as { seed?: number; stream?: boolean };
  if (body.stream) {
    response.writeHead(200, { "content-type": "text/event-stream" });
    sendChunk = () => void response.write(chunk);
    return sendChunk();
  }
  response.writeHead(body.seed === undefined ? 200 : 422, { "content-type": "application/json" });
  response.end(body.seed === undefined ? chat : refusal);
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const client = createClient({ endpoint, credential: { key: "key" } });
const messages = [{ role: "user" as const, content: "Hello" }];
const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });

/** The functions that one more round calls, by source file. */
async function run(round: () => Promise<unknown>): Promise<Map<string, string[]>> {
  for (let warm = 0; warm < 3; warm += 1) await round();
  await session.post("Profiler.takePreciseCoverage");
  await round();
  const { result } = await session.post("Profiler.takePreciseCoverage");
  const files = new Map<string, string[]>();
  for (const { url, functions } of result) {
    const [, file] = /\/src\/((?:client|node)\/.+\.ts)/.exec(url) ?? [];
    const called = functions.filter(({ ranges: [range] }) => range !== undefined && range.count > 0);
    const names = called.map(({ functionName }) => functionName || "(arrow)");
    if (file !== undefined && names.length > 0) files.set(file, names);
  }
  return files;
}

const call = await run(() => client.getChatCompletions({ messages }));
const refused = await run(() => client.getChatCompletions({ messages, seed: 1 }).catch(() => undefined));
const chunks = client.streamChatCompletions({ messages })[Symbol.asyncIterator]();
const streamed = await run(() => {
  const next = chunks.next();
  sendChunk();
  return next;
});
await chunks.return?.();
server.closeAllConnections();
server.close();

const rows: [what: string, budget: number, files: Map<string, string[]>][] = [
  ["a chat call", 12, call],
  ["a chat call that is refused with 422", 14, refused],
  ["a chunk of a stream", 6, streamed],
];
for (const [what, budget, files] of rows) {
  console.log(`${String(files.size).padStart(3)} of ${budget} files  ${what}`);
  if (process.argv.includes("--list"))
    for (const [file, names] of files) console.log(`      ${file}: ${names.join(", ")}`);
  // No file at all would mean that nothing was counted.
  if (files.size === 0 || files.size > budget) process.exitCode = 1;
}
