/** `npm run release:tools`: installs the tools of a release into `release/node_modules`, from their own lockfile. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { fail, run } from "./command.ts";

const cwd = import.meta.dirname;

export const tools = {
  changeset: join(cwd, "node_modules/@changesets/cli/bin.js"),
  pnpm: join(cwd, "node_modules/pnpm/bin/pnpm.cjs"),
};

/** Installs the tools unless those of the current lockfile are installed. */
export async function installTools(signal?: AbortSignal): Promise<void> {
  const modified = async (path: string) => (await stat(join(cwd, path)).catch(() => undefined))?.mtimeMs ?? 0;
  if ((await modified("node_modules/.package-lock.json")) >= (await modified("package-lock.json"))) return;
  await run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd, signal });
}

if (process.argv[1] === import.meta.filename) await installTools().catch(fail);
