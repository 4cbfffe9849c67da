import { type Agent, type AgentOptions, type ClientRequestArgs, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { moduleOf } from "./module.ts";

/** A proxy refused to connect. The error contains the proxy's host and its response, but no user name or password. */
export class ProxyError extends Error {
  override readonly name = "ProxyError";
  /** The status that the proxy returned. */
  readonly status: number;
  /** Whether the same request may succeed later: not where the proxy wants other credentials or forbids the host. */
  readonly retryable: boolean;

  constructor(proxy: URL, status: number) {
    const reason = STATUS_CODES[status];
    super(`the proxy ${proxy.host} refused to connect: ${status}${reason === undefined ? "" : ` ${reason}`}`);
    this.status = status;
    this.retryable = status >= 500 || status === 408 || status === 429;
  }
}

/** The part of a request that ends its tunnel while it is opened; it stays with the connection, so it holds nothing else. */
export interface Opening {
  abort?: (() => void) | undefined;
}

/** An agent whose connections go through a proxy, by `CONNECT` (RFC 9110, section 9.3.6): it sees hosts and no more of a call over TLS. */
export function tunnelAgent(proxy: URL, protocol: string, settings: AgentOptions): Agent {
  const isSecure = protocol === "https:";
  const agent = new (moduleOf(protocol).Agent)(settings);
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const host = options.host ?? "";
    const target = `${host.includes(":") ? `[${host}]` : host}:${options.port}`;
    const { opening = {} } = options as { opening?: Opening };
    openTunnel(proxy, target, opening).then(
      (socket) =>
        callback?.(
          null,
          isSecure ? (connect({ ...options, socket } as ClientRequestArgs) as Duplex) : (socket as Duplex),
        ),
      (error: Error) => callback?.(error, undefined as never),
    );
    return undefined as never;
  };
  return agent;
}

/**
 * A connection to `target`, a host and a port, through a proxy.
 *
 * @throws {ProxyError} when the proxy refuses; an error of the system when it cannot be reached, or `opening.abort` ends it.
 */
export function openTunnel(proxy: URL, target: string, opening: Opening = {}): Promise<Duplex> {
  return new Promise<Duplex>((resolve, reject) => {
    const { request } = moduleOf(proxy.protocol);
    const { username, password } = proxy;
    const basic = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64");
    const hasUser = username !== "" || password !== "";
    const headers = { host: target, ...(hasUser && { "proxy-authorization": `Basic ${basic}` }) };
    const sent = request({
      ...{ hostname: proxy.hostname.replace(/^\[|\]$/g, ""), port: proxy.port, method: "CONNECT", path: target },
      ...{ headers, agent: false },
    });
    opening.abort = () => sent.destroy();
    sent.once("connect", ({ statusCode = 0 }, socket) => {
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(new ProxyError(proxy, statusCode));
    });
    // A proxy that knows no CONNECT returns as to any request.
    sent.once("response", (message) => {
      message.destroy();
      reject(new ProxyError(proxy, message.statusCode ?? 0));
    });
    sent.once("error", reject);
    sent.once("close", () => reject(new Error(`the proxy ${proxy.host} closed the connection`)));
    sent.end();
  }).finally(() => {
    opening.abort = undefined;
  });
}
