import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { TooLarge } from "../client/transport/too-large.ts";
import type { ByteReader, HeadersLike, ResponseLike } from "../client/transport/transport.ts";
import { decoded } from "./decoded.ts";

/** A message of `node:http` as the response that the client reads. */
export function responseOf(message: IncomingMessage, method: string): ResponseLike {
  const { statusCode: status = 0, statusMessage: statusText = "" } = message;
  const headers = headersOf(message);
  const ok = status >= 200 && status < 300;
  const type = "basic";
  if (method === "HEAD" || status === 204 || status === 304) {
    message.resume();
    return { ok, status, statusText, type, headers, body: null, arrayBuffer: async () => new ArrayBuffer(0) };
  }
  const content = contentOf(message, headers);
  return {
    ok,
    status,
    statusText,
    type,
    headers,
    body: { getReader: () => readerOf(content, message) },
    arrayBuffer: (maxBytes) => readAll(content, message, maxBytes),
  };
}

const contentOf = (message: IncomingMessage, headers: HeadersLike): Readable => {
  const encoding = headers.get("content-encoding");
  return encoding === null ? message : decoded(message, encoding);
};

/** The headers of a response, without holding on to its connection. */
function headersOf(message: IncomingMessage): HeadersLike {
  const { headers } = message;
  return {
    get: (name) => {
      const key = name.toLowerCase();
      // A name such as `constructor` is an ordinary one.
      return Object.hasOwn(headers, key) ? textOf(headers[key]) : null;
    },
    [Symbol.iterator]: function* () {
      for (const [name, value] of Object.entries(headers)) {
        for (const each of [value].flat()) yield [name, each ?? ""] as [string, string];
      }
    },
  };
}

const textOf = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? value.join(", ") : (value ?? "");

/**
 * Bytes of a response, read when they are asked for: what has arrived meanwhile is returned as one chunk, and the server is held back
 * by the socket's own buffer. A body that is cut short fails.
 *
 * @param content - the decoded bytes of `message`, or the message itself.
 */
function readerOf(content: Readable, message: IncomingMessage): ByteReader {
  let waiting: { resolve(): void; reject(error: unknown): void } | undefined;
  let failure: unknown;
  const settle = (): void => {
    waiting?.resolve();
    waiting = undefined;
  };
  content.on("readable", settle);
  content.on("end", settle);
  content.on("close", settle);
  content.on("error", (error) => {
    failure = error;
    waiting?.reject(error);
    waiting = undefined;
  });
  return {
    read: async () => {
      for (;;) {
        const value = content.read() as Buffer | null;
        // The last chunk waits for the connection to be free, so that a caller's next call finds it so.
        if (value !== null && message.complete) await new Promise(setImmediate);
        // A plain view: callers of `client.http` are promised no more, and methods of a Buffer differ.
        if (value !== null) return { done: false, value: new Uint8Array(value.buffer, value.byteOffset, value.length) };
        if (failure !== undefined) throw failure;
        if (content.readableEnded) return { done: true };
        if (content.destroyed) throw cutShort();
        await new Promise<void>((resolve, reject) => {
          waiting = { resolve, reject };
        });
      }
    },
    cancel: async () => {
      message.destroy();
      content.destroy();
      settle();
    },
  };
}

/** All bytes of a response. @throws {TooLarge} beyond `maxBytes`, with the connection closed. */
function readAll(content: Readable, message: IncomingMessage, maxBytes = Infinity): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let length = 0;
    content.on("data", (piece: Buffer) => {
      length += piece.length;
      if (length > maxBytes) {
        reject(new TooLarge(maxBytes));
        message.destroy();
        content.destroy();
      } else pieces.push(piece);
    });
    content.on("end", () => resolve(joined(pieces, length)));
    content.on("error", reject);
    content.on("close", () => {
      if (!content.readableEnded) reject(cutShort());
    });
  });
}

function joined(pieces: readonly Buffer[], length: number): ArrayBuffer {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes.buffer;
}

const cutShort = (): Error => new Error("the connection was closed before the response ended");
