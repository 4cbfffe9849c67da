/**
 * The server that all contestants call, a program of its own. The first segment of the path says what it plays:
 * `answer`, `refusal`, `float`, `base64`, `bulk-<chunks>`, `tools-<chunks>`, `paced-<chunks>` (one a millisecond), `endless`.
 */
import type { Buffer } from "node:buffer";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as bodies from "./bodies.ts";
import type { ServerState } from "./program.ts";

let connections = 0;
let left: number[] = [];
const made = new Map<string, Buffer>();

const server = createServer((request, response) => {
  // The body is read as bytes and dropped; an answer before its end would not be what servers do.
  request.resume().once("end", () => void play(request, response));
});
server.on("connection", () => {
  connections += 1;
});
// A connection that rests while others have their turn is not to be closed.
server.keepAliveTimeout = 600_000;
server.requestTimeout = 0;
server.headersTimeout = 0;

async function play({ url = "" }: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, scenario = ""] = url.split("/");
  const [kind, count] = scenario.split("-");
  switch (kind) {
    case "answer":
      return whole(response, 200, bodies.answer);
    case "refusal":
      return whole(response, 422, bodies.refusal);
    case "float":
    case "base64":
      return whole(response, 200, vectors(kind));
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.once("close", () => left.push(Number(process.hrtime.bigint())));
  switch (kind) {
    case "bulk":
      return bulk(response, "text", Number(count));
    case "tools":
      return bulk(response, "tools", Number(count));
    case "paced":
      return paced(response, Number(count));
    case "endless":
      return paced(response, Number.POSITIVE_INFINITY);
  }
  throw new Error(`no scenario ${scenario}`);
}

function whole(response: ServerResponse, status: number, body: Buffer): void {
  response.writeHead(status, { "content-type": "application/json", "content-length": body.length }).end(body);
}

function vectors(format: "float" | "base64"): Buffer {
  const body = made.get(format) ?? bodies.embeddings(format);
  made.set(format, body);
  return body;
}

async function bulk(response: ServerResponse, kind: "text" | "tools", chunks: number): Promise<void> {
  for (const block of bodies.blocks(kind, chunks)) {
    if (!response.write(block)) await Promise.race([once(response, "drain"), once(response, "close")]);
    if (response.destroyed) return;
  }
  response.end();
}

function paced(response: ServerResponse, chunks: number): void {
  let sent = 0;
  const next = (): void => {
    if (response.destroyed) return;
    sent += 1;
    response.write(bodies.textChunk);
    if (sent < chunks) setTimeout(next, 1);
    else response.end(bodies.end);
  };
  next();
}

process.on("message", () => {
  const { user, system } = process.cpuUsage();
  const state: ServerState = { connections, left, cpuUs: user + system };
  left = [];
  process.send?.(state);
});
process.once("disconnect", () => process.exit());
server.listen(0, "127.0.0.1", 4096, () => process.send?.({ port: (server.address() as AddressInfo).port }));
