/** Puts the pinned peers and this package, packed, into bench/node_modules. Part of `npm run bench` and `npm run compare`. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const quiet = ["--no-audit", "--no-fund"];

const changed = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;

if ((await changed("bench/node_modules/.package-lock.json")) < (await changed("bench/package-lock.json")))
  await run(npm, ["ci", ...quiet], { cwd: "bench" });

const folder = await mkdtemp(join(tmpdir(), "compare-"));
try {
  const { stdout } = await run(npm, ["pack", "--json", "--pack-destination", folder]);
  const [packed] = JSON.parse(stdout) as [{ filename: string }];
  // It changes with every build, so it stays out of the lockfile; and npm keeps what it takes for the same version.
  await rm("bench/node_modules/model-inference", { recursive: true, force: true });
  await run(npm, ["install", "--no-save", "--no-package-lock", ...quiet, join(folder, packed.filename)], {
    cwd: "bench",
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}
