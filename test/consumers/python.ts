import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Tool } from "./toolchain.ts";

const run = promisify(execFile);
const sources = "test/consumers/python";

const atLeast = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))";
export const python: Tool = { name: "Python 3.11 or later", command: ["python3", "-c", atLeast] };

/** What pip may take: a package that is built from its source takes minutes. */
export const installTimeMs = 30 * 60_000;

/**
 * The interpreter of a virtual environment that holds what `test/consumers/python/<name>.txt` pins. It is made below `out/`
 * once for each text of that file and each Python, and used again after that.
 * @param settings - environment variables for pip.
 */
export async function environment(name: string, settings: Readonly<Record<string, string>> = {}): Promise<string> {
  const requirements = join(sources, `${name}.txt`);
  const { stdout: version } = await run("python3", ["-VV"]);
  const hash = createHash("sha256")
    .update(version)
    .update(await readFile(requirements));
  const folder = resolve("out", "python", `${name}-${hash.digest("hex").slice(0, 12)}`);
  const interpreter = join(folder, "bin", "python");
  const done = join(folder, "complete");
  if (existsSync(done)) return interpreter;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await run("python3", ["-m", "venv", folder]);
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "-r", requirements];
  await run(interpreter, install, { env: { ...process.env, ...settings }, timeout: installTimeMs, maxBuffer: 2 ** 26 });
  await writeFile(done, "");
  return interpreter;
}

/** The environment of a script: no proxy stands before loopback, and output is UTF-8. */
export const scriptEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NO_PROXY: "127.0.0.1,localhost",
  PYTHONUTF8: "1",
});

/**
 * Runs `test/consumers/python/<script>` and gives the lines of JSON that it printed.
 * @throws {Error} when it takes longer than `timeoutMs` or ends other than with 0, with what it wrote to stderr.
 */
export async function runScript(
  interpreter: string,
  script: string,
  args: readonly string[],
  timeoutMs = 60_000,
): Promise<unknown[]> {
  const given = [join(sources, script), ...args];
  const { stdout } = await run(interpreter, given, {
    env: scriptEnvironment(),
    timeout: timeoutMs,
    maxBuffer: 2 ** 26,
  });
  const lines = stdout.split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as unknown);
}
