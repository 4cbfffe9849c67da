import { fork } from "node:child_process";
import { mkdir, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { lock } from "../../src/bulk/journal/lock.ts";
import { thisProcess } from "../../src/bulk/journal/owner.ts";
import { scratch } from "../support/scratch.ts";

/** In place of five seconds. */
const heartbeatMs = 100;

const lockPath = async (): Promise<string> => join(await scratch(), "run.journal.lock");

/** Of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = fork("--version", { execPath: process.execPath, stdio: "ignore" });
  await new Promise((resolve) => child.once("exit", resolve));
  return child.pid ?? 0;
}

const owners = {
  "a process of this machine that has ended": async () => ({ ...thisProcess(), pid: await endedProcess() }),
  "this process's id, in a life before": async () => thisProcess(),
  "another container": async () => ({ ...thisProcess(), namespace: "pid:[1]", pid: 1 }),
  "another machine": async () => ({ ...thisProcess(), host: "elsewhere" }),
  "the machine before its restart": async () => ({ ...thisProcess(), boot: "before" }),
  "an id that another program has now": async () => ({ ...thisProcess(), pid: process.ppid }),
};

test.each(Object.entries(owners))("audit B8: a stale lock of %s is taken over", async (_, owner) => {
  const path = await lockPath();
  await writeFile(path, JSON.stringify(await owner()));
  const hourAgo = new Date(Date.now() - 3_600_000);
  await utimes(path, hourAgo, hourAgo);
  const held = await lock(path, heartbeatMs);
  expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({ pid: process.pid });
  await held.release();
  expect(await readdir(dirname(path))).toEqual([]);
});

test.each([
  ["half a line", "{"],
  ["an older version's", "999999999"],
])("a lock without an owner, %s, is taken over when it has no heartbeat", async (_, text) => {
  const path = await lockPath();
  await writeFile(path, text);
  await (await lock(path, heartbeatMs)).release();
});

test.each(["another container", "another machine"] as const)(
  "audit B8: a lock with heartbeats of %s is respected",
  async (who) => {
    const path = await lockPath();
    await writeFile(path, JSON.stringify(await owners[who]()));
    const touching = setInterval(() => void utimes(path, new Date(), new Date()), heartbeatMs);
    try {
      await expect(lock(path, heartbeatMs)).rejects.toThrow(
        /is using it \(\S+\)\. Wait until that process ends, or stop it/,
      );
    } finally {
      clearInterval(touching);
    }
  },
);

test("a folder instead of the file is reported at once", async () => {
  const path = await lockPath();
  await mkdir(path);
  await expect(lock(path, heartbeatMs)).rejects.toThrow("EISDIR");
});

test("only one of many processes takes over a stale lock", async () => {
  const path = await lockPath();
  await writeFile(path, JSON.stringify(await owners["a process of this machine that has ended"]()));
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lock(path, heartbeatMs)));
  const taken = tries.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  expect(taken).toHaveLength(1);
  await taken[0]?.release();
});

test("the owner sends heartbeats and notices when another process took over", async () => {
  const path = await lockPath();
  const held = await lock(path, heartbeatMs);
  const longAgo = new Date(0);
  await utimes(path, longAgo, longAgo);
  await expect(lock(path, heartbeatMs)).rejects.toThrow("is using it");
  await writeFile(path, JSON.stringify({ ...thisProcess(), host: "elsewhere" }));
  await expect
    .poll(() => {
      try {
        held.check();
        return "held";
      } catch (error) {
        return String(error);
      }
    })
    .toMatch(/another process took over \S+, because this process did not respond/);
  await held.release();
  expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({ host: "elsewhere" });
  await rm(path);
});
