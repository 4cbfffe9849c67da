import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { demand } from "./demand.ts";
import { checkFaults, type Fault } from "./fault.ts";
import { type Flavour, flavourNames } from "./flavour.ts";
import { refuse } from "./flavour-answer.ts";
import { checkLatency, type Latency } from "./latency.ts";
import type { EmulatorOptions, ResolvedEmulatorOptions } from "./options.ts";
import { nested, Refusal } from "./refusal.ts";
import { type EmulatedRequest, headOf } from "./request.ts";
import { type EmulatedAnswer, respond } from "./respond.ts";
import { send } from "./send.ts";
import { createState, type EmulatorState, resetState } from "./state.ts";
import { basePathOf, targetOf } from "./target.ts";

/** A running emulator. */
export interface Emulator {
  /** The base URL for a client, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /**
   * The base URL of an endpoint of a kind, for a client with that `kind`.
   *
   * @param model - for the kinds whose URL names one; others name it in the body. Default: the default model.
   * @throws {RangeError} for a kind that is not served.
   */
  urlOf(flavour: "serverless" | "managed" | "azure-openai", model?: string): string;
  urlOf(flavour: Flavour): string;
  /** What goes wrong with every answer from now on. @throws {RangeError} for a fault that cannot be. */
  setFaults(faults: readonly Fault[]): void;
  /** How long every answer takes from now on; `undefined` for no time. @throws {RangeError} for one that cannot be. */
  setLatency(latency: Latency | undefined): void;
  /** Puts everything back to what the options say. */
  reset(): void;
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
  const state = createState(options);
  const server = createServer((request, response) => void handle(request, response, state));
  await listen(server, state.options);
  const { port } = server.address() as AddressInfo;
  const { host: name } = state.options;
  const host = name.includes(":") ? `[${name}]` : name;
  const setFaults = (faults: readonly Fault[]): void => {
    state.faults = checkFaults("faults", faults);
  };
  let stopped: Promise<unknown> | undefined;
  const stop = async (): Promise<void> => {
    stopped ??= close(server);
    await stopped;
  };
  const setLatency = (latency: Latency | undefined): void => {
    state.latency = latency && checkLatency("latency", latency);
  };
  const url = `http://${host}:${port}`;
  const urlOf = (flavour: Flavour, model = state.options.model ?? state.options.models[0]?.name ?? ""): string => {
    const { flavour: only } = state.options;
    demand(flavourNames.includes(flavour), "flavour", `one of ${flavourNames.join(", ")}`, flavour);
    demand(only === undefined || only === flavour, "flavour", `${only}, the one that is served`, flavour);
    return url + basePathOf(flavour, model, only);
  };
  return { url, port, urlOf, setFaults, setLatency, reset: () => resetState(state), stop, [Symbol.asyncDispose]: stop };
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

async function handle(request: IncomingMessage, response: ServerResponse, state: EmulatorState): Promise<void> {
  const head = headOf(request);
  try {
    checkHost(head, state.options);
    const { answer, faults, pace } = respond({ ...head, body: await read(request) }, state);
    await send(response, answer, faults, pace);
  } catch (error) {
    // The caller went away, or the answer has begun: there is no one to tell.
    if (response.destroyed || response.headersSent) response.destroy();
    else
      await send(
        response,
        hangUp(refuse(head, targetOf(head, state.options.flavour), error instanceof Refusal ? error : failed())),
      );
  }
}

/** What is left unread of a request would be taken for the next one. */
const hangUp = (answer: EmulatedAnswer): EmulatedAnswer => ({
  ...answer,
  headers: { ...answer.headers, connection: "close" },
});

const failed = (): Refusal => new Refusal({ status: 500, code: "500", message: "The emulator failed" }, "openai");

/** A web page can make a browser call this address under a name of its own; only our own names are answered. */
function checkHost({ headers }: EmulatedRequest, { host }: ResolvedEmulatorOptions): void {
  const name = (headers["host"] ?? "").replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
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
