/** The programs made into bundles, away from where the package is installed: a bundle holds all that it needs. */
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { run } from "../../release/command.ts";
import { place } from "./installed.ts";

export type Bundler = "esbuild" | "Rollup" | "webpack";

export const bundlers: readonly Bundler[] = ["esbuild", "Rollup", "webpack"];

/** In a bundle: something of Node that the platform must have. */
export const importOfNode = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*["'`]node:/;

/** How it is asked whether the bundlers are there, for `describeWith`. */
export const bundlerTools = ["rollup", "webpack"].map((name) => ({
  name: `${name} in test/runtimes/node_modules`,
  command: [process.execPath, "--eval", `require.resolve(${JSON.stringify(place(name))})`] as const,
}));

/**
 * Bundles a program of ES modules.
 *
 * @param name - of the program, without `.mjs`.
 * @param platform - `unknown`, by Rollup alone: as its resolver does when it is not told.
 * @param installed - where the package is installed, and the program.
 * @returns the folder with the bundle, which has the same name.
 */
export async function bundle(
  bundler: Bundler,
  name: string,
  platform: "node" | "browser" | "unknown",
  installed: string,
): Promise<string> {
  const folder = join(installed, "../bundles", `${bundler}-${name}-${platform}`);
  await rm(folder, { recursive: true, force: true });
  const entry = join(installed, `${name}.mjs`);
  if (bundler === "esbuild" && platform !== "unknown") await withEsbuild(entry, folder, platform);
  else {
    const script = resolve(import.meta.dirname, "bundlers", `${bundler.toLowerCase()}.mjs`);
    await run(process.execPath, [script, `./${name}.mjs`, folder, platform], { cwd: installed });
  }
  return folder;
}

const withEsbuild = (entry: string, outdir: string, platform: "node" | "browser") =>
  build({
    entryPoints: [entry],
    outdir,
    platform,
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: platform === "node" ? "node20" : "es2022",
    outExtension: { ".js": ".mjs" },
    logLevel: "silent",
  });

/** One file of CommonJS, for Node, of a program that requires the package. */
export async function bundleAsCommonJs(name: string, installed: string): Promise<string> {
  const folder = join(installed, "../bundles", `esbuild-${name}-commonjs`);
  const outfile = join(folder, `${name}.cjs`);
  await build({
    entryPoints: [join(installed, `${name}.cjs`)],
    outfile,
    platform: "node",
    bundle: true,
    format: "cjs",
    target: "node20",
    logLevel: "silent",
  });
  return folder;
}

/** One file for a worker, as Wrangler makes it: with nothing of Node. */
export async function bundleForWorker(installed: string): Promise<string> {
  const outfile = join(installed, "../bundles/worker/worker.mjs");
  await build({
    entryPoints: [join(installed, "worker.mjs")],
    outfile,
    platform: "browser",
    conditions: ["workerd", "worker", "browser"],
    bundle: true,
    format: "esm",
    target: "es2022",
    logLevel: "silent",
  });
  return outfile;
}
