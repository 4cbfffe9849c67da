/**
 * How fast the built emulator is: chat responses a second, chunks a second, time to be ready, memory. It is the command
 * `emulate` in a process of its own; the load is raw sockets, so that the caller costs little. `npm run build && npx tsx bench/emulator.ts`
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";

async function start(): Promise<{ child: ChildProcess; port: number; readyMs: number }> {
  const began = performance.now();
  const stdio = ["ignore", "pipe", "inherit"] as const;
  const child = spawn(process.execPath, ["dist/src/cli/main.js", "emulate"], { stdio: [...stdio] });
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  const { url } = JSON.parse(String(line)) as { url: string };
  return { child, port: Number(new URL(url).port), readyMs: performance.now() - began };
}

const requestOf = (body: object): Buffer => {
  const text = JSON.stringify(body);
  const head = "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\napi-key: k\r\ncontent-type: application/json";
  return Buffer.from(`${head}\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
};

/** Sends the request again and again over so many connections; counts responses by their ends. */
async function load(port: number, body: object, end: string, connections: number, ms: number): Promise<number> {
  const request = requestOf(body);
  const mark = Buffer.from(end);
  let answers = 0;
  const began = performance.now();
  const sockets = Array.from({ length: connections }, () => {
    const socket = connect(port, "127.0.0.1", () => socket.write(request));
    socket.on("data", (data: Buffer) => {
      // A response ends with a read, since no other is asked for before it is there.
      if (!data.subarray(-mark.length).equals(mark)) return;
      answers += 1;
      socket.write(request);
    });
    return socket;
  });
  await new Promise((resolve) => setTimeout(resolve, ms));
  const seconds = (performance.now() - began) / 1000;
  for (const socket of sockets) socket.destroy();
  return answers / seconds;
}

async function chunksOf(port: number, body: object): Promise<number> {
  const headers = { "api-key": "k", "content-type": "application/json" };
  const url = `http://127.0.0.1:${port}/v1/chat/completions`;
  const text = await (await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })).text();
  return (text.match(/^data: \{/gm) ?? []).length;
}

const memoryOf = async ({ pid }: ChildProcess): Promise<string> =>
  /VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1] ?? "";

const messages = [{ role: "user", content: "Why is the sky blue?" }];
const long = [{ role: "user", content: "word ".repeat(2_000) }];
const ready = [];
for (let turn = 0; turn < 5; turn += 1) {
  const { child, readyMs } = await start();
  ready.push(readyMs);
  child.kill();
}
const { child, port } = await start();
const rss = [await memoryOf(child)];
await load(port, { messages }, "}}", 64, 2_000);
const answers = await load(port, { messages }, "}}", 64, 5_000);
rss.push(await memoryOf(child));
const streams = await load(port, { messages: long, stream: true }, "0\r\n\r\n", 16, 5_000);
const chunks = streams * (await chunksOf(port, { messages: long, stream: true }));
rss.push(await memoryOf(child));
child.kill();
console.table({
  "ready, ms, median of 5": Math.round(ready.sort((a, b) => a - b)[2] ?? 0),
  "chat answers a second": Math.round(answers),
  "chunks a second": Math.round(chunks),
  "resident, MB: at rest, after answers, after streams": rss.map((kB) => Math.round(Number(kB) / 1024)).join(", "),
});
