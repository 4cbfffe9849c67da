/**
 * The server that all contestants call, a program of its own. The first segment of the path says what it plays:
 * `answer`, `refusal`, `float`, `base64`, `bulk-<chunks>`, `tools-<chunks>`, `paced-<chunks>` (one a millisecond), `endless`.
 */
import type { Buffer } from "node:buffer";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as bodies from "./bodies.ts";
import type { ServerState } from "./program.ts";

let connections = 0;
let left: number[] = [];
const made = new Map<string, Buffer>();

const server = createServer((request, response) => {
  // The body is read as bytes and dropped; an answer before its end would not be what servers do.
  request.resume().once("end", () => play(request, response));
});
server.on("connection", () => {
  connections += 1;
});
// A connection that rests while others have their turn is not to be closed.
server.keepAliveTimeout = 600_000;
server.requestTimeout = 0;
server.headersTimeout = 0;

const plays: Readonly<Record<string, (response: ServerResponse, count: number) => void>> = {
  answer: (response) => whole(response, 200, bodies.answer),
  refusal: (response) => whole(response, 422, bodies.refusal),
  float: (response) => whole(response, 200, vectors("float")),
  base64: (response) => whole(response, 200, vectors("base64")),
  bulk: (response, chunks) => bulk(streaming(response), "text", chunks),
  tools: (response, chunks) => bulk(streaming(response), "tools", chunks),
  paced: (response, chunks) => paced(streaming(response), chunks),
  endless: (response) => paced(streaming(response), Number.POSITIVE_INFINITY),
};

function play({ url = "" }: IncomingMessage, response: ServerResponse): void {
  const [, scenario = ""] = url.split("/");
  const [kind = "", count] = scenario.split("-");
  const play = plays[kind];
  if (play === undefined) throw new Error(`no scenario ${scenario}`);
  play(response, Number(count));
}

function streaming(response: ServerResponse): ServerResponse {
  response.once("close", () => left.push(Number(process.hrtime.bigint())));
  return response.writeHead(200, { "content-type": "text/event-stream" });
}

function whole(response: ServerResponse, status: number, body: Buffer): void {
  response.writeHead(status, { "content-type": "application/json", "content-length": body.length }).end(body);
}

function vectors(format: "float" | "base64"): Buffer {
  const body = made.get(format) ?? bodies.embeddings(format);
  made.set(format, body);
  return body;
}

function bulk(response: ServerResponse, kind: "text" | "tools", chunks: number): void {
  const blocks = bodies.blocks(kind, chunks);
  const next = (): void => {
    for (;;) {
      const { done, value } = blocks.next();
      if (done) {
        response.end();
        return;
      }
      if (response.write(value)) continue;
      // Where the other side has left there is no drain, and nothing more to do.
      response.once("drain", next);
      return;
    }
  };
  next();
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
