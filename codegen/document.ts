/** The parts of an OpenAPI document and of JSON Schema that the spec makes use of. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/** What has words for people: the words, and the keys of the sources that they were taken from. */
export interface Described {
  description?: string;
  "x-source"?: string[];
}

export interface Schema extends Described {
  $ref?: string;
  type?: string | string[];
  nullable?: boolean;
  format?: string;
  enum?: Json[];
  examples?: Json[];
  const?: Json;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  unevaluatedProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  discriminator?: { propertyName: string; mapping?: Record<string, string> };
  contentMediaType?: string;
  contentSchema?: Schema;
  "x-extensible-enum"?: string[];
  "x-documented-forms"?: Record<string, Schema>;
}

export interface Parameter extends Described {
  $ref?: string;
  name: string;
  in: string;
  required?: boolean;
  example?: Json;
  schema: Schema;
}

export interface Header extends Described {
  $ref?: string;
  schema?: Schema;
}

export interface Example {
  summary: string;
  value?: Json;
  /** From 3.2 on: the events of a stream, and the stream as it travels. */
  dataValue?: Json;
  serializedValue?: string;
}

export interface MediaType {
  schema?: Schema;
  itemSchema?: Schema;
  "x-itemSchema"?: Schema;
  examples?: Record<string, Example>;
}

export interface Response extends Described {
  $ref?: string;
  description: string;
  headers?: Record<string, Header>;
  content?: Record<string, MediaType>;
}

export interface Operation extends Described {
  operationId: string;
  summary?: string;
  tags?: string[];
  parameters: Parameter[];
  requestBody?: { required?: boolean; description?: string; content: Record<string, MediaType> };
  responses: Record<string, Response>;
}

export interface Document {
  openapi: string;
  /** What the keys of each `x-source` stand for. */
  "x-sources"?: Record<string, string>;
  info: { title: string; version: string; description?: string };
  tags: { name: string; description?: string }[];
  servers: Json[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    parameters?: Record<string, Parameter>;
    headers?: Record<string, Header>;
    responses?: Record<string, Response>;
    securitySchemes?: Record<string, Json>;
  };
}

/** A position in a document, as the steps from its root. */
export type Path = readonly (string | number)[];

/** A position in a document as a JSON pointer (RFC 6901). */
export const pointer = (path: Path): string =>
  path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** The component that a reference names. */
export const refName = (ref: string): string => ref.slice(ref.lastIndexOf("/") + 1);

export const schemaRef = (name: string): string => `#/components/schemas/${name}`;

/** A schema in JSON Schema's own words. */
export const withoutExtensions = (schema: Schema): Schema =>
  Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keyword.startsWith("x-")));

/** Each operation with its path. */
export function* operations(
  document: Document,
): Generator<{ path: Path; method: string; route: string; operation: Operation }> {
  for (const [route, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      yield { path: ["paths", route, method], method, route, operation };
    }
  }
}

/** Each object of a JSON value with its path, the value itself first. */
export function* objects(value: unknown, path: Path = []): Generator<{ value: Record<string, unknown>; path: Path }> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield { value: value as Record<string, unknown>, path };
  for (const [key, member] of Object.entries(value)) {
    yield* objects(member, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

/** Each schema at or below this one with its path, the schema itself first. */
export function* schemas(schema: Schema, path: Path = []): Generator<{ schema: Schema; path: Path }> {
  yield { schema, path };
  for (const [name, member] of Object.entries(schema.properties ?? {}))
    yield* schemas(member, [...path, "properties", name]);
  for (const keyword of ["anyOf", "oneOf", "allOf"] as const) {
    for (const [index, branch] of (schema[keyword] ?? []).entries()) yield* schemas(branch, [...path, keyword, index]);
  }
  for (const keyword of ["items", "additionalProperties", "unevaluatedProperties", "contentSchema"] as const) {
    const inner = schema[keyword];
    if (typeof inner === "object") yield* schemas(inner, [...path, keyword]);
  }
}

/** The names of the schemas that a part of a document leads to. */
export function reachableSchemas(document: Document, part: unknown): Set<string> {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    for (const { value: found } of objects(value)) {
      const ref = found["$ref"];
      if (typeof ref !== "string" || !ref.startsWith(schemaRef("")) || names.has(refName(ref))) continue;
      names.add(refName(ref));
      visit(document.components.schemas[refName(ref)]);
    }
  };
  visit(part);
  return names;
}

/** Each schema of a document with its path. */
export function* documentSchemas(document: Document): Generator<{ schema: Schema; path: Path }> {
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    yield* schemas(schema, ["components", "schemas", name]);
  }
  const { schemas: _, ...components } = document.components;
  for (const { value, path } of objects({ paths: document.paths, components })) {
    if (path.includes("examples")) continue;
    for (const keyword of ["schema", "itemSchema"]) {
      if (keyword in value) yield* schemas(value[keyword] as Schema, [...path, keyword]);
    }
  }
}
