import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { type Document, type Example, type Json, type MediaType, operations } from "../document.ts";
import { SpecError } from "../problem.ts";

/** A request with its response, as `spec/examples/<operationId>.json` lists them. */
export interface Exchange {
  name: string;
  summary: string;
  /** The first api-version that it is an example of; the oldest where it is absent. */
  since?: string;
  /** The first api-version that it is not an example of any more. */
  until?: string;
  request?: Json;
  response?: Json;
  /** The chunks of a streamed response, without `[DONE]`. */
  stream?: Json[];
}

const keys = ["name", "summary", "since", "until", "request", "response", "stream"];

/** A failure as `spec/examples/failures.json` lists it: every operation has them all. */
export interface Failure {
  name: string;
  summary: string;
  status: number;
  body: Json;
}

export interface Examples {
  /** By operation. */
  exchanges: ReadonlyMap<string, readonly Exchange[]>;
  failures: readonly Failure[];
}

const failuresFile = "failures.json";

/**
 * Reads the examples of a spec.
 *
 * @throws {SpecError} when the folder or a file cannot be read.
 */
export async function readExamples(folder: string): Promise<Examples> {
  const read = async (file: string): Promise<unknown> => {
    const source = relative(process.cwd(), join(folder, file));
    try {
      return JSON.parse(await readFile(join(folder, file), "utf8"));
    } catch (error) {
      throw new SpecError([{ rule: "examples", message: (error as Error).message, source }]);
    }
  };
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith(".json")).sort();
  const exchanges = new Map<string, Exchange[]>();
  for (const file of files.filter((file) => file !== failuresFile)) {
    const listed = (await read(file)) as Exchange[];
    const unknown = listed.flatMap((exchange) => Object.keys(exchange)).find((key) => !keys.includes(key));
    if (unknown !== undefined) {
      const message = `"${unknown}" is not a key of an example: use ${keys.join(", ")}.`;
      throw new SpecError([{ rule: "examples", message, source: relative(process.cwd(), join(folder, file)) }]);
    }
    exchanges.set(file.slice(0, -".json".length), listed);
  }
  return { exchanges, failures: (await read(failuresFile)) as Failure[] };
}

/**
 * Writes the examples of each document's api-version into it.
 *
 * @throws {SpecError} for a file that is named for an operation of no api-version.
 */
export function addExamples(documents: readonly Document[], examples: Examples): void {
  for (const document of documents) addTo(document, examples);
  const ids = new Set(
    documents.flatMap((document) => [...operations(document)].map((one) => one.operation.operationId)),
  );
  const unknown = [...examples.exchanges.keys()].filter((id) => !ids.has(id));
  if (unknown.length === 0) return;
  const message = `no operation of any api-version is called ${unknown.join(", ")}: name the file for its operation.`;
  throw new SpecError([{ rule: "examples", message, source: "spec/examples" }]);
}

function addTo(document: Document, { exchanges, failures }: Examples): void {
  const { version } = document.info;
  for (const { operation } of operations(document)) {
    const own = (exchanges.get(operation.operationId) ?? []).filter(
      ({ since = "", until }) => since <= version && (until === undefined || version < until),
    );
    const responses = operation.responses["200"]?.content ?? {};
    put(operation.requestBody?.content["application/json"], own, ({ request }) => value(request));
    put(responses["application/json"], own, ({ response }) => value(response));
    put(responses["text/event-stream"], own, ({ stream }) => eventStream(stream));
  }
  for (const [name, first] of [
    ["ClientError", 4],
    ["ServerError", 5],
  ] as const) {
    const kind = failures.filter(({ status }) => Math.floor(status / 100) === first);
    put(document.components.responses?.[name]?.content?.["application/json"], kind, ({ body }) => value(body));
  }
  const apiVersion = document.components.parameters?.["ApiVersion"];
  if (apiVersion !== undefined) apiVersion.example = version;
}

function put<Given extends { name: string; summary: string }>(
  media: MediaType | undefined,
  given: readonly Given[],
  toExample: (given: Given) => Omit<Example, "summary"> | undefined,
): void {
  const examples = given.flatMap((one) => {
    const example = toExample(one);
    return example === undefined ? [] : [[one.name, { summary: one.summary, ...example }] as const];
  });
  if (media !== undefined && examples.length > 0) media.examples = Object.fromEntries(examples);
}

const value = (value: Json | undefined): Pick<Example, "value"> | undefined =>
  value === undefined ? undefined : { value };

/** As 3.2 has it: the events as data, and as they travel. */
function eventStream(chunks: readonly Json[] | undefined): Pick<Example, "dataValue" | "serializedValue"> | undefined {
  if (chunks === undefined) return undefined;
  const lines = [...chunks.map((chunk) => JSON.stringify(chunk)), "[DONE]"];
  return {
    dataValue: lines.map((data) => ({ data })),
    serializedValue: lines.map((data) => `data: ${data}\n\n`).join(""),
  };
}
