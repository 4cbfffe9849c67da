import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

interface Process {
  parent: number;
  command: string;
}

const intervalMs = 500;

/**
 * Calls `onExit` when the npm or npx process that started this one has ended. npm does not forward SIGTERM, so `kill` of `npx`
 * would leave this process running.
 *
 * @returns a function that stops watching. Does nothing if npm did not start this process, or on Windows.
 */
export async function watchNpm(onExit: () => void): Promise<() => void> {
  const npm = await findNpm(process.ppid);
  if (npm === undefined) return () => undefined;
  const timer = setInterval(() => {
    if (isRunning(npm)) return;
    clearInterval(timer);
    onExit();
  }, intervalMs);
  return () => clearInterval(timer);
}

/** npm starts a shell, which starts this process or is replaced by it. */
async function findNpm(parent: number): Promise<number | undefined> {
  if (process.env["npm_execpath"] === undefined || process.platform === "win32") return undefined;
  const first = await look(parent);
  if (first === undefined || isNpm(first)) return first && parent;
  const second = await look(first.parent);
  return second !== undefined && isNpm(second) ? first.parent : undefined;
}

const isNpm = ({ command }: Process): boolean => /^(?:npm|npx)\b|[/\\](?:npm|npx)(?:-cli\.js)?\b/.test(command);

/** @returns `undefined` if there is no such process, or the system does not show it. */
async function look(pid: number): Promise<Process | undefined> {
  try {
    if (process.platform === "linux") {
      const status = await readFile(`/proc/${pid}/status`, "utf8");
      const command = (await readFile(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " ");
      return { parent: Number(/^PPid:\t(\d+)$/m.exec(status)?.[1]), command };
    }
    const { stdout } = await promisify(execFile)("ps", ["-o", "ppid=,command=", "-p", String(pid)]);
    const [, ppid, command = ""] = /^\s*(\d+)\s+(.*)$/m.exec(stdout) ?? [];
    return { parent: Number(ppid), command };
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie has ended, but its parent has not collected it yet.
    return process.platform !== "linux" || !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
