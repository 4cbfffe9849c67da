import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { type Installed, installPackage, installRuntimes } from "./installed.ts";

declare module "vitest" {
  interface ProvidedContext {
    installed: Installed;
  }
}

/** Before all tests: the runtimes and the packed package. What cannot be installed is left out, save where CI is set. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await installRuntimes().catch((error: unknown) => {
    if (process.env["CI"]) throw error;
    console.warn("The runtimes are not installed:", error);
  });
  const scratch = await mkdtemp(join(tmpdir(), "runtimes-"));
  project.provide("installed", await installPackage(scratch));
  return () => rm(scratch, { recursive: true, force: true });
}
