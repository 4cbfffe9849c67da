/**
 * Builds the code of `dist/`, as ES modules (`.js`) and as CommonJS (`.cjs`): few files, since loading one for each module takes
 * Node four times as long. `tsc` writes the declarations, and `declarations.ts` copies them for CommonJS.
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build as bundle, transform } from "esbuild";
import { build, type OutputChunk, type Plugin } from "rolldown";
import manifest from "../package.json" with { type: "json" };
import { inlined } from "./inlined.ts";

const entries = [
  "src/client/index",
  "src/client/transport/platform",
  "src/node/index",
  "src/node/platform",
  "src/validation/index",
  "src/opentelemetry/index",
  "src/azure-rest/index",
  "src/bulk/index",
  "src/functions/index",
  "src/helpers/index",
  "src/bullmq/index",
  "src/emulator/index",
  "src/cli/main",
];

const target = "es2022";
const external = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

/** Nobody reads the validators, and this halves them. Programs, which nobody bundles, lose only white space: stack traces keep names. */
const minifyChunks: Plugin = {
  name: "minify-chunks",
  generateBundle: async ({ format }, files) => {
    const chunks = Object.values(files).filter((file) => file.type === "chunk");
    if (!chunks.some(isValidators)) throw new Error("There is no chunk of validators.");
    for (const chunk of chunks) {
      const minify = isValidators(chunk);
      if (!minify && !isProgram(chunk)) continue;
      const options = { minify, minifyWhitespace: true, format: format === "cjs" ? "cjs" : "esm", target } as const;
      chunk.code = (await transform(chunk.code, options)).code;
    }
  },
};
const isValidators = ({ fileName }: OutputChunk): boolean => fileName.startsWith("src/shared/validators.");
/** Whether a chunk has code of the emulator or of the command. */
const isProgram = ({ moduleIds }: OutputChunk): boolean =>
  moduleIds.some((id) => /src[\\/](?:emulator|cli)[\\/]/.test(id));

/** @throws where other packages than `inlined` says are in the code. */
async function writeLicences(paths: readonly string[]): Promise<void> {
  const names = paths.flatMap(
    (path) => /(?:^|.*[\\/])node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path)?.[1] ?? [],
  );
  const all = [...inlined, inlinedInCommonJs];
  const [found, expected] = [[...new Set(names)], all].map((list) => [...list].sort().join(", "));
  if (found !== expected) throw new Error(`The code of ${found} would be in dist/, but inlined.ts names ${expected}.`);
  const texts = all.map(async (name) => {
    const files = await readdir(`node_modules/${name}`, { recursive: true });
    // A bundle also contains the licences of what it bundles.
    const paths = files
      .filter((file) => /^(?:licen[cs]e(?:\.md|\.txt)?|dist[\\/][^\\/]*\.LICENSE\.txt)$/i.test(file))
      .sort();
    if (!paths.some((path) => !path.startsWith("dist"))) throw new Error(`${name} has no file with its licence.`);
    const parts = paths.map((path) => readFile(`node_modules/${name}/${path}`, "utf8"));
    return `${name}\n\n${(await Promise.all(parts)).join("\n")}`;
  });
  await writeFile("dist/licences.txt", (await Promise.all(texts)).join("\n"));
}

await rm("dist", { recursive: true, force: true });
const common = {
  tsconfig: false,
  transform: { target },
  // Comments with a module's path would contain that of this machine.
  experimental: { attachDebugInfo: "none" },
} as const;
const comments = { legal: true, annotation: true, jsdoc: false };
/** Commands are programs, which nobody imports. */
const imported = entries.filter((entry) => entry !== "src/cli/main");

/** Its CommonJS has a default export, of which Node gives CommonJS that was made from ES modules the whole module instead. */
const inlinedInCommonJs = "openapi-fetch";

/** Files of the client, by a pattern of their paths. */
const client = (path: string): RegExp => new RegExp(`src/client/(?:${path})\\.ts$`.replaceAll("/", "[\\\\/]"));

async function buildPackage(format: "esm" | "cjs"): Promise<OutputChunk[]> {
  const extension = format === "cjs" ? "cjs" : "js";
  const names = [...external.filter((name) => format === "esm" || name !== inlinedInCommonJs), "#platform"];
  const { output } = await build({
    ...common,
    input: Object.fromEntries((format === "cjs" ? imported : entries).map((entry) => [entry, `${entry}.ts`])),
    platform: "node",
    // The CommonJS of jsonc-parser loads its parts by names that no bundler reads.
    resolve: { mainFields: ["module", "main"] },
    // `#platform` is for whoever loads it to resolve, by its own conditions.
    external: (id) => names.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [minifyChunks],
    output: {
      format,
      exports: "named",
      esModule: true,
      comments,
      dir: "dist",
      entryFileNames: `[name].${extension}`,
      chunkFileNames: `src/shared/[name].${extension}`,
      codeSplitting: {
        groups: [
          // What the transport of Node needs of the client, so that neither file imports the other.
          { name: "platform", test: client("transport/platform|transport/too-large|endpoint/loopback") },
          // Files with a dynamic import stand apart, because esbuild keeps what that needs in each program that loads the file.
          {
            name: "client",
            test: client(
              "(?:send|endpoint/.*|embedding|request/(?!fetch-call|send-request).*|stream/(?!guard|blocks|body).*)",
            ),
          },
          {
            name: "create-fetch",
            test: client("fetch|request/fetch-call|request/send-request|stream/guard|stream/blocks|stream/body"),
          },
          { name: "create-client", test: client("index|client|http") },
          // Alone, so that bundlers take from it what they need.
          { name: "validators", test: /generated[\\/]validators/ },
        ],
      },
    },
  });
  return output.filter((file) => file.type === "chunk");
}

/** Writes a file of the emulator's pages compressed; the emulator decompresses it. */
async function writeCompressed(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.br`, brotliCompressSync(content));
}

/** Builds a script for browsers. */
async function buildScript(folder: string, entry: string): Promise<string[]> {
  const { output } = await build({
    ...common,
    input: `${folder}/${entry}`,
    platform: "browser",
    transform: { ...common.transform, jsx: { runtime: "automatic", importSource: "preact" } },
    output: { comments, minify: true },
    write: false,
  });
  const [script] = output;
  await writeCompressed(`dist/${folder}/${entry.replace(/\.tsx?$/, ".js")}`, script.code);
  return output.flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
}

/** The page and the reference of the emulator. @returns the paths of what is in them. */
async function buildPages(): Promise<string[]> {
  const page = "src/emulator/page";
  const { metafile, outputFiles } = await bundle({
    entryPoints: [`${page}/page.css`],
    write: false,
    bundle: true,
    minify: true,
    legalComments: "inline",
    metafile: true,
  });
  for (const { contents } of outputFiles) await writeCompressed(`dist/${page}/page.css`, contents);
  return [
    ...(await buildScript(page, "main.tsx")),
    ...(await buildScript("src/emulator/reference", "reference.ts")),
    ...Object.keys(metafile.inputs),
  ];
}

const chunks = [...(await buildPackage("esm")), ...(await buildPackage("cjs"))];
await writeLicences([...chunks.flatMap(({ moduleIds }) => moduleIds), ...(await buildPages())]);
