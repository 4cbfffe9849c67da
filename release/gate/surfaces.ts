/** `npm run api`, after a build: compares the public types of each entry point with `release/api/`; `--update` writes them. */
import { readdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Extractor, ExtractorConfig, type IConfigFile } from "@microsoft/api-extractor";
import settings from "../api-extractor.json" with { type: "json" };

const { update } = parseArgs({ options: { update: { type: "boolean", default: false } } }).values;
const folder = join("release", "api");

/** Compares or updates one report. @returns whether it differed. */
function differs(report: string, types: string): boolean {
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
  const errors: string[] = [];
  const { errorCount, apiReportChanged } = Extractor.invoke(config, {
    localBuild: update,
    messageCallback(message) {
      if (message.logLevel === "error") errors.push(message.text);
      message.handled = true;
    },
  });
  if (errorCount > 0) throw new Error(`API Extractor cannot read the types of ${report}:\n${errors.join("\n")}`);
  return apiReportChanged;
}

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
const changed = [
  ...stale,
  ...entries.filter(({ report, types }) => differs(report, types)).map(({ report }) => report),
];
const list = changed.map((file) => `${folder}/${file}`).join(", ");
if (changed.length === 0) console.log(`${folder}/ matches the public types`);
else if (update) console.log(`wrote ${list}`);
else {
  console.error(`The public types changed: ${list}. Run \`npm run api -- --update\` and review the difference.`);
  process.exitCode = 1;
}
