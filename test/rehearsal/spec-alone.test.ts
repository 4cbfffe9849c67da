import { cp, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../release/command.ts";
import { temporary, write } from "../release/repository.ts";

// Whoever changes the API edits spec/ and nothing else: all that knows routes, members and versions follows.

const rerank = `import "@typespec/versioning";

using Versioning;

namespace ModelInference;

/** Documents, and the query to rank them by. [wire] */
@added(Versions.v2026_01_01)
model RerankOptions {
  /** What is looked for. [wire] */
  query: string;

  /** The documents. [wire] */
  @minItems(1)
  documents: string[];

  /** The model, on an endpoint that serves several. [wire] */
  \`model\`?: string;

  ...Record<unknown>;
}

/** The documents, best first. [wire] */
@added(Versions.v2026_01_01)
model RerankResult {
  /** The ranks. [wire] */
  results: RankedDocument[];

  ...Record<unknown>;
}

/** One document's rank. [wire] */
@added(Versions.v2026_01_01)
model RankedDocument {
  /** The document, counted from 0. [wire] */
  index: int32;

  /** How well it answers, 0 to 1. [wire] */
  relevance_score: float32;

  ...Record<unknown>;
}
`;

const operation = `
/** Ranks documents by how well they answer a query. [wire] */
@added(Versions.v2026_01_01)
@summary("Rank documents")
@tag("Rerank")
@route("/rerank")
@post
op rerank(
  ...BodyOperationHeaders,

  /** The documents, and the query. [wire] */
  @body
  body: RerankOptions,
): JsonAnswer<RerankResult> | Failures;
`;

const example = [
  {
    name: "rerank",
    summary: "Two documents",
    since: "2026-01-01",
    request: { query: "moons", documents: ["the Moon", "the Sun"] },
    response: { results: [{ index: 0, relevance_score: 0.9 }] },
  },
];

const edits: readonly [file: string, from: string, to: string][] = [
  [
    "main.tsp",
    '  v2025_04_01: "2025-04-01",',
    '  v2025_04_01: "2025-04-01",\n\n  /** The next one. [wire] */\n  v2026_01_01: "2026-01-01",',
  ],
  [
    "main.tsp",
    '@tagMetadata("Model",',
    '@tagMetadata("Rerank", #{ description: "Ranks of documents. [wire]" })\n@tagMetadata("Model",',
  ],
  [
    "routes.tsp",
    'import "./models/model-info.tsp";',
    'import "./models/model-info.tsp";\nimport "./models/rerank.tsp";',
  ],
  [
    "routes.tsp",
    '@summary("Create image embeddings")',
    '@removed(Versions.v2026_01_01)\n@summary("Create image embeddings")',
  ],
  [
    "models/chat.tsp",
    "  /** Sequences at which generation stops. The response does not contain them. [chat] */",
    "  /** Whether tools may be called side by side. [wire] */\n  @added(Versions.v2026_01_01)\n  parallel_tool_calls?: boolean | null;\n\n  /** Sequences at which generation stops. The response does not contain them. [chat] */",
  ],
  [
    "models/embeddings.tsp",
    "  /** Number of patches of the input images. [image-embeddings] */",
    "  /** Number of cached tokens. [wire] */\n  @added(Versions.v2026_01_01)\n  @minValue(0)\n  cached_tokens?: int32 | null;\n\n  /** Number of patches of the input images. [image-embeddings] */",
  ],
];

/** What a program of the package's user sees. */
const program = `
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { createClient } from "model-inference";
import { startEmulator } from "model-inference/emulator";
const emulator = await startEmulator();
const client = createClient({ endpoint: emulator.url, apiVersion: "2026-01-01", credential: { key: "any" } });
const { results } = await client.rerank({ query: "moons", documents: ["the Moon"] });
const { data } = await client.getImageEmbeddings({ input: [{ image: "data:image/png;base64,AAAA" }] });
const page = await (await fetch(new URL("/_emulator/openapi/2026-01-01/openapi-3.1.json", emulator.url))).text();
const doctor = await promisify(execFile)(process.execPath, ["dist/src/cli/main.js", "doctor", emulator.url], {
  env: { ...process.env, AZURE_INFERENCE_CREDENTIAL: "any" },
});
await emulator.stop();
console.log(JSON.stringify({
  results,
  vectors: data.length,
  onThePage: ["rerank", "getImageEmbeddings"].filter((id) => new RegExp('"operationId": ?"' + id + '"').test(page)),
  doctor: /\\/rerank/.test(doctor.stdout),
}));
`;

test("a route, a version, properties and a removed operation are added in spec/ alone", async () => {
  const folder = await temporary();
  const npm = (...args: string[]) => run("npm", ["run", "--silent", ...args], { cwd: folder });
  const kept = (source: string): boolean => !/node_modules|\/\.git$|\/(?:out|dist)$/.test(source);
  await cp(resolve("."), folder, { recursive: true, filter: kept });
  await run("npm", ["ci", "--prefer-offline", "--no-audit", "--no-fund"], { cwd: folder });
  // What there is now counts as released, so that the gate tells of the change alone.
  await npm("gate", "--", "--keep", "1.0.0");

  for (const [file, from, to] of edits) {
    const text = await readFile(join(folder, "spec", file), "utf8");
    expect(text, file).toContain(from);
    await write(folder, { [`spec/${file}`]: text.replace(from, to) });
  }
  const routes = await readFile(join(folder, "spec/routes.tsp"), "utf8");
  await write(folder, {
    "spec/models/rerank.tsp": rerank,
    "spec/routes.tsp": routes + operation,
    "spec/examples/rerank.json": JSON.stringify(example, null, 2),
  });

  await npm("generate");
  await npm("build");
  // The types of all sources, tests and examples.
  await run("npx", ["tsc", "-p", "."], { cwd: folder });
  const suites = [
    "test/spec",
    "test/codegen",
    "test/emulator",
    "test/opentelemetry",
    "test/validation",
    "test/cli/doctor",
  ];
  await run("npx", ["vitest", "run", "--reporter=dot", ...suites], { cwd: folder });

  await write(folder, { "program.mjs": program });
  expect(JSON.parse(await run(process.execPath, ["program.mjs"], { cwd: folder }))).toEqual({
    results: [{ index: 0, relevance_score: 0.9 }],
    vectors: 1,
    onThePage: ["rerank"],
    doctor: true,
  });

  const { changes, refused, bump } = JSON.parse(await npm("gate", "--", "--json")) as {
    changes: { rule: string }[];
    refused: object[];
    bump: string;
  };
  expect(changes.map(({ rule }) => rule)).toEqual(["api-version-added"]);
  expect(refused).toEqual([]);
  expect(bump).toBe("minor");
}, 1_200_000);
