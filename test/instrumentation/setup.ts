import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { run } from "../../release/command.ts";

declare module "vitest" {
  interface ProvidedContext {
    programs: string;
  }
}

const npm = (args: readonly string[], cwd: string): Promise<string> =>
  run("npm", [...args, "--no-audit", "--no-fund", "--ignore-scripts"], { cwd });

/** Before all tests: a folder with the tools of the lockfile, the packed package and the programs. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "instrumentation-"));
  await cp(import.meta.dirname, folder, { recursive: true, filter: (path) => !/node_modules|\.ts$/.test(path) });
  await npm(["ci", "--prefer-offline"], folder);
  const packed = await npm(["pack", "--json", "--pack-destination", folder], resolve("."));
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  await npm(["install", "--no-save", "--prefer-offline", join(folder, filename)], folder);
  project.provide("programs", folder);
  return () => rm(folder, { recursive: true, force: true });
}
