import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { checkOption } from "./check.ts";
import type { Journal } from "./control/journal.ts";
import { type Flavour, flavourNames } from "./endpoints/flavour.ts";
import { basePathOf } from "./endpoints/target.ts";
import { checkFaults, type Faults } from "./faults/fault.ts";
import { checkLatency, type Latency } from "./faults/latency.ts";
import { exchange } from "./http/exchange.ts";
import { watchConnections } from "./http/reset.ts";
import type { EmulatorOptions, ResolvedEmulatorOptions } from "./options.ts";
import { Recording } from "./rules/recording.ts";
import type { Rules } from "./rules/rule-book.ts";
import { createState, type EmulatorState, resetState } from "./state.ts";

/** A running emulator. */
export interface Emulator {
  /** The base URL for a client, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Its certificate, as PEM; `undefined` for plain HTTP. */
  readonly certificate: string | undefined;
  /** Your own responses to some requests. */
  readonly rules: Rules;
  /** The faults of every response. */
  readonly faults: Faults;
  /** The requests so far, with their responses. */
  readonly journal: Journal;
  /**
   * Returns the base URL of a kind of endpoint, for a client of that `kind`.
   *
   * @param model - for the kinds whose URL names one; others name it in the body. Default: the default model.
   * @throws {RangeError} for a kind that is not served.
   */
  urlOf(flavour: "serverless" | "managed" | "azure-openai", model?: string): string;
  /** Returns the endpoint of another kind. */
  urlOf(flavour: Flavour): string;
  /** Sets the latency of all responses; `undefined` for none. @throws {RangeError} for an invalid latency. */
  setLatency(latency: Latency | undefined): void;
  /** Returns counters of requests, in the text format of Prometheus. */
  metrics(): string;
  /** Resets rules, faults, latency and random numbers to the options, and clears the journal. */
  reset(): void;
  /** Closes all connections; resolves when all are closed. @throws {Error} when a recording cannot be written. */
  stop(): Promise<void>;
  /** Stops the emulator, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a local server that implements the API, on loopback by default.
 *
 * @throws {RangeError} for an invalid option.
 * @throws {Error} when the port is in use, the address not this machine's, or a recording cannot be written.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const state = createState(options);
  const { record } = state.options;
  if (record !== undefined) state.recording = await Recording.open(record, state.options);
  const server = await serverOf(state);
  await listen(server, state.options);
  const { port } = server.address() as AddressInfo;
  const { host: name, tls } = state.options;
  const url = `http${tls === undefined ? "" : "s"}://${name.includes(":") ? `[${name}]` : name}:${port}`;
  let stopped: Promise<unknown> | undefined;
  const stop = async (): Promise<void> => {
    stopped ??= close(server).then(() => state.recording?.flush());
    await stopped;
  };
  return {
    url,
    port,
    certificate: tls?.cert,
    rules: state.rules,
    faults: {
      add: (...faults) => {
        state.faults = [...state.faults, ...checkFaults("faults", faults)];
      },
      list: () => state.faults,
      clear: () => {
        state.faults = [];
      },
    },
    journal: state.journal,
    urlOf: (flavour: Flavour, model?: string) => url + pathOf(flavour, model, state),
    setLatency: (latency) => {
      state.latency = latency && checkLatency("latency", latency);
    },
    metrics: () => state.metrics.toString(),
    reset: () => resetState(state),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function pathOf(flavour: Flavour, model: string | undefined, { options }: EmulatorState): string {
  const { flavour: only, models } = options;
  checkOption(flavourNames.includes(flavour), "flavour", `one of ${flavourNames.join(", ")}`, flavour);
  checkOption(only === undefined || only === flavour, "flavour", `${only}, the one that is served`, flavour);
  return basePathOf(flavour, model ?? options.model ?? models[0]?.name ?? "", only);
}

async function serverOf(state: EmulatorState): Promise<Server> {
  const { limits, tls } = state.options;
  const { headerBytes, requestTimeoutMs } = limits;
  const settings = {
    maxHeaderSize: headerBytes,
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.max(Math.ceil(requestTimeoutMs / 10), 20),
  };
  // What few ask for is loaded for them alone.
  const server =
    tls === undefined ? createServer(settings) : (await import("node:https")).createServer({ ...settings, ...tls });
  server.on("request", (request, response) => void exchange(request, response, state));
  if (tls !== undefined) watchConnections(server);
  server.on("clientError", refuseBroken);
  return server;
}

const broken: Readonly<Record<string, readonly [status: string, code: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: ["431 Request Header Fields Too Large", "431", "The headers are too large"],
  ERR_HTTP_REQUEST_TIMEOUT: ["408 Request Timeout", "408", "The request took too long to arrive"],
};

/** What is not a valid HTTP request gets a response without its path and headers. */
function refuseBroken(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const [status, code, message] = broken[error.code ?? ""] ?? ["400 Bad Request", "400", "This is not an HTTP request"];
  const body = JSON.stringify({ error: { code, message, details: message } });
  const headers = `content-type: application/json\r\ncontent-length: ${body.length}\r\nx-ms-error-code: ${code}`;
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n${headers}\r\n\r\n${body}`);
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
