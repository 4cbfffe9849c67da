import { link, readFile, rm, writeFile } from "node:fs/promises";
import { ConfigurationError } from "../client/errors.ts";

export interface Lock {
  release(): Promise<void>;
}

/**
 * Keeps other processes of this machine from the same work: a file with the id of its process. One whose process has ended is
 * taken over.
 *
 * @throws {ConfigurationError} when a process that runs holds it.
 */
export async function lock(path: string): Promise<Lock> {
  for (let tries = 0; tries < 10; tries += 1) {
    if (await take(path)) {
      held.add(path);
      return {
        release: async () => {
          held.delete(path);
          await rm(path, { force: true });
        },
      };
    }
    const holder = Number(await readFile(path, "utf8").catch(() => ""));
    // In a container that starts anew, ids come again.
    if (holder === process.pid ? held.has(path) : isRunning(holder))
      throw new ConfigurationError("journal", `process ${holder} is at work with it (${path})`);
    await rm(path, { force: true });
  }
  throw new ConfigurationError("journal", `${path} cannot be had`);
}

// The process may hold this package twice, loaded with `import` and with `require`.
const key = Symbol.for("model-inference.locks");
const shared = globalThis as { [key]?: Set<string> };
shared[key] ??= new Set();
const held = shared[key];

/** Linked when it is whole, so that no one reads half an id. */
async function take(path: string): Promise<boolean> {
  const own = `${path}.${process.pid}`;
  await writeFile(own, String(process.pid));
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
