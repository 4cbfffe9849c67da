/** The programs that `program.ts` starts, as JavaScript below bench/out, where packages are those of bench/node_modules. */
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { built } from "./program.ts";

const here = (file: string): string => fileURLToPath(new URL(`../programs/${file}`, import.meta.url));

export async function buildPrograms(): Promise<void> {
  await rm(built, { recursive: true, force: true });
  await build({
    entryPoints: [here("server.ts"), here("worker.ts"), here("cold.ts")],
    outdir: built,
    bundle: true,
    splitting: true,
    packages: "external",
    format: "esm",
    platform: "node",
    target: "node20",
  });
}
