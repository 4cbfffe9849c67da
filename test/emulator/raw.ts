import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { messages } from "./call.ts";

/** What came over a connection: the bytes as they were read, and how it ended. */
export interface Raw {
  head: string;
  body: Buffer;
  /** One read a piece. */
  pieces: Buffer[];
  ending: "fin" | "rst" | "open";
}

interface Ask {
  headers?: Record<string, string>;
  body?: object;
  path?: string;
  /** The certificate of a server that speaks TLS. */
  certificate?: string | undefined;
  /** When the caller goes away: as soon as what came, head and all, is so. */
  leaveWhen?: (text: string) => boolean;
}

/** Sends a chat request over a socket of its own and reads until the connection ends. */
export async function askRaw(
  port: number,
  { headers = {}, body = {}, path, certificate, leaveWhen }: Ask = {},
): Promise<Raw> {
  const text = JSON.stringify({ messages, ...body });
  const lines = [
    `POST ${path ?? "/chat/completions?api-version=2024-05-01-preview"} HTTP/1.1`,
    "host: localhost",
    "api-key: k",
    "connection: close",
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(text)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  const socket =
    certificate === undefined
      ? connect(port, "127.0.0.1")
      : connectTls({ port, host: "127.0.0.1", servername: "localhost", ca: certificate });
  const pieces: Buffer[] = [];
  let ending: Raw["ending"] = "fin";
  socket.on("error", () => {
    ending = "rst";
  });
  socket.on("data", (data) => {
    pieces.push(data);
    if (!leaveWhen?.(Buffer.concat(pieces).toString())) return;
    ending = "open";
    socket.destroy();
  });
  socket.write(`${lines.join("\r\n")}\r\n\r\n${text}`);
  await new Promise((resolve) => socket.once("close", resolve));
  const all = Buffer.concat(pieces);
  const mark = all.indexOf("\r\n\r\n");
  const head = mark < 0 ? "" : all.subarray(0, mark).toString();
  const rest = mark < 0 ? all : all.subarray(mark + 4);
  return { head, body: /transfer-encoding: chunked/i.test(head) ? dechunked(rest) : rest, pieces, ending };
}

/** The bytes within the chunks of a chunked body, whole or not. */
function dechunked(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let place = 0; place < bytes.length; ) {
    const end = bytes.indexOf("\r\n", place);
    const size = Number.parseInt(bytes.subarray(place, end).toString(), 16);
    if (end < 0 || !(size > 0)) break;
    parts.push(bytes.subarray(end + 2, end + 2 + size));
    place = end + 2 + size + 2;
  }
  return Buffer.concat(parts);
}
