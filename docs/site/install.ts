/** Installs the packages that build and check the documentation, unless they are there. */
import { execFileSync } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";

const cwd = import.meta.dirname;
const modified = async (path: string) => (await stat(join(cwd, path)).catch(() => undefined))?.mtimeMs ?? 0;

if ((await modified("node_modules/.package-lock.json")) < (await modified("package-lock.json")))
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd, stdio: "inherit" });
