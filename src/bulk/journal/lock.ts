import { readFileSync } from "node:fs";
import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ConfigurationError } from "../../client/errors/errors.ts";
import { isRunning, type Owner, parseOwner, thisProcess } from "./owner.ts";

export interface Lock {
  /** @throws {ConfigurationError} if another process took the lock over because this one did not respond. */
  check(): void;
  release(): Promise<void>;
}

/** Its owner touches the file so often. */
const defaultHeartbeatMs = 5_000;
/** A lock without a heartbeat for this long is stale. In heartbeats, as the next two. */
const stale = 6;
/** Minimum time to watch a lock, because clocks of two machines may differ. */
const watched = 2.5;
/** After this long without a heartbeat, the owner checks that it still has the lock. */
const doubtful = 2;

/**
 * Takes a lock that also works between containers and between machines with a shared volume. The lock is a file that names its
 * owner. The owner updates its modification time every five seconds (heartbeat). If the owner's process has ended, the lock is
 * taken over: at once if the owner ran on this machine and in this container, otherwise when heartbeats are missing.
 *
 * @throws {ConfigurationError} if a running process has the lock.
 */
export async function lock(path: string, heartbeatMs = defaultHeartbeatMs): Promise<Lock> {
  const place = resolve(path);
  if (held.has(place)) throw isAtWork(path, thisProcess());
  held.add(place);
  try {
    return await acquire(path, place, heartbeatMs);
  } catch (error) {
    held.delete(place);
    throw error;
  }
}

// A process may load this package twice, with `import` and with `require`.
const key = Symbol.for("model-inference.locks");
const shared = globalThis as { [key]?: Set<string> };
shared[key] ??= new Set();
const held = shared[key];

const isAtWork = (path: string, owner: Owner | undefined): ConfigurationError =>
  new ConfigurationError(
    "journal",
    `process ${owner?.pid ?? "?"} on ${owner?.host ?? "another machine"} is using it (${path}). Wait until that process ends, or stop it`,
  );

async function acquire(path: string, place: string, heartbeatMs: number): Promise<Lock> {
  const own = thisProcess();
  for (;;) {
    if (await take(path, own)) return holding(path, place, own, heartbeatMs);
    const found = await look(path);
    if (found === undefined) continue;
    if (await isHeld(path, found, heartbeatMs)) throw isAtWork(path, found.owner);
    await takeOver(path, found, heartbeatMs);
  }
}

interface Found {
  text: string;
  owner: Owner | undefined;
  touched: number;
}

/** @returns `undefined` if the file does not exist. */
async function look(path: string): Promise<Found | undefined> {
  try {
    const text = await readFile(path, "utf8");
    return { text, owner: parseOwner(text), touched: (await stat(path)).mtimeMs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Whether the owner is running. If that cannot be known, watches the lock for a heartbeat until it is stale. */
async function isHeld(path: string, { text, owner, touched }: Found, heartbeatMs: number): Promise<boolean> {
  const runs = owner === undefined ? undefined : isRunning(owner);
  if (runs === false) return false;
  // Process IDs repeat when a container restarts. This process has no lock on the path.
  if (runs === true && owner?.pid === process.pid) return false;
  const age = Date.now() - touched;
  // Another program may have reused the process ID; it sends no heartbeat.
  if (runs === true && age < doubtful * heartbeatMs) return true;
  const until =
    performance.now() + Math.min(Math.max(stale * heartbeatMs - age, watched * heartbeatMs), stale * heartbeatMs);
  while (performance.now() < until) {
    await wait(heartbeatMs / 20);
    const now = await look(path);
    if (now === undefined || now.text !== text) return false;
    if (now.touched !== touched) return true;
  }
  return false;
}

/** Removes a stale lock. `<path>.takeover` makes sure that only one process does it at a time. */
async function takeOver(path: string, { text }: Found, heartbeatMs: number): Promise<void> {
  const guard = `${path}.takeover`;
  if (!(await take(guard, thisProcess()))) {
    const other = await look(guard);
    if (other !== undefined && Date.now() - other.touched > stale * heartbeatMs) await rm(guard, { force: true });
    await wait(50);
    return;
  }
  try {
    // Another process may already have replaced the stale lock.
    if ((await readFile(path, "utf8").catch(() => undefined)) === text) await rm(path, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

function holding(path: string, place: string, { token }: Owner, heartbeatMs: number): Lock {
  let beat = performance.now();
  const isOwn = (text: string | undefined): boolean => text !== undefined && parseOwner(text)?.token === token;
  const touch = async (): Promise<void> => {
    const now = new Date();
    if (!isOwn(await readFile(path, "utf8"))) return;
    await utimes(path, now, now);
    beat = performance.now();
  };
  const timer = setInterval(() => void touch().catch(() => undefined), heartbeatMs).unref();
  return {
    check: () => {
      if (performance.now() - beat < doubtful * heartbeatMs) return;
      let text: string | undefined;
      try {
        text = readFileSync(path, "utf8");
      } catch {
        // The file was removed.
      }
      if (!isOwn(text))
        throw new ConfigurationError(
          "journal",
          `another process took over ${path}, because this process did not respond`,
        );
    },
    release: async () => {
      clearInterval(timer);
      held.delete(place);
      if (isOwn(await readFile(path, "utf8").catch(() => undefined))) await rm(path, { force: true });
    },
  };
}

/** Creates the file if it does not exist. A process that reads an incomplete file watches it and sees the change. */
async function take(path: string, owner: Owner): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(owner), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
