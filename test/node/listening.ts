import type { Server as HttpServer } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { onTestFinished } from "vitest";
import { type ClientOptions, createClient } from "../../src/client/index.ts";
import { key } from "../support/server.ts";

/** The port at which a server listens until its test ends. */
export async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, resolve));
  onTestFinished(() => {
    (server as Partial<HttpServer>).closeAllConnections?.();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A client that tries once. */
export const once = (options: Partial<ClientOptions> & { endpoint: string }) =>
  createClient({ credential: { key }, retry: { retries: 0 }, ...options });
