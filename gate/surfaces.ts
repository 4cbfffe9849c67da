/** The public types of each entry point as a report in `api/`: `npm run api`, after a build; with `--update` it writes them. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";

interface Manifest {
  name: string;
  exports: Record<string, string | { import?: { types: string } }>;
}

/** The file of each entry point's report, and its built types; documents have none. */
async function entryPoints(): Promise<[report: string, types: string][]> {
  const { name, exports } = JSON.parse(await readFile("package.json", "utf8")) as Manifest;
  return Object.entries(exports).flatMap(([path, target]) =>
    typeof target === "string" || target.import === undefined
      ? []
      : [[`${path === "." ? name : path.slice(2)}.api.md`, resolve(target.import.types)]],
  );
}

/** Compares, or with `update` writes, one report. @returns whether it differs. */
function differs(report: string, types: string, { update, scratch }: { update: boolean; scratch: string }): boolean {
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: resolve("."),
      mainEntryPointFilePath: types,
      compiler: { overrideTsconfig: { compilerOptions, files: [types] } },
      apiReport: {
        enabled: true,
        reportFileName: report,
        reportFolder: resolve("api"),
        reportTempFolder: scratch,
        // What an entry point names without exporting it is as public as what it exports.
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: "lf",
      messages: { extractorMessageReporting: { default: { logLevel: "none" as never } } },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: resolve("package.json"),
  });
  const errors: string[] = [];
  const { errorCount, apiReportChanged } = Extractor.invoke(config, {
    localBuild: update,
    messageCallback(message) {
      if (message.logLevel === "error") errors.push(message.text);
      message.handled = true;
    },
  });
  if (errorCount > 0) throw new Error(`the types of ${report} cannot be read:\n${errors.join("\n")}`);
  return apiReportChanged;
}

const compilerOptions = {
  target: "ES2022",
  lib: ["ES2022", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
  module: "NodeNext",
  strict: true,
  skipLibCheck: true,
  types: ["node"],
};

const { update } = parseArgs({ options: { update: { type: "boolean", default: false } } }).values;
const scratch = await mkdtemp(join(tmpdir(), "surfaces-"));
try {
  const entries = await entryPoints();
  const stale = (await readdir("api")).filter((file) => !entries.some(([report]) => report === file));
  for (const file of stale) if (update) await rm(join("api", file));
  const wrong = [
    ...stale,
    ...entries.flatMap(([report, types]) => (differs(report, types, { update, scratch }) ? report : [])),
  ];
  const list = wrong.map((file) => `api/${file}`).join(", ");
  if (wrong.length === 0) console.log("api/ has the public types as they are");
  else if (update) console.log(`wrote ${list}`);
  else {
    console.error(`${list}: the public types differ. Run \`npm run api -- --update\`, and read what changed.`);
    process.exitCode = 1;
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}
