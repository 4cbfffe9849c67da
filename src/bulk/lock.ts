import { readFileSync } from "node:fs";
import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ConfigurationError } from "../client/errors.ts";
import { isRunning, type Owner, parseOwner, thisProcess } from "./owner.ts";

export interface Lock {
  /** @throws {ConfigurationError} when another process took it over, since this one seemed to be gone. */
  check(): void;
  release(): Promise<void>;
}

/** Its owner touches the file so often. */
const defaultHeartbeatMs = 5_000;
/** Times in heartbeats: what nobody touched for so long has no owner any more. */
const stale = 6;
/** So long a lock is watched, since the clocks of two machines may differ. */
const watched = 2.5;
/** After so long without a heartbeat, an owner makes sure that it still is one. */
const doubtful = 2;

/**
 * Keeps other processes from the same work, in other containers and on other machines of a shared volume too: a file that names
 * its owner, who touches it every five seconds. One whose process has ended is taken over at once where that can be known, and
 * else when it was not touched for half a minute.
 *
 * @throws {ConfigurationError} when a process that runs holds it, and how to go on.
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

// The process may hold this package twice, loaded with `import` and with `require`.
const key = Symbol.for("model-inference.locks");
const shared = globalThis as { [key]?: Set<string> };
shared[key] ??= new Set();
const held = shared[key];

const isAtWork = (path: string, owner: Owner | undefined): ConfigurationError =>
  new ConfigurationError(
    "journal",
    `process ${owner?.pid ?? "?"} on ${owner?.host ?? "another machine"} is at work with it. Wait for it, or stop it; ${path} goes with it`,
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

/** @returns `undefined` when it is not there any more. */
async function look(path: string): Promise<Found | undefined> {
  try {
    const text = await readFile(path, "utf8");
    return { text, owner: parseOwner(text), touched: (await stat(path)).mtimeMs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Whether its owner runs; where only time can tell, it is watched until it is touched, or stale. */
async function isHeld(path: string, { text, owner, touched }: Found, heartbeatMs: number): Promise<boolean> {
  const runs = owner === undefined ? undefined : isRunning(owner);
  if (runs === false) return false;
  // An id comes again in a container that starts anew; this process holds no lock of that path.
  if (runs === true && owner?.pid === process.pid) return false;
  const age = Date.now() - touched;
  // A process that has the id by chance does not touch the file.
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

/** One of several that would take it over does so: the file is theirs who made `<path>.takeover`. */
async function takeOver(path: string, { text }: Found, heartbeatMs: number): Promise<void> {
  const guard = `${path}.takeover`;
  if (!(await take(guard, thisProcess()))) {
    const other = await look(guard);
    if (other !== undefined && Date.now() - other.touched > stale * heartbeatMs) await rm(guard, { force: true });
    await wait(50);
    return;
  }
  try {
    // Not that of someone who was quicker.
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
        // Then it is not there.
      }
      if (!isOwn(text))
        throw new ConfigurationError("journal", `another process took ${path} over: this one stood still`);
    },
    release: async () => {
      clearInterval(timer);
      held.delete(place);
      if (isOwn(await readFile(path, "utf8").catch(() => undefined))) await rm(path, { force: true });
    },
  };
}

/** Creates the file, unless it is there. Who reads half of it watches it, and sees it change. */
async function take(path: string, owner: Owner): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(owner), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
