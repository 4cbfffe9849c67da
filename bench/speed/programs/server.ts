/**
 * The server that a contestant calls, a program of its own. The first segment of the path says what it plays: `answer`,
 * `refusal`, `float`, `base64`, `bulk-<chunks>`, `tools-<chunks>`, `paced-<chunks>` (one a millisecond), `endless`.
 */
import type { Buffer } from "node:buffer";
import type { AddressInfo } from "node:net";
import type { ServerState } from "../run/program.ts";
import * as bodies from "./bodies.ts";
import { type Answer, frame, serve, wholeAnswer } from "./http.ts";

let connections = 0;
let left: number[] = [];

/** Made at the first call. */
const once = (make: () => Buffer): ((answer: Answer) => void) => {
  let made: Buffer | undefined;
  return (answer) => {
    made ??= make();
    answer.whole(made);
  };
};

const plays: Readonly<Record<string, (answer: Answer, count: number) => void>> = {
  answer: once(() => wholeAnswer(200, bodies.answer)),
  refusal: once(() => wholeAnswer(422, bodies.refusal)),
  float: once(() => wholeAnswer(200, bodies.embeddings("float"))),
  base64: once(() => wholeAnswer(200, bodies.embeddings("base64"))),
  bulk: (answer, chunks) => bulk(answer, bodies.pieces("text", chunks)),
  tools: (answer, chunks) => bulk(answer, bodies.pieces("tools", chunks)),
  paced: (answer, chunks) => paced(answer, chunks),
  endless: (answer) => paced(answer, Number.POSITIVE_INFINITY),
};

function bulk(answer: Answer, pieces: Iterator<Buffer>): void {
  const next = (): void => {
    for (;;) {
      const { done, value } = pieces.next();
      if (done) {
        answer.end();
        return;
      }
      if (answer.socket.write(value)) continue;
      // Where the other side has left there is no drain, and nothing more to do.
      answer.socket.once("drain", next);
      return;
    }
  };
  answer.begin();
  next();
}

const pacedChunk = frame(bodies.textChunk);
const pacedEnd = frame(bodies.end);

function paced(answer: Answer, chunks: number): void {
  const { socket } = answer;
  let sent = 0;
  const next = (): void => {
    if (socket.destroyed) return;
    sent += 1;
    socket.write(pacedChunk);
    if (sent < chunks) {
      setTimeout(next, 1);
      return;
    }
    socket.write(pacedEnd);
    answer.end();
  };
  answer.begin();
  next();
}

const server = serve((path, answer) => {
  const [, scenario = ""] = path.split("/");
  const [kind = "", count] = scenario.split("-");
  const play = plays[kind];
  if (play === undefined) throw new Error(`no scenario ${scenario}`);
  play(answer, Number(count));
});
server.on("connection", (socket) => {
  connections += 1;
  socket.once("close", () => left.push(Number(process.hrtime.bigint())));
});

process.on("message", () => {
  const { user, system } = process.cpuUsage();
  const state: ServerState = { connections, left, cpuUs: user + system };
  left = [];
  process.send?.(state);
});
process.once("disconnect", () => process.exit());
server.listen(0, "127.0.0.1", 4096, () => process.send?.({ port: (server.address() as AddressInfo).port }));
