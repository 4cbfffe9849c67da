/** `npm run release:tools`: the tools that only a release needs, in `release/node_modules`, from a lockfile of their own. */
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { run } from "./command.ts";
import { fail } from "./problem.ts";

const home = resolve(import.meta.dirname);
const place = (...path: string[]): string => join(home, "node_modules", ...path);

export const tools = {
  changeset: place("@changesets/cli/bin.js"),
  pnpm: place("pnpm/bin/pnpm.cjs"),
};

/** Installs them where the lockfile is newer than what is there. */
export async function installTools(signal?: AbortSignal): Promise<void> {
  const changed = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
  if ((await changed(place(".package-lock.json"))) >= (await changed(join(home, "package-lock.json")))) return;
  await run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: home, signal });
}

if (process.argv[1] === import.meta.filename) await installTools().catch(fail);
