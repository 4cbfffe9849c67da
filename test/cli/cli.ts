import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { onTestFinished } from "vitest";

export const key = "secret-key-0123456789";
const main = resolve("dist/src/cli/main.js");

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Setting {
  /** Variables of the environment; nothing of the tests' own but `PATH` comes along. */
  env?: Record<string, string>;
  /** What stdin holds, all at once or in parts; without it, stdin is at its end. `held open` leaves it to the test. */
  input?: string | Iterable<string>;
}

const environment = (env: Record<string, string> = {}) => ({ PATH: process.env["PATH"] ?? "", ...env });

/** Settings for an endpoint with the key of these tests. */
export const at = (url: string): Record<string, string> => ({
  AZURE_INFERENCE_ENDPOINT: url,
  AZURE_INFERENCE_CREDENTIAL: key,
});

/** The built command as a process of its own, through pipes. */
export function start(args: readonly string[], { env, input }: Setting = {}) {
  const child = spawn(process.execPath, [main, ...args], { env: environment(env) });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = collect(child);
  child.stdin.on("error", () => undefined);
  if (input === "held open") return { child, ended };
  Readable.from(typeof input === "string" ? [input] : (input ?? [])).pipe(child.stdin);
  return { child, ended };
}

export const cli = (args: readonly string[], setting?: Setting): Promise<Ended> => start(args, setting).ended;

/** A line for `sh`, in which `$cli` stands for the command. */
export function shell(line: string, env: Record<string, string> = {}): Promise<Ended> {
  const child = spawn("sh", ["-c", line], {
    env: environment({ ...env, cli: `${process.execPath} ${main}` }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return collect(child);
}

/** The command on a pseudo-terminal, which `script` of util-linux makes; stdout and stderr are one there. */
export function terminal(args: readonly string[], env: Record<string, string> = {}) {
  const quoted = [process.execPath, main, ...args].map((arg) => `'${arg.replaceAll("'", "'\\''")}'`).join(" ");
  const child = spawn("script", ["-qefc", `exec ${quoted}`, "/dev/null"], {
    env: environment({ TERM: "xterm", ...env }),
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  child.stdin.on("error", () => undefined);
  let shown = "";
  let seen = 0;
  let look = (): void => undefined;
  child.stdout.on("data", (data: Buffer) => {
    shown += data.toString();
    look();
  });
  const ended = collect(child);
  return {
    type: (text: string) => void child.stdin.write(text),
    /** Waits for what comes after what was waited for before. */
    until: (what: RegExp): Promise<string> =>
      new Promise((resolve, reject) => {
        look = () => {
          const match = what.exec(shown.slice(seen));
          if (match === null) return;
          look = () => undefined;
          const from = seen;
          seen += match.index + match[0].length;
          resolve(shown.slice(from, seen));
        };
        void ended.then(() => reject(new Error(`${what} never came; what did: ${shown.slice(seen)}`)), reject);
        look();
      }),
    ended,
  };
}

function collect(child: ReturnType<typeof spawn>): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** A file of one test. */
export async function file(name: string, content: string | Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "cli-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, name), content);
  return join(folder, name);
}
