import type { Agent, AgentOptions, ClientRequestArgs } from "node:http";
import type { Duplex } from "node:stream";
import { moduleOf } from "./module.ts";

type Connected = (error: Error | null, socket?: Duplex) => void;

/** An agent whose connections go through a proxy, by `CONNECT` (RFC 9110, section 9.3.6): it sees hosts and no more of a call over TLS. */
export function tunnelAgent(proxy: URL, protocol: string, settings: AgentOptions): Agent {
  const isSecure = protocol === "https:";
  const agent = new (moduleOf(protocol).Agent)(settings);
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const host = options.host ?? "";
    openTunnel(proxy, `${host.includes(":") ? `[${host}]` : host}:${options.port}`, (error, socket) => {
      if (error !== null) callback?.(error, undefined as never);
      else
        callback?.(
          null,
          isSecure ? (connect({ ...options, socket } as ClientRequestArgs) as Duplex) : (socket as Duplex),
        );
    });
    return undefined as never;
  };
  return agent;
}

function openTunnel(proxy: URL, target: string, connected: Connected): void {
  const { request } = moduleOf(proxy.protocol);
  const { username, password } = proxy;
  const basic = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64");
  const headers = { host: target, ...(username !== "" && { "proxy-authorization": `Basic ${basic}` }) };
  const sent = request({
    ...{ hostname: proxy.hostname.replace(/^\[|\]$/g, ""), port: proxy.port, method: "CONNECT", path: target },
    ...{ headers, agent: false },
  });
  sent.once("connect", ({ statusCode }, socket) => {
    if (statusCode === 200) return connected(null, socket);
    socket.destroy();
    connected(new Error(`the proxy refused to connect, with the status ${statusCode}`));
  });
  // A proxy that knows no CONNECT answers as to any request.
  sent.once("response", (message) => {
    message.destroy();
    connected(new Error(`the proxy refused to connect, with the status ${message.statusCode}`));
  });
  sent.once("error", (error) => connected(error));
  sent.end();
}
