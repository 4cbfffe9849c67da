import type { Server } from "node:http";
import type { Socket } from "node:net";

/** Of each connection over TLS the one below it, which alone can be reset. */
const below = new WeakMap<Socket, Socket>();

/** Remembers the connections below those over TLS of a server. */
export function watchConnections(server: Server): void {
  const open = new Map<string, Socket>();
  const keyOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;
  server.on("connection", (socket: Socket) => {
    const key = keyOf(socket);
    open.set(key, socket);
    socket.once("close", () => open.delete(key));
  });
  server.on("secureConnection", (secure: Socket) => {
    const socket = open.get(keyOf(secure));
    if (socket !== undefined) below.set(secure, socket);
  });
}

/** Closes a connection with a TCP RST. */
export const reset = (socket: Socket): void => {
  (below.get(socket) ?? socket).resetAndDestroy();
};
