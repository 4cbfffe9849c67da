import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { ReleaseError } from "./problem.ts";
import { tools } from "./tools.ts";

export interface Registry {
  url: string;
  stop(): Promise<void>;
}

/**
 * A real registry on loopback, which takes the package and gets all others from another one.
 *
 * @param folder - where it keeps everything; it is made.
 * @param upstream - where it gets other packages.
 * @throws {ReleaseError} when it ends, or does not start within a minute.
 */
export async function startRegistry(
  folder: string,
  name: string,
  upstream: string,
  signal?: AbortSignal,
): Promise<Registry> {
  await mkdir(folder, { recursive: true });
  const config = join(folder, "config.yaml");
  // JSON is YAML.
  await writeFile(
    config,
    JSON.stringify({
      storage: join(folder, "storage"),
      // Names no file that exists: nobody has an account, everybody may publish.
      auth: { htpasswd: { file: join(folder, "htpasswd"), max_users: -1 } },
      uplinks: { upstream: { url: upstream } },
      packages: {
        [name]: { access: "$all", publish: "$all" },
        "**": { access: "$all", proxy: "upstream" },
      },
      publish: { allow_offline: true },
      web: { enable: false },
      log: { type: "stdout", format: "pretty", level: "error" },
    }),
  );
  const port = await freePort();
  const child = fork(tools.verdaccio, ["--config", config, "--listen", `127.0.0.1:${port}`], {
    cwd: folder,
    silent: true,
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => said.push(text));
  const ended = once(child, "close");
  const stop = async () => {
    child.kill();
    await ended;
  };
  try {
    const limit = AbortSignal.any([AbortSignal.timeout(60_000), ...(signal === undefined ? [] : [signal])]);
    const ready = once(child, "message", { signal: limit });
    const died = ended.then(() => {
      throw new ReleaseError("the registry ended before it listened", said.join(""));
    });
    await Promise.race([ready, died]);
  } catch (error) {
    await stop();
    if (signal?.aborted || error instanceof ReleaseError) throw signal?.reason ?? error;
    throw new ReleaseError("the registry did not listen within a minute", said.join(""));
  }
  return { url: `http://127.0.0.1:${port}/`, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new ReleaseError("no free port on 127.0.0.1");
  return address.port;
}
