import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Document, Operation, Schema } from "../../codegen/document.ts";
import { scriptEnvironment } from "./python.ts";

/** What schemathesis holds an answer against. */
const checks = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
];

export interface Probe {
  /** Requests that fit the document, or both those and others. */
  mode: "positive" | "all";
  /** Whether each answer is to be a stream; operations that have none are left out. */
  stream: boolean;
  /** How many requests of chance each operation gets, beside those at the edges of every schema. */
  examples: number;
  key?: string;
}

export interface Probed {
  conforms: boolean;
  output: string;
  /** What came back: `POST /chat/completions 200 application/json`. */
  answers: ReadonlySet<string>;
}

/** Has schemathesis ask an endpoint for what a document describes, and hold every answer against it. */
export async function probe(interpreter: string, document: Document, url: string, options: Probe): Promise<Probed> {
  const { mode, stream, examples, key } = options;
  const folder = await mkdtemp(join(tmpdir(), "probe-"));
  try {
    await writeFile(join(folder, "openapi.json"), JSON.stringify(narrowed(document, stream)));
    const args = ["-m", "schemathesis.cli", "run", "openapi.json", "--url", url, "--mode", mode, "--no-color"];
    args.push("--checks", checks.join(","), "--phases", "examples,coverage,fuzzing", "--max-examples", `${examples}`);
    args.push("--seed", "1", "--report", "har", "--report-har-path", "answers.har");
    if (key !== undefined) args.push("--header", `api-key: ${key}`);
    const { code, output } = await run(interpreter, args, folder);
    // 0: nothing found; 1: breaches; else it could not do its work.
    if (code !== 0 && code !== 1) throw new Error(`schemathesis ended with ${code}:\n${output}`);
    const answers = answersOf(JSON.parse(await readFile(join(folder, "answers.har"), "utf8")) as Recording, url);
    return { conforms: code === 0, output, answers };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function run(interpreter: string, args: string[], cwd: string): Promise<{ code: unknown; output: string }> {
  const options = { cwd, env: scriptEnvironment(), timeout: 120_000, maxBuffer: 2 ** 26 };
  return new Promise((resolve) => {
    execFile(interpreter, args, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? error.signal), output: stdout + stderr });
    });
  });
}

/** The document with what is asked held to what this run is about; what may be answered stays as it is. */
function narrowed(document: Document, stream: boolean): Document {
  const copy = structuredClone(document);
  const { parameters = {}, schemas } = copy.components;
  const version = parameters["ApiVersion"];
  if (version !== undefined) version.schema = { type: "string", enum: [copy.info.version] };
  for (const name of ["ChatCompletionsOptions", "CompletionsOptions"]) {
    const body = schemas[name] as Schema;
    body.properties = { ...body.properties, stream: { type: "boolean", enum: [stream] } };
    if (stream) body.required = [...(body.required ?? []), "stream"];
  }
  // Examples name models of their own, and every request made from one would end there.
  for (const { requestBody } of Object.values(copy.paths).flatMap((methods) => Object.values(methods) as Operation[]))
    delete requestBody?.content["application/json"]?.examples;
  if (stream) for (const path of Object.keys(copy.paths)) if (!/completions$/.test(path)) delete copy.paths[path];
  return copy;
}

interface Recording {
  log: {
    entries: {
      request: { method: string; url: string };
      response: { status: number; content: { mimeType: string } };
    }[];
  };
}

function answersOf({ log }: Recording, base: string): Set<string> {
  return new Set(
    log.entries.map(({ request, response }) => {
      const path = request.url.slice(base.length).replace(/\?.*/s, "");
      return `${request.method} ${path} ${response.status} ${response.content.mimeType}`;
    }),
  );
}
