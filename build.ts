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
  "opentelemetry/index",
  "azure-rest/index",
  "bulk/index",
  "bullmq/index",
];

await rm("dist", { recursive: true, force: true });
const common = {
  outdir: "dist",
  outbase: ".",
  bundle: true,
  format: "esm",
  target: "es2022",
  tsconfigRaw: {},
  logLevel: "warning",
} as const;

await build({
  ...common,
  entryPoints: [
    ...[...entries, "emulator/index", "cli/main"].map((entry) => `src/${entry}.ts`),
    // A module of its own, so that bundlers take from it what they need.
    "generated/validators.ts",
  ],
  chunkNames: "src/shared/[hash]",
  splitting: true,
  platform: "node",
  // `#platform` is for whoever loads it to resolve, by its own conditions.
  external: [...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }), "#platform"],
});
await build({ ...common, entryPoints: ["src/emulator/page/main.ts"], platform: "browser" });
