import { banner } from "../banner.ts";
import {
  type Document,
  type Json,
  operations as listed,
  type MediaType,
  type Operation,
  refName,
  type Schema,
} from "../document.ts";

/** What the client and the emulator need to know of an operation. */
export interface OperationRow {
  id: string;
  /** What it does, for people. */
  description: string;
  method: string;
  path: string;
  /** The query parameters of its own, in addition to `api-version`. */
  query: string[];
  /** The schema of the request body. */
  body: string | undefined;
  /** The properties of the request body that the contract knows. */
  members: string[];
  /** Those of them that must be there. */
  required: string[];
  /** The required properties of the first example; `undefined` without a body. */
  example: { readonly [property: string]: Json } | undefined;
  /** The schema of the response. */
  response: string;
  /** The first list that every response has; `undefined` where it has none. */
  list: string | undefined;
  /** The schema of a streamed response's events. */
  chunk: string | undefined;
}

/** An OpenAPI 3.1 document -> a row for each operation. */
export function operationRows(document: Document): OperationRow[] {
  return [...listed(document)].map(({ method, route, operation }) => {
    const body = schemaOf(operation.requestBody?.content["application/json"]);
    const schema = body === undefined ? undefined : document.components.schemas[body];
    const content = contentOf(operation);
    const response = schemaOf(content["application/json"]);
    return {
      id: operation.operationId,
      description: operation.description ?? "",
      query: queryOf(operation, document),
      method: method.toUpperCase(),
      path: route,
      body,
      members: Object.keys(schema?.properties ?? {}),
      required: schema?.required ?? [],
      example: body === undefined ? undefined : exampleOf(operation, schema?.required ?? []),
      response: response ?? "unknown",
      list: response === undefined ? undefined : listOf(document.components.schemas[response]),
      chunk: schemaOf({ schema: content["text/event-stream"]?.["x-itemSchema"] ?? {} }),
    };
  });
}

/** Rows -> TypeScript with a constant for each operation, so that bundlers keep only those that a program names. */
export function operationConstants(rows: readonly OperationRow[]): string {
  const constants = rows.map((row) => {
    const { id, description, method, path, query, members, required, list = null, chunk, example } = row;
    const operation = { id, method, path, query, members, required, list, streams: chunk !== undefined };
    const sent = ["connection", id, ...(example === undefined ? [] : [literal(example)])].join(", ");
    const text = `${description}\n\n@example\nconst response = await send(${sent});`;
    return `${comment(text, "")}export const ${id} = ${JSON.stringify(operation)} as const;`;
  });
  return `// ${banner}\n\n${constants.join("\n\n")}\n`;
}

/** Rows -> TypeScript with a table of the operations and the types that each takes and gives. */
export function operations(apiVersions: readonly string[], rows: readonly OperationRow[]): string {
  const names = [...new Set(rows.flatMap(({ body, response, chunk }) => [body, response, chunk]))].filter(
    (name) => name !== undefined,
  );
  const ids = rows.map(({ id }) => id).join(", ");
  const [{ id, method, path } = { id: "", method: "", path: "" }] = rows;
  const types = rows.map(
    ({ id, description, query, body, response, chunk }) =>
      `${comment(description, "  ")}  ${id}: { query: ${queryType(query)}; body: ${body ?? "undefined"}; response: ${response}; chunk: ${chunk ?? "never"} };`,
  );
  return `// ${banner}

import { ${ids} } from "./operation-constants.ts";
import type { ${names.sort().join(", ")} } from "./types.ts";

/**
 * The versions of the contract, oldest first.
 *
 * @example
 * const [oldest] = apiVersions; // ${JSON.stringify(apiVersions[0])}
 */
export const apiVersions = ${JSON.stringify(apiVersions)} as const;

/** All operations by their id. */
export const operations = { ${ids} } as const;

/**
 * An operation as data.
 *
 * @example
 * const nameOf = ({ method, path }: Operation) => \`\${method} \${path}\`; // ${method} ${path}
 */
export interface Operation<Id extends OperationId = OperationId> {
  readonly id: Id;
  readonly method: string;
  readonly path: string;
  /** Names of its own query parameters, in addition to \`api-version\`. */
  readonly query: readonly string[];
  /** Properties of the request body; empty if it has none. */
  readonly members: readonly string[];
  readonly required: readonly string[];
  /** The list that every response has; \`null\` if it has none. */
  readonly list: string | null;
  readonly streams: boolean;
}

/** What each operation takes and gives. */
export interface OperationTypes {
${types.join("\n")}
}

/**
 * The id of an operation.
 *
 * @example
 * const operation: OperationId = ${JSON.stringify(id)};
 */
export type OperationId = keyof OperationTypes;
`;
}

function exampleOf({ requestBody }: Operation, required: readonly string[]): OperationRow["example"] {
  const [first] = Object.values(requestBody?.content["application/json"]?.examples ?? {});
  const properties = Object.entries(first?.value ?? {});
  return Object.fromEntries(properties.filter(([name]) => required.includes(name)));
}

/** JSON as people write it in TypeScript. */
const literal = (value: Json): string =>
  JSON.stringify(value, null, 1)
    .replace(/\n */g, " ")
    .replace(/([[]) | ([\]])/g, "$1$2")
    .replace(/"([a-z_]+)":/g, "$1:");

/** The parameters that a caller passes by name. */
const queryOf = ({ parameters }: Operation, { components }: Document): string[] =>
  parameters
    .map((parameter) => components.parameters?.[refName(parameter.$ref ?? "")] ?? parameter)
    .filter(({ in: place, name }) => place === "query" && name !== "api-version")
    .map(({ name }) => name);

const queryType = (names: readonly string[]): string =>
  `{ ${names.map((name) => `${JSON.stringify(name)}?: string | undefined`).join("; ")} }`;

const comment = (text: string, indent: string): string =>
  `${indent}/**\n${text.replace(/^/gm, `${indent} * `).replace(/ +$/gm, "")}\n${indent} */\n`;

function contentOf({ responses }: Operation): Record<string, MediaType> {
  const [, success] = Object.entries(responses).find(([status]) => status.startsWith("2")) ?? [];
  return success?.content ?? {};
}

const schemaOf = (media: MediaType | undefined): string | undefined =>
  media?.schema?.$ref === undefined ? undefined : refName(media.schema.$ref);

const listOf = ({ required = [], properties = {} }: Schema = {}): string | undefined =>
  required.find((name) => properties[name]?.type === "array");
