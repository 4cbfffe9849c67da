import { randomUUID } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** The owner of a lock: a process ID and where it is valid. */
export interface Owner {
  token: string;
  pid: number;
  host: string;
  /** Boot ID on Linux; otherwise empty. */
  boot: string;
  /** PID namespace on Linux, different in each container; otherwise empty. */
  namespace: string;
}

export const thisProcess = (): Owner => ({
  token: randomUUID(),
  pid: process.pid,
  host: hostname(),
  boot: readOrEmpty(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()),
  namespace: readOrEmpty(() => readlinkSync("/proc/self/ns/pid")),
});

function readOrEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}

/** @returns `undefined` if it cannot be known: the owner belongs to another machine or container. */
export function isRunning(owner: Owner): boolean | undefined {
  const here = thisProcess();
  if (owner.host !== here.host || owner.boot !== here.boot || owner.namespace !== here.namespace) return undefined;
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

export function parseOwner(text: string): Owner | undefined {
  try {
    const { token, pid, host, boot, namespace } = JSON.parse(text) as Owner;
    return { token, pid, host, boot, namespace };
  } catch {
    return undefined;
  }
}
