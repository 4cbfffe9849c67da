/** The public types of each entry point as a report in `api/`: `npm run api`, after a build; with `--update` it writes them. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Extractor, ExtractorConfig, type ExtractorMessage } from "@microsoft/api-extractor";
import { settle } from "./settle.ts";

interface Manifest {
  name: string;
  exports: Record<string, string | { import?: { types: string } }>;
}

/** Each entry point's name in a report, and its built types; documents have none. */
async function entryPoints(): Promise<[name: string, types: string][]> {
  const { name, exports } = JSON.parse(await readFile("package.json", "utf8")) as Manifest;
  return Object.entries(exports).flatMap(([path, target]) =>
    typeof target === "string" || target.import === undefined
      ? []
      : [[path === "." ? name : path.slice(2), resolve(target.import.types)]],
  );
}

/** The types of one entry point -> its report. */
async function reportOf(name: string, types: string, folder: string): Promise<string> {
  const file = `${name}.api.md`;
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: resolve("."),
      mainEntryPointFilePath: types,
      compiler: { overrideTsconfig: { compilerOptions, files: [types] } },
      apiReport: {
        enabled: true,
        reportFileName: file,
        reportFolder: folder,
        reportTempFolder: join(folder, "made"),
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
  const said: string[] = [];
  const result = Extractor.invoke(config, { localBuild: true, messageCallback: (message) => listen(message, said) });
  if (!result.succeeded) throw new Error(`the types of ${name} cannot be read:\n${said.join("\n")}`);
  return readFile(join(folder, file), "utf8");
}

const compilerOptions = {
  target: "ES2022",
  lib: ["ES2022", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
  module: "NodeNext",
  strict: true,
  skipLibCheck: true,
  types: ["node"],
};

function listen(message: ExtractorMessage, said: string[]): void {
  if (message.logLevel === "error") said.push(message.text);
  message.handled = true;
}

/** Each entry point's report, by its file name. */
async function surfaces(): Promise<Map<string, string>> {
  const scratch = await mkdtemp(join(tmpdir(), "surfaces-"));
  try {
    const made = new Map<string, string>();
    for (const [name, types] of await entryPoints()) made.set(`${name}.api.md`, await reportOf(name, types, scratch));
    return made;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const { values } = parseArgs({ options: { update: { type: "boolean", default: false } } });
const wrong = await settle("api", await surfaces(), values.update);
const list = wrong.map((file) => `api/${file}`).join(", ");
if (wrong.length === 0) console.log("api/ tells the public types as they are");
else if (values.update) console.log(`wrote ${list}`);
else {
  console.error(`${list}: the public types are others. Run \`npm run api -- --update\`, and read what changed.`);
  process.exitCode = 1;
}
