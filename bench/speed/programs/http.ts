/**
 * As much of HTTP/1.1 as the contestants speak. A server of node:http costs more a call than the fastest of them, so that
 * with many calls in flight it would be what is measured.
 */
import { Buffer } from "node:buffer";
import { createServer, type Server, type Socket } from "node:net";

/** Handles one request on its connection. */
export interface Answer {
  socket: Socket;
  /** Writes the bytes of a whole response. */
  whole(bytes: Buffer): void;
  /** Begins a stream, whose chunks `frame` makes. */
  begin(): void;
  end(): void;
}

// A connection that rests while others have their turn is not to be closed by either side.
const kept = "connection: keep-alive\r\nkeep-alive: timeout=600\r\n";

export const wholeAnswer = (status: number, body: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(
      `HTTP/1.1 ${status} Status\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n${kept}\r\n`,
    ),
    body,
  ]);

const streamHead = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n${kept}\r\n`,
);
const streamEnd = Buffer.from("0\r\n\r\n");

/** A chunk of a stream as it is sent. */
export const frame = (piece: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")]);

export function serve(play: (path: string, answer: Answer) => void): Server {
  return createServer({ noDelay: true }, (socket) => {
    let rest: Buffer = Buffer.alloc(0);
    socket.on("data", (data: Buffer) => {
      rest = rest.length === 0 ? data : Buffer.concat([rest, data]);
      for (let request = take(rest); request !== undefined; request = take(rest)) {
        rest = rest.subarray(request.length);
        play(request.path, answerOn(socket, request.closes));
      }
    });
    // Contestants that leave a stream reset its connection.
    socket.on("error", () => socket.destroy());
  });
}

function answerOn(socket: Socket, closes: boolean): Answer {
  const end = (): void => {
    if (closes) socket.end();
  };
  return {
    socket,
    whole: (bytes) => {
      socket.write(bytes);
      end();
    },
    begin: () => void socket.write(streamHead),
    end: () => {
      socket.write(streamEnd);
      end();
    },
  };
}

interface Request {
  path: string;
  /** In bytes, with its head. */
  length: number;
  /** Whether no other request comes on this connection. */
  closes: boolean;
}

/** The first request of these bytes; `undefined` where it is not there to its end. */
function take(bytes: Buffer): Request | undefined {
  const headEnd = bytes.indexOf("\r\n\r\n");
  if (headEnd === -1) return undefined;
  const head = bytes.toString("latin1", 0, headEnd);
  const length = headEnd + 4 + bodyLength(bytes, headEnd, head);
  if (!(length <= bytes.length)) return undefined;
  const [, path = ""] = head.split(" ", 2);
  return { path, length, closes: /\r\nconnection: *close/i.test(head) };
}

function bodyLength(bytes: Buffer, headEnd: number, head: string): number {
  const given = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (given !== undefined) return Number(given);
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return 0;
  const last = bytes.indexOf("\r\n0\r\n\r\n", headEnd + 2);
  return last === -1 ? Number.NaN : last + 7 - (headEnd + 4);
}
