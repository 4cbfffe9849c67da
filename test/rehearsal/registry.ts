import { once } from "node:events";
import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

export interface Registry {
  url: string;
  stop(): Promise<void>;
}

/** Of verdaccio, which is installed in `release/`. */
type RunServer = (config: object) => Promise<Server>;

/**
 * A real registry on loopback, which takes packages of these names and passes other packages through from `upstream`.
 *
 * @param folder - where it keeps everything; it is made.
 */
export async function startRegistry(folder: string, names: readonly string[], upstream: string): Promise<Registry> {
  const { runServer } = createRequire(join(import.meta.dirname, "../../release/package.json"))("verdaccio") as {
    runServer: RunServer;
  };
  const server = await runServer({
    configPath: join(folder, "config.yaml"),
    storage: join(folder, "storage"),
    // Names no file that exists: nobody has an account, everybody may publish.
    auth: { htpasswd: { file: join(folder, "htpasswd"), max_users: -1 } },
    uplinks: { upstream: { url: upstream } },
    packages: {
      ...Object.fromEntries(names.map((name) => [name, { access: "$all", publish: "$all" }])),
      "**": { access: "$all", proxy: "upstream" },
    },
    publish: { allow_offline: true },
    web: { enable: false },
    log: { type: "stdout", format: "pretty", level: "fatal" },
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
