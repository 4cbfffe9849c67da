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
];

const target = "es2022";
const external = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

const validators = "src/shared/validators.js";

/** No one reads the validators, and it halves them. */
const minifyValidators: Plugin = {
  name: "minify-validators",
  generateBundle: async (_, { [validators]: file }) => {
    if (file?.type !== "chunk") throw new Error(`There is no ${validators}.`);
    file.code = (await transform(file.code, { minify: true, format: "esm", target })).code;
  },
};

/** @throws where other packages than `inlined` says are in the code. */
async function writeLicences(chunks: readonly OutputChunk[]): Promise<void> {
  const paths = chunks.flatMap(({ moduleIds }) => moduleIds);
  const names = paths.flatMap((path) => /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path)?.[1] ?? []);
  const [found, expected] = [[...new Set(names)], [...inlined]].map((list) => list.sort().join(", "));
  if (found !== expected) throw new Error(`The code of ${found} would be in dist/, but inlined.ts names ${expected}.`);
  const texts = inlined.map(async (name) => `${name}\n\n${await readFile(`node_modules/${name}/LICENSE`, "utf8")}`);
  await writeFile("dist/licences.txt", (await Promise.all(texts)).join("\n"));
}

await rm("dist", { recursive: true, force: true });
const common = {
  tsconfig: false,
  transform: { target },
  // Comments that tell a module's path would tell that of this machine.
  experimental: { attachDebugInfo: "none" },
} as const;
const comments = { legal: true, annotation: true, jsdoc: false };
const code = await build({
  ...common,
  input: Object.fromEntries(entries.map((entry) => [entry, `${entry}.ts`])),
  platform: "node",
  // `#platform` is for whoever loads it to resolve, by its own conditions.
  external: (id) => [...external, "#platform"].some((name) => id === name || id.startsWith(`${name}/`)),
  plugins: [minifyValidators],
  output: {
    comments,
    dir: "dist",
    entryFileNames: "[name].js",
    chunkFileNames: "src/shared/[name].js",
    codeSplitting: {
      groups: [
        { name: "client", test: /src[\\/]client[\\/](?!platform|openapi)/ },
        // Alone, so that bundlers take from it what they need.
        { name: "validators", test: /generated[\\/]validators/ },
      ],
    },
  },
});
await writeLicences(code.output.filter((file) => file.type === "chunk"));
await build({
  ...common,
  input: "src/emulator/page/main.ts",
  platform: "browser",
  output: { comments, file: "dist/src/emulator/page/main.js" },
});
