/** Measures this client and others, and writes docs/performance*. Part of `npm run bench`. */
import { execFile } from "node:child_process";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Measure, once, onEachNode } from "./measures.ts";
import { commandOf, type Options, parseOptions } from "./options.ts";
import { type Results, type Run, render, targetLines } from "./report/report.ts";
import type { Table } from "./report/table.ts";
import { type Bench, full, quick } from "./run/bench.ts";
import { buildPrograms } from "./run/build.ts";

const options = optionsOf(process.argv.slice(2));
const effort = options.quick ? quick : full;
const nodes = options.nodes.length > 0 ? options.nodes : await theseNodes();
const failed: string[] = [];
const began = performance.now();

const log = (line: string): void => console.error(`${Math.round((performance.now() - began) / 1000)} s  ${line}`);
const asked = ({ id }: Measure): boolean => options.only.length === 0 || options.only.includes(id);

async function runAll(measures: readonly Measure[], bench: Bench): Promise<Table[]> {
  const tables: Table[] = [];
  for (const { id, run } of measures.filter(asked)) {
    bench.log(id);
    try {
      tables.push(await run(bench));
    } catch (error) {
      // The others are not to be lost: a whole run takes its time.
      console.error(error);
      failed.push(id);
    }
  }
  return tables;
}

function optionsOf(args: readonly string[]): Options {
  try {
    return parseOptions(
      args,
      [...onEachNode, ...once].map(({ id }) => id),
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/** This one, and the one that bench/package.json pins, where it runs on this machine. */
async function theseNodes(): Promise<string[]> {
  const pinned = fileURLToPath(new URL("../node_modules/node-24/bin/node", import.meta.url));
  return (await stat(pinned).catch(() => undefined)) ? [process.execPath, pinned] : [process.execPath];
}

async function versionOf(node: string): Promise<string> {
  try {
    return (await promisify(execFile)(node, ["--version"])).stdout.trim();
  } catch (cause) {
    throw new Error(`--node: ${node} cannot be run`, { cause });
  }
}

/** What never came has no number in JSON. */
const jsonOf = (_: string, value: unknown): unknown => (value === Number.POSITIVE_INFINITY ? "never" : value);

const peers = ["undici", "openapi-fetch", "@azure-rest/ai-inference", "@azure/core-sse", "openai", "ai"];
const validators = ["@ai-sdk/openai-compatible", "ajv", "zod", "valibot"];

async function packageOf(name: string): Promise<string> {
  const manifest = await readFile(new URL(`../node_modules/${name}/package.json`, import.meta.url), "utf8");
  return `${name} ${(JSON.parse(manifest) as { version: string }).version}`;
}

const versions = await Promise.all(nodes.map(versionOf));
await buildPrograms();
const runs: Run[] = [];
for (const [index, node] of nodes.entries()) {
  const version = versions[index] ?? "";
  const bench: Bench = { node, effort, log: (line) => log(`Node ${version}: ${line}`) };
  const measures = onEachNode.filter(({ firstNode = false }) => index === 0 || !firstNode || options.only.length > 0);
  runs.push({ node: version, tables: await runAll(measures, bench) });
}
const sizes = await runAll(once, { node: process.execPath, effort, log });
const [processor] = cpus();
const results: Results = {
  command: commandOf(options),
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus().length} cores (${processor?.model.trim() ?? "unknown"}), ${process.platform} ${process.arch}`,
  rounds: effort.rounds,
  packages: await Promise.all(["model-inference", ...peers, ...validators].map(packageOf)),
  runs: runs.filter(({ tables }) => tables.length > 0),
  sizes,
};
// Pages of a part would replace those of a whole run.
const whole = options.only.length === 0 && failed.length === 0;
const folder = options.out ?? (whole ? "docs" : "out/bench");
await mkdir("out/bench", { recursive: true });
await mkdir(folder, { recursive: true });
await writeFile("out/bench/results.json", `${JSON.stringify(results, jsonOf, 2)}\n`);
const pages = render(results);
for (const [name, text] of Object.entries(pages)) await writeFile(join(folder, name), text);
console.log([pages["performance.md"], ...targetLines(results)].join("\n"));
log(`done: ${Object.keys(pages).length} files in ${folder}/ and out/bench/results.json`);
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(", ")}`);
  process.exitCode = 1;
}
