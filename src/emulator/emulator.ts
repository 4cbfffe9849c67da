import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { EmulatedRequest } from "./accept.ts";
import { type EmulatorOptions, type ResolvedEmulatorOptions, resolveEmulatorOptions } from "./options.ts";
import { nested, Refusal } from "./refusal.ts";
import { type EmulatedAnswer, refuse, respond } from "./respond.ts";
import { send } from "./send.ts";

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
  let stopped: Promise<unknown> | undefined;
  const stop = async (): Promise<void> => {
    stopped ??= close(server);
    await stopped;
  };
  return { url: `http://${host}:${port}`, port, stop, [Symbol.asyncDispose]: stop };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
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
  const head = headOf(request);
  try {
    checkHost(head, options);
    await send(response, respond({ ...head, body: await read(request) }, options));
  } catch (error) {
    // The caller went away, or the answer has begun: there is no one to tell.
    if (response.destroyed || response.headersSent) response.destroy();
    else await send(response, hangUp(refuse(head, error instanceof Refusal ? error : failed())));
  }
}

/** What is left unread of a request would be taken for the next one. */
const hangUp = (answer: EmulatedAnswer): EmulatedAnswer => ({
  ...answer,
  headers: { ...answer.headers, connection: "close" },
});

const failed = (): Refusal =>
  new Refusal(500, "500", {
    error: { message: "The emulator failed", type: "server_error", param: null, code: null },
  });

function headOf({ method = "GET", url = "/", headers }: IncomingMessage): EmulatedRequest {
  // A proxy sends scheme and host too; a path may begin with two slashes, and neither is a host.
  const path = url.replace(/^https?:\/\/[^/?]*/i, "").replace(/^(?!\/)/, "/");
  const pairs = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return { method, url: new URL(`http://emulator${path}`), headers: new Headers(pairs), body: "" };
}

/** A web page can make a browser call this address under a name of its own; only our own names are answered. */
function checkHost({ headers }: EmulatedRequest, { host }: ResolvedEmulatorOptions): void {
  const name = (headers.get("host") ?? "").replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  const names = ["localhost", "127.0.0.1", "::1", host.toLowerCase()];
  if (names.includes(name.toLowerCase())) return;
  const message = "The emulator answers to localhost, 127.0.0.1, [::1] and the host that it was started with";
  throw nested(403, "ForbiddenHost", message);
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
