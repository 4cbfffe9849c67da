import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { banner } from "./banner.ts";
import { type Document, pointer } from "./document.ts";
import { lint } from "./lint/lint.ts";
import { lintRecommended } from "./lint/recommended.ts";
import { type Emission, emitOpenapi } from "./openapi/compile.ts";
import { everyOperation } from "./openapi/every-operation.ts";
import { addExamples, readExamples } from "./openapi/examples.ts";
import { type Flavour, flavours, toFlavour } from "./openapi/flavours.ts";
import { jsonSchema } from "./openapi/json-schema.ts";
import { normalise } from "./openapi/normalise.ts";
import { yaml } from "./openapi/yaml.ts";
import { type Problem, SpecError } from "./problem.ts";
import { jsonSchemaDeclaration, openapiDeclaration } from "./typescript/declarations.ts";
import { exampleTable } from "./typescript/example-table.ts";
import { operationConstants, operationRows, operations } from "./typescript/operations.ts";
import { types } from "./typescript/types.ts";
import { validators } from "./typescript/validators.ts";

/**
 * The spec's main file -> every generated file, by its path below `generated/`.
 *
 * @throws {SpecError} when the spec does not compile or a document breaks a rule.
 */
export async function generate(entry: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const emission = await emitOpenapi(entry);
  const documents = emission.documents.map((document) => normalise(document));
  const examples = await readExamples(join(dirname(entry), "examples"));
  addExamples(documents, examples);
  const problems: Problem[] = [];

  for (const document of documents) {
    for (const flavour of flavours) {
      const published = toFlavour(document, flavour);
      const text = `${JSON.stringify(published, null, 2)}\n`;
      problems.push(...(await check(published, flavour, text, emission)));
      const path = `openapi/${document.info.version}/openapi-${flavour}`;
      files.set(`${path}.json`, text);
      files.set(`${path}.yaml`, yaml(published));
    }
    const bundle = jsonSchema(toFlavour(document, "3.1"));
    files.set(`openapi/${document.info.version}/json-schema.json`, `${JSON.stringify(bundle, null, 2)}\n`);
  }
  if (problems.length > 0) throw new SpecError(problems);

  const readable = documents.map((document) => toFlavour(document, "3.1"));
  const every = everyOperation(readable);
  const rows = operationRows(every);
  const versions = documents.map(({ info }) => info.version);
  files.set("README.md", readme);
  files.set("openapi/openapi.d.ts", openapiDeclaration);
  files.set("openapi/json-schema.d.ts", jsonSchemaDeclaration);
  files.set("types.ts", await types(every));
  files.set("operation-constants.ts", operationConstants(rows));
  files.set("operations.ts", operations(versions, rows));
  files.set("examples.ts", exampleTable(every));
  files.set("validators.ts", validators(every, rows));
  return files;
}

async function check(document: Document, flavour: Flavour, text: string, { locate }: Emission): Promise<Problem[]> {
  const findings = [...lint(document), ...(await lintRecommended(text))];
  return findings.map(({ rule, message, path }) => ({
    rule,
    message,
    source: locate(document, path),
    place: `${document.info.version} ${flavour}#${pointer(path)}`,
  }));
}

const readme = `<!-- ${banner} -->

# generated

| file | what it is |
| --- | --- |
| \`openapi/<api-version>/openapi-<flavour>.json\` | the contract, one document an api-version in OpenAPI 3.0, 3.1 and 3.2, with examples |
| \`openapi/<api-version>/openapi-<flavour>.yaml\` | the same as YAML |
| \`openapi/<api-version>/json-schema.json\` | its models as one JSON Schema 2020-12 |
| \`openapi/*.d.ts\` | the types of these files |
| \`types.ts\` | the types of the newest version, and of operations that only older ones have |
| \`operation-constants.ts\` | a constant for each operation: its method, path and members |
| \`operations.ts\` | these as a table, and the types that each operation takes and gives |
| \`examples.ts\` | the first example of each operation |
| \`validators.ts\` | eval-free validators of bodies, answers, events and failures |

Do not edit: change \`spec/\` or \`codegen/\` and run \`npm run generate\`. \`npm run check\` fails when this folder is not
what they make.
`;

/** Replaces the folder by the files, all or none. */
export async function replaceFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  if (files.size === 0) throw new Error(`nothing was made to put in place of ${folder}`);
  const made = `${folder}.made`;
  const old = `${folder}.old`;
  await rm(made, { recursive: true, force: true });
  await rm(old, { recursive: true, force: true });
  for (const [path, text] of files) {
    await mkdir(dirname(join(made, path)), { recursive: true });
    await writeFile(join(made, path), text);
  }
  await rename(folder, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  await rename(made, folder).catch(async (error: unknown) => {
    await rename(old, folder);
    throw error;
  });
  await rm(old, { recursive: true, force: true });
}

const usage = "usage: npm run generate -- [--spec spec/main.tsp] [--out generated]";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { spec: { type: "string", default: "spec/main.tsp" }, out: { type: "string", default: "generated" } },
  });
  const started = performance.now();
  const files = await generate(resolve(values.spec));
  await replaceFolder(resolve(values.out), files);
  const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`generated ${files.size} files, ${Math.round(bytes / 1024)} KiB, into ${values.out}/ in ${seconds} s`);
}

/** Prints an error of the pipeline as its user reads it, and fails the process. */
export function report(error: unknown): void {
  process.exitCode = 1;
  if (error instanceof SpecError) console.error(`${error.message}\nNothing was written.`);
  else if (error instanceof TypeError && "code" in error) console.error(`${error.message}\n${usage}`);
  else console.error(error);
}

if (process.argv[1] === import.meta.filename) await main().catch(report);
