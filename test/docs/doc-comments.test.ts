import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const entries = ["client", "functions", "helpers", "validation", "opentelemetry", "node", "bulk", "bullmq", "emulator"];
const fileOf = (entry: string): string => resolve("src", entry, "index.ts");
const moduleOf = (entry: string): string => (entry === "client" ? "model-inference" : `model-inference/${entry}`);

/** Other names of the examples: from other packages, or whatever the reader's program has under that name. */
const imports: Readonly<Record<string, string>> = {
  Agent: 'import { Agent } from "node:https";',
  Job: 'import type { Job } from "bullmq";',
  OpenAI: 'import { OpenAI } from "openai";',
  Queue: 'import { Queue } from "bullmq";',
  createFetchClient: 'import createFetchClient from "openapi-fetch";',
  readFile: 'import { readFile } from "node:fs/promises";',
  z: 'import { z } from "zod";',
};
const declared: Readonly<Record<string, string>> = {
  ca: "string",
  client: 'import("model-inference").Client',
  connection: 'import("bullmq").ConnectionOptions & import("model-inference/functions").Connection',
  credential: 'import("model-inference").Credential',
  emulator: 'import("model-inference/emulator").Emulator',
  endpoint: "string",
  error: "unknown",
  key: "string",
  lines: "string[]",
  messages: 'import("model-inference").ChatRequestMessage[]',
  origin: "string",
  output: "NodeJS.WritableStream",
  queue: 'import("bullmq").Queue',
  requests: 'import("model-inference/bulk").AnswerInput[]',
  run: "string",
  save: '(outcomes: readonly import("model-inference/bullmq").BulkOutcome[]) => Promise<void>',
  store: "(index: number, vector: Float32Array) => void",
  texts: "string[]",
  token: "string",
  tokenFor: '(...all: unknown[]) => Promise<import("model-inference").AccessToken>',
  value: "unknown",
  weather: 'import("model-inference/helpers").Tool',
};

interface Example {
  /** Its file and number there, such as `src/client/fetch.ts#1`. */
  name: string;
  entry: string;
  code: string;
}

/** Each `@example` of a doc comment in these folders. */
async function examplesOf(entry: string, folder: string): Promise<Example[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".ts"));
  const found = await Promise.all(
    files.sort().map(async (file) => {
      const comments = (await readFile(join(folder, file), "utf8")).matchAll(
        /^ \* @example\n((?: \*(?: (?!@).*)?\n)+)/gm,
      );
      return [...comments].map(([, lines = ""], index) => ({
        name: `${folder}/${file}#${index + 1}`,
        entry,
        code: lines.replace(/^ \* ?/gm, ""),
      }));
    }),
  );
  return found.flat();
}

const options: ts.CompilerOptions = {
  ...ts.parseJsonConfigFileContent(ts.readConfigFile("tsconfig.json", ts.sys.readFile).config, ts.sys, ".").options,
  verbatimModuleSyntax: false,
  noUnusedLocals: false,
  noUnusedParameters: false,
};

/** The names that each entry exports. */
function exportsOf(program: ts.Program): Map<string, Set<string>> {
  const checker = program.getTypeChecker();
  return new Map(
    entries.map((entry) => {
      const module = checker.getSymbolAtLocation(program.getSourceFile(fileOf(entry)) as ts.SourceFile) as ts.Symbol;
      return [entry, new Set(checker.getExportsOfModule(module).map(({ name }) => name))];
    }),
  );
}

/** An example as a module: with the imports and values that its reader has. */
function moduleOfExample({ entry, code }: Example, exported: ReadonlyMap<string, ReadonlySet<string>>): string {
  const used = new Set(code.match(/[A-Za-z_]\w*/g));
  const order = [entry, ...entries];
  const head = [...used].flatMap((name) => {
    const from = order.find((entry) => exported.get(entry)?.has(name));
    if (from !== undefined) return [`import { ${name} } from "${moduleOf(from)}";`];
    if (Object.hasOwn(imports, name)) return [imports[name]];
    return Object.hasOwn(declared, name) ? [`declare const ${name}: ${declared[name]};`] : [];
  });
  const own = code.match(/^import .*$/gm) ?? [];
  const body = code.replace(/^import .*$/gm, "").replace(/^export /gm, "");
  return [...own, ...head, "export async function example() {", body, "}"].join("\n");
}

test("E12: every example of a doc comment compiles strictly", async () => {
  const found = [
    ...(await Promise.all(entries.map((entry) => examplesOf(entry, `src/${entry}`)))).flat(),
    ...(await examplesOf("functions", "generated")),
  ];
  expect(found.length).toBeGreaterThan(100);
  const exported = exportsOf(ts.createProgram(entries.map(fileOf), options));
  const modules = new Map(
    found.map((example, index) => [resolve(`test/docs/example-${index}.ts`), moduleOfExample(example, exported)]),
  );
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile: read } = host;
  host.fileExists = (file) => modules.has(file) || fileExists(file);
  host.readFile = (file) => modules.get(file) ?? read(file);
  const program = ts.createProgram([...modules.keys()], { ...options, noEmit: true }, host);
  const problems = [...modules.keys()].flatMap((file, index) => {
    const source = program.getSourceFile(file) as ts.SourceFile;
    const all = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return all.map(({ messageText }) => `${found[index]?.name}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
  });
  expect(problems).toEqual([]);
}, 120_000);
