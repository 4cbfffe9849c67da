import type { Agent } from "node:http";
import { moduleOf } from "./module.ts";
import type { Origin } from "./origin.ts";
import { proxyFor } from "./proxy.ts";
import { tunnelAgent } from "./tunnel.ts";

/** By origin, so that the environment is read once for each. */
const agents = new Map<string, Agent>();

/** What keeps the connections to an origin: as long as the process lives, and for all clients. */
export function agentFor(origin: Origin): Agent {
  const name = `${origin.protocol}//${origin.hostname}:${origin.port}`;
  let agent = agents.get(name);
  if (agent === undefined) {
    const proxy = proxyFor(origin, process.env);
    agent = proxy === undefined ? directAgent(origin.protocol) : tunnelAgent(proxy, origin.protocol, settings);
    closeIdle(agent);
    agents.set(name, agent);
  }
  return agent;
}

// Node keeps 256: of a thousand calls at once, most would open a connection anew each time.
const settings = { keepAlive: true, maxFreeSockets: Number.POSITIVE_INFINITY } as const;
const direct = new Map<string, Agent>();

function directAgent(protocol: string): Agent {
  const agent = direct.get(protocol) ?? new (moduleOf(protocol).Agent)(settings);
  direct.set(protocol, agent);
  return agent;
}

/** A connection that no one used for this long, and at most twice as long, is closed. */
const idleMs = 20_000;
const watched = new WeakSet<Agent>();

/**
 * Closes connections before a router in between drops them silently. An agent's own `timeout` sets a timer at each read and
 * write of a connection, a tenth of a call's cost; this looks at all of them now and then. It keeps no process alive.
 */
function closeIdle(agent: Agent): void {
  if (watched.has(agent)) return;
  watched.add(agent);
  let before = new Map<unknown, number>();
  setInterval(() => {
    const idle = Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? []);
    const now = new Map<unknown, number>();
    for (const socket of idle) {
      if (before.get(socket) === socket.bytesWritten) socket.destroy();
      else now.set(socket, socket.bytesWritten);
    }
    before = now;
  }, idleMs).unref();
}
