/**
 * Makes `dist/`'s code: one file for each way into the package, and one for what some of them share. Loading a file for each
 * module takes Node four times as long. `tsc` makes the declarations.
 */
import { rm } from "node:fs/promises";
import { build } from "esbuild";
import manifest from "./package.json" with { type: "json" };

const entries = [
  "client/index",
  "client/platform",
  "node/index",
  "node/platform",
  "validation/index",
  "azure-rest/index",
];

await rm("dist", { recursive: true, force: true });
await build({
  entryPoints: [
    ...[...entries, "emulator/index", "cli/main"].map((entry) => `src/${entry}.ts`),
    // A module of its own, so that bundlers take from it what they need.
    "generated/validators.ts",
  ],
  outdir: "dist",
  outbase: ".",
  chunkNames: "src/shared/[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "es2022",
  // `#transport` is for whoever loads it to resolve, by its own conditions.
  external: [...Object.keys(manifest.dependencies), "#transport"],
  tsconfigRaw: {},
  logLevel: "warning",
});
