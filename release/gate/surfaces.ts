/** `npm run api`, after a build: compares the public types of each entry point with `release/api/`; `--update` writes them. */
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Extractor, ExtractorConfig, type IConfigFile } from "@microsoft/api-extractor";
import settings from "../api-extractor.json" with { type: "json" };

const { update } = parseArgs({ options: { update: { type: "boolean", default: false } } }).values;
const folder = join("release", "api");

/** The declarations that API Extractor reports of an entry point, without its remarks. */
async function declarationsOf(report: string, types: string): Promise<string[]> {
  const { compiler, apiReport } = settings;
  const configObject = {
    ...settings,
    projectFolder: resolve("."),
    mainEntryPointFilePath: resolve(types),
    compiler: { overrideTsconfig: { ...compiler.overrideTsconfig, files: [resolve(types)] } },
    apiReport: { ...apiReport, reportFileName: report },
  } as IConfigFile;
  const packageJsonFullPath = resolve("package.json");
  const config = ExtractorConfig.prepare({ configObject, configObjectFullPath: undefined, packageJsonFullPath });
  const { errorCount } = Extractor.invoke(config, {
    messageCallback: (message) => Object.assign(message, { handled: message.logLevel !== "error" }),
  });
  if (errorCount > 0) throw new Error(`API Extractor cannot read the types of ${report}`);
  const text = await readFile(config.reportTempFilePath, "utf8");
  return text
    .replace(/^(?: *\/\/|> |## |```|import ).*\n+/gm, "")
    .trim()
    .split(/\n\n+/);
}

/** A declaration as it stands in any report: API Extractor numbers the names that are taken. */
const nameless = (text: string): string => text.replace(/^export (?:\{.*)?|(?<=\w)_\d+\b/gm, "").trim();

interface Manifest {
  name: string;
  exports: Record<string, string | { import?: { types: string } }>;
}
const { name, exports } = JSON.parse(await readFile("package.json", "utf8")) as Manifest;
const entries = Object.entries(exports).flatMap(([path, target]) =>
  typeof target === "string" || target.import === undefined
    ? []
    : [{ report: `${path === "." ? name : path.slice(2)}.api.md`, types: target.import.types }],
);
const stale = (await readdir(folder)).filter((file) => !entries.some(({ report }) => report === file));
if (update) for (const file of stale) await rm(join(folder, file));
const changed = [...stale];
let first: Set<string> | undefined;
for (const { report, types } of entries) {
  const declarations = await declarationsOf(report, types);
  // What another entry point uses of the first is in the first report alone.
  const own = declarations.filter((text) => text.startsWith("export ") || !first?.has(nameless(text)));
  first ??= new Set(declarations.map(nameless));
  const text = `\`\`\`ts\n${own.join("\n\n")}\n\`\`\`\n`;
  if (text === (await readFile(join(folder, report), "utf8").catch(() => ""))) continue;
  changed.push(report);
  if (update) await writeFile(join(folder, report), text);
}
const list = changed.map((file) => `${folder}/${file}`).join(", ");
if (changed.length === 0) console.log(`${folder}/ matches the public types`);
else if (update) console.log(`wrote ${list}`);
else {
  console.error(`The public types changed: ${list}. Run \`npm run api -- --update\` and review the difference.`);
  process.exitCode = 1;
}
