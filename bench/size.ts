/** What a browser bundle costs, in bytes after gzip: `tsx bench/size.ts`, after a build. Fails above a budget. */
import { relative } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const client = 'createClient({ endpoint: "https://host/models", credential: { key: "k" } })';
const validator = (name: string): string =>
  `import { validate${name} } from "model-inference/validation"; console.log(validate${name}(globalThis.value));`;

// `createClient` and `createFetch` are files of their own, so that programs of `model-inference/functions` have neither; compressed
// apart, each takes 0.2 to 0.7 kB more. Grouped options and the error for a value that is no connection took 0.1 kB.
// Of the first five, 5 kB came with what real servers and processes ask for: errors that say what the server said without keys
// and prompts, tokens that are checked, limits of responses, and for the retired package's programs its policies. Names of retired
// hosts and of unknown options in `retry` took 0.1 kB. Each budget leaves room for an operation or a property of the contract.
const rows: [what: string, budget: number, source: string][] = [
  [
    "one chat call",
    20_900,
    `import { createClient } from "model-inference"; console.log(await ${client}.getChatCompletions({ messages: [] }));`,
  ],
  [
    "the same by function",
    14_800,
    `import { connect, getChatCompletions, send } from "model-inference/functions";
     const connection = connect({ endpoint: "https://host/models", credential: { key: "k" } });
     console.log(await send(connection, getChatCompletions, { messages: [] }));`,
  ],
  [
    "the method with everything validated",
    31_700,
    `import { createClient } from "model-inference"; import { validation } from "model-inference/validation";
     console.log(await ${client.replace(" })", ", validation: validation() })")}.getChatCompletions({ messages: [] }));`,
  ],
  [
    "one chat call as the retired package makes it",
    22_300,
    `import ModelClient, { isUnexpected } from "model-inference/azure-rest";
     const response = await ModelClient("https://host", { key: "k" }).path("/chat/completions").post({ body: { messages: [] } });
     console.log(isUnexpected(response));`,
  ],
  [
    "`createFetch` alone",
    20_600,
    'import { createFetch } from "model-inference"; console.log(createFetch({ endpoint: "https://host", credential: { key: "k" } }));',
  ],
  ["validator of a chat request", 4_150, validator("ChatCompletionsOptions")],
  ["validator of a completions request", 1_400, validator("CompletionsOptions")],
  ["validator of an embeddings request", 1_050, validator("EmbeddingsOptions")],
  ["validator of an image embeddings request", 850, validator("ImageEmbeddingsOptions")],
  ["validator of a chat chunk", 3_850, validator("ChatCompletionsChunk")],
];

for (const [what, budget, source] of rows) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: "." },
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "browser",
    // As in another project: this one's paths lead to its own sources.
    tsconfigRaw: {},
    // Within node_modules, where it would stand, esbuild says nothing of it.
    logOverride: { "ignored-bare-import": "silent" },
    outdir: "out",
    write: false,
    metafile: true,
  });
  // What a page loads first: the entry and what it imports, without what a dynamic import brings later.
  const first = new Set(["out/stdin.js"]);
  for (const path of first) {
    for (const { path: next, kind } of metafile.outputs[path]?.imports ?? []) {
      if (kind === "import-statement") first.add(next);
    }
  }
  const files = outputFiles.filter(({ path }) => first.has(relative(".", path)));
  const size = files.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
  console.log(`${String(size).padStart(6)} of ${String(budget).padStart(6)} bytes  ${what}`);
  if (size > budget) process.exitCode = 1;
}
if (process.exitCode)
  console.error("A bundle is above its budget: find what grew, or change the budget in bench/size.ts and say why.");
