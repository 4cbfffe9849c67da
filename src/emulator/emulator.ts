import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type EmulatorOptions, type ResolvedEmulatorOptions, resolveEmulatorOptions } from "./options.ts";
import { nested, Refusal } from "./refusal.ts";
import { respond } from "./respond.ts";

/** A running emulator. */
export interface Emulator {
  /** The base URL for a client, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Ends all connections; resolves when nothing is open. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Larger bodies are refused with 413. */
const mostBytes = 20 * 1024 * 1024;

/**
 * Serves the contract over HTTP, on loopback unless told otherwise.
 *
 * @throws {RangeError} for an option that cannot be.
 * @throws {Error} when the port is in use, or the address not this machine's.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const resolved = resolveEmulatorOptions(options);
  const server = createServer((request, response) => void handle(request, response, resolved));
  await listen(server, resolved);
  const { port } = server.address() as AddressInfo;
  const host = resolved.host.includes(":") ? `[${resolved.host}]` : resolved.host;
  const stop = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://${host}:${port}`, port, stop, [Symbol.asyncDispose]: stop };
}

async function listen(server: Server, { port, host }: ResolvedEmulatorOptions): Promise<void> {
  server.listen(port, host);
  await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
    const why: Record<string, string> = {
      EADDRINUSE: `port: ${port} is in use on ${host}; choose another, or 0 for a free one`,
      EADDRNOTAVAIL: `host: ${host} is not an address of this machine`,
      EACCES: `port: ${port} may not be used by this user; choose one above 1023`,
    };
    throw new Error(why[error.code ?? ""] ?? error.message, { cause: error });
  });
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  options: ResolvedEmulatorOptions,
): Promise<void> {
  try {
    checkHost(request, options);
    const body = await read(request);
    const url = new URL(request.url ?? "/", "http://emulator");
    const headers = new Headers(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)] as [string, string]),
    );
    const answer = respond({ method: request.method ?? "GET", url, headers, body }, options);
    if ("events" in answer) await sendEvents(response, answer.headers, answer.events);
    else sendJson(response, answer.status, answer.body, answer.headers);
  } catch (error) {
    // The caller went away: there is no one to tell.
    if (response.socket === null || response.socket.destroyed) return;
    if (error instanceof Refusal)
      sendJson(response, error.status, error.body, { connection: "close", "x-ms-error-code": error.code });
    else if (!response.headersSent)
      sendJson(
        response,
        500,
        { error: { message: "The emulator failed", type: "server_error", param: null, code: null } },
        {},
      );
    else response.destroy();
  }
}

/** A web page can make a browser call this address under a name of its own; only our own names are answered. */
function checkHost(request: IncomingMessage, { host }: ResolvedEmulatorOptions): void {
  const name = (request.headers.host ?? "")
    .replace(/:\d+$/, "")
    .replace(/^\[|\]$/g, "")
    .toLowerCase();
  if (["localhost", "127.0.0.1", "::1", host].includes(name)) return;
  throw nested(
    403,
    "ForbiddenHost",
    "The emulator answers to localhost, 127.0.0.1, [::1] and the host that it was started with",
  );
}

/** Reads on past the limit and forgets what it reads: a caller who is still sending would not see the refusal. */
async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes <= mostBytes) parts.push(part);
    else parts.length = 0;
  }
  if (bytes > mostBytes) throw nested(413, "RequestTooLarge", `The body is larger than ${mostBytes} bytes`);
  return Buffer.concat(parts).toString("utf8");
}

function sendJson(response: ServerResponse, status: number, body: object, headers: Record<string, string>): void {
  response.writeHead(status, { ...headers, "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

/** One write an event. A caller that reads slowly is waited for, one that goes away ends the answer. */
async function sendEvents(
  response: ServerResponse,
  headers: Record<string, string>,
  events: Iterable<object>,
): Promise<void> {
  response.writeHead(200, { ...headers, "content-type": "text/event-stream", "cache-control": "no-cache" });
  for (const event of withEnd(events)) {
    if (response.destroyed) return;
    if (!response.write(`data: ${event}\n\n`)) await drained(response);
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.once("drain", done).once("close", done);
  });
}

function* withEnd(events: Iterable<object>): Generator<string> {
  for (const event of events) yield JSON.stringify(event);
  yield "[DONE]";
}
