/**
 * Makes `dist/`'s code: few files, since loading one for each module takes Node four times as long. The client is one file,
 * whoever imports it, so that importing it loads five in all. `tsc` makes the declarations.
 */
import { readFile, rm, writeFile } from "node:fs/promises";
import { transform } from "esbuild";
import { build, type OutputChunk, type Plugin } from "rolldown";
import { inlined } from "./inlined.ts";
import manifest from "./package.json" with { type: "json" };

const entries = [
  "src/client/index",
  "src/client/platform",
  "src/node/index",
  "src/node/platform",
  "src/validation/index",
  "src/opentelemetry/index",
  "src/azure-rest/index",
  "src/bulk/index",
  "src/bullmq/index",
  "src/emulator/index",
  "src/cli/main",
  // A module of its own, so that bundlers take from it what they need.
  "generated/validators",
];

const external = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

/** No one reads the validators, and it halves them. */
const minifyValidators: Plugin = {
  name: "minify-validators",
  generateBundle: async (_, files) => {
    for (const file of Object.values(files))
      if (file.type === "chunk" && file.name === "validators")
        file.code = (await transform(file.code, { minify: true, format: "esm", target: "es2022" })).code;
  },
};

/** @throws where other packages than `inlined` says are in the code. */
async function writeLicences(chunks: readonly OutputChunk[]): Promise<void> {
  const paths = chunks.flatMap(({ moduleIds }) => moduleIds);
  const found = new Set(
    paths.flatMap((path) => /[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path)?.[1] ?? []),
  );
  if ([...found].sort().join() !== inlined.join())
    throw new Error(`The code of ${[...found].join(", ")} would be in dist/: inlined.ts names ${inlined.join(", ")}.`);
  const texts = inlined.map(async (name) => `${name}\n\n${await readFile(`node_modules/${name}/LICENSE`, "utf8")}`);
  await writeFile("dist/licences.txt", (await Promise.all(texts)).join("\n"));
}

await rm("dist", { recursive: true, force: true });
const output = { comments: { legal: true, annotation: true, jsdoc: false } };
const code = await build({
  input: Object.fromEntries(entries.map((entry) => [entry, `${entry}.ts`])),
  platform: "node",
  tsconfig: false,
  // `#platform` is for whoever loads it to resolve, by its own conditions.
  external: (id) => [...external, "#platform"].some((name) => id === name || id.startsWith(`${name}/`)),
  plugins: [minifyValidators],
  output: {
    ...output,
    dir: "dist",
    entryFileNames: "[name].js",
    chunkFileNames: "src/shared/[name].js",
    codeSplitting: { groups: [{ name: "client", test: /src[\\/]client[\\/](?!platform|openapi)/ }] },
  },
});
await writeLicences(code.output.filter((file) => file.type === "chunk"));
await build({
  input: "src/emulator/page/main.ts",
  platform: "browser",
  tsconfig: false,
  output: { ...output, file: "dist/src/emulator/page/main.js" },
});
