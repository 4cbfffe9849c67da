import { type Document, documentSchemas, operations, type Path, pointer, refName, type Schema } from "./document.ts";

/** One breach of a rule, and where. */
export interface Finding {
  rule: string;
  path: Path;
  message: string;
}

type Breach = [path: Path, message: string];
type Rule = (document: Document) => Iterable<Breach>;

/**
 * What generators of other languages need of a document. Each rule is named for what it asks, and its message says
 * what to do in `spec/` or `codegen/`.
 */
export function lint(document: Document): Finding[] {
  return Object.entries(rules).flatMap(([rule, check]) =>
    [...check(document)].map(([path, message]) => ({ rule, path, message })),
  );
}

const later = [
  "const",
  "unevaluatedProperties",
  "contentSchema",
  "contentMediaType",
  "itemSchema",
  "prefixItems",
  "$defs",
];

/** progenitor reads 3.0 only; ogen and NSwag stumble over words of 3.1 in it. */
const onlyWordsOf30: Rule = function* (document) {
  if (!document.openapi.startsWith("3.0.")) return;
  for (const { schema, path } of documentSchemas(document)) {
    for (const word of later) if (word in schema) yield [path, `\`${word}\` is not a word of OpenAPI 3.0.`];
    if (Array.isArray(schema.type)) yield [path, "a list of types is not OpenAPI 3.0: write `nullable`."];
    if (schema.$ref !== undefined && Object.keys(schema).length > 1)
      yield [path, "3.0 ignores what stands beside a `$ref`."];
  }
};

/** `nullable` says something only beside a plain `type`, and only in 3.0. */
const nullableBesideType: Rule = function* (document) {
  for (const { schema, path } of documentSchemas(document)) {
    if (schema.nullable !== undefined && !document.openapi.startsWith("3.0.")) {
      yield [path, "`nullable` is not a word of this version: list `null` among the types."];
    } else if (schema.nullable && (typeof schema.type !== "string" || schema.allOf || schema.$ref || schema.enum)) {
      yield [path, "`nullable` needs one plain `type` beside it and no `allOf`, `$ref` or `enum`."];
    }
    if (schema.anyOf?.some((branch) => branch.type === "null")) {
      yield [path, "a branch of `null` becomes an empty class: make one of the other branches nullable."];
    }
  }
};

/** An open enum is a string with documented values: unions of string and enum have no type in most languages. */
const openEnumIsString: Rule = function* (document) {
  for (const { schema, path } of documentSchemas(document)) {
    const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
    const strings = branches.filter((branch) => branch.type === "string");
    if (strings.length > 1)
      yield [path, "two branches take the same string: write `type: string` with `x-extensible-enum`."];
    if (schema["x-extensible-enum"] && ![schema.type].flat().includes("string")) {
      yield [path, "`x-extensible-enum` documents the values of a `type: string`."];
    }
  }
};

/** Unions of JSON types are named, and no two branches have the same type. */
const unionsAreNamed: Rule = function* (document) {
  const kind = ({ $ref, type }: Schema): string => {
    const target = $ref === undefined ? undefined : document.components.schemas[refName($ref)];
    return target === undefined ? String([type].flat()[0]) : kind(target);
  };
  for (const { schema, path } of documentSchemas(document)) {
    if (schema.anyOf === undefined || path.includes("itemSchema")) continue;
    if (path.length !== 3 || path[1] !== "schemas") yield [path, "declare this union as a named one."];
    const kinds = schema.anyOf.map(kind);
    for (const twice of kinds.filter((name, index) => kinds.indexOf(name) !== index)) {
      yield [path, `two branches are of type ${twice}: merge them, or tell them apart by a tag.`];
    }
  }
};

/** A choice between objects is a named `oneOf` of references with a tag that decides, mapped in full. */
const taggedUnions: Rule = function* (document) {
  for (const { schema, path } of documentSchemas(document)) {
    if (schema.oneOf === undefined) continue;
    if (path.length !== 3 || path[1] !== "schemas") yield [path, "declare this union as a named one."];
    const tag = schema.discriminator?.propertyName;
    if (tag === undefined) {
      yield [path, "`oneOf` needs a discriminator: use @discriminated."];
      continue;
    }
    const mapped = Object.values(schema.discriminator?.mapping ?? {});
    for (const [index, { $ref }] of schema.oneOf.entries()) {
      const branch = [...path, "oneOf", index];
      if ($ref === undefined) {
        yield [branch, "each variant is to be a named model."];
        continue;
      }
      const leaf = document.components.schemas[refName($ref)];
      if (leaf?.properties?.[tag]?.enum?.length !== 1 || !leaf.required?.includes(tag)) {
        yield [branch, `${refName($ref)} needs a required \`${tag}\` of one literal value.`];
      }
      if (!mapped.includes($ref)) yield [[...path, "discriminator"], `the mapping leaves out ${refName($ref)}.`];
    }
  }
};

/** A base model accepts a tag without its members: unions are closed instead. */
const noInheritance: Rule = function* (document) {
  for (const { schema, path } of documentSchemas(document)) {
    if (schema.allOf !== undefined) yield [path, "spread the members (`...Base`) in place of `extends`."];
  }
};

const knownFormats = new Set(["int32", "int64", "float", "double"]);

/** Validators and generators know every format. */
const knownFormatsOnly: Rule = function* (document) {
  for (const { schema, path } of documentSchemas(document)) {
    if (schema.format !== undefined && !knownFormats.has(schema.format)) {
      yield [
        path,
        `\`format: ${schema.format}\` is read differently everywhere: use one of ${[...knownFormats].join(", ")}.`,
      ];
    }
  }
};

/** openapi-python-client and Kiota take the first media type that they know. */
const jsonBeforeStream: Rule = function* (document) {
  for (const { path, operation } of operations(document)) {
    const types = Object.keys(operation.responses["200"]?.content ?? {});
    if (types.length > 0 && types[0] !== "application/json")
      yield [path, "`application/json` is to be the first content type."];
  }
};

/** progenitor and Kiota keep one success and one failure schema. */
const oneSchemaEach: Rule = function* (document) {
  const failures = new Set<string>();
  for (const { path, operation } of operations(document)) {
    const statuses = Object.keys(operation.responses);
    if (statuses.filter((status) => status.startsWith("2")).length !== 1)
      yield [path, "one success status an operation."];
    for (const status of statuses.filter((status) => !status.startsWith("2"))) {
      const ref = operation.responses[status]?.$ref;
      const response = ref === undefined ? operation.responses[status] : document.components.responses?.[refName(ref)];
      failures.add(response?.content?.["application/json"]?.schema?.$ref ?? `inline at ${pointer(path)}`);
    }
  }
  if (failures.size > 1)
    yield [["paths"], `all failures are to share one named schema, not ${[...failures].join(", ")}.`];
};

/** progenitor counts `default` among the successes. */
const failureRanges: Rule = function* (document) {
  for (const { path, operation } of operations(document)) {
    const failures = Object.keys(operation.responses).filter((status) => !status.startsWith("2"));
    if (failures.join() !== "4XX,5XX")
      yield [[...path, "responses"], "failures are `4XX` and `5XX`, and nothing else."];
  }
};

/** progenitor stops at a second media type of a request. */
const oneRequestMediaType: Rule = function* (document) {
  for (const { path, operation } of operations(document)) {
    if (Object.keys(operation.requestBody?.content ?? { "": null }).length !== 1)
      yield [path, "one media type a request."];
  }
};

/** oapi-codegen does not read what goes without saying, and ogen cannot merge it with `allOf`. */
const additionalPropertiesStated: Rule = function* (document) {
  for (const { schema, path } of documentSchemas(document)) {
    if (![schema.type].flat().includes("object") || schema.oneOf !== undefined) continue;
    if (schema.additionalProperties === undefined) yield [path, "say whether other members are allowed."];
  }
};

/** A stream's events have a named schema, also where the stream itself is text. */
const namedEvents: Rule = function* (document) {
  for (const { path, operation } of operations(document)) {
    const media = operation.responses["200"]?.content?.["text/event-stream"];
    if (media === undefined) continue;
    const events = media.itemSchema?.anyOf?.map((branch) => branch.properties?.["data"]?.contentSchema);
    const event = media["x-itemSchema"] ?? events?.find((schema) => schema !== undefined);
    if (event?.$ref === undefined) yield [path, "the events of the stream need a named model."];
  }
};

/** 64-bit integers beyond 2^53 lose digits in every JavaScript reader, in silence. */
const safeIntegersOnly: Rule = function* (document) {
  for (const { schema, path } of documentSchemas(document)) {
    if (schema.format !== "int64") continue;
    if (!Number.isSafeInteger(schema.minimum) || !Number.isSafeInteger(schema.maximum)) {
      yield [path, "an int64 needs limits within +/-(2^53 - 1)."];
    }
  }
};

/** Parameters are strings under names that stay apart when case and punctuation go. */
const plainParameters: Rule = function* (document) {
  for (const { path, operation } of operations(document)) {
    const names = new Set<string>();
    for (const [index, parameter] of operation.parameters.entries()) {
      const place = [...path, "parameters", index];
      const settled = parameter.$ref ? document.components.parameters?.[refName(parameter.$ref)] : parameter;
      if (settled === undefined) continue;
      const { $ref } = settled.schema;
      const schema = $ref === undefined ? settled.schema : document.components.schemas[refName($ref)];
      if (schema?.type !== "string" || schema.enum !== undefined)
        yield [place, `\`${settled.name}\` is to be a plain string.`];
      const bare = `${settled.in} ${settled.name.toLowerCase().replace(/[^a-z0-9]/g, "")}`;
      if (names.has(bare)) yield [place, `\`${settled.name}\` is too like another parameter's name.`];
      names.add(bare);
    }
    if (!names.has("query apiversion")) yield [path, "`api-version` is a query parameter of every operation."];
  }
};

const reserved = new Set([
  "Error",
  "Exception",
  "Object",
  "String",
  "Type",
  "Option",
  "Result",
  "Self",
  "Response",
  "Request",
]);

/** Names are unique, and legal and free in Go, Rust, Python, Java, C# and TypeScript. */
const legalNames: Rule = function* (document) {
  const ids = new Set<string>();
  for (const { path, operation } of operations(document)) {
    if (!/^[a-z][A-Za-z0-9]*$/.test(operation.operationId ?? ""))
      yield [path, "give the operation a name like `getThing`."];
    if (ids.has(operation.operationId)) yield [path, `two operations are called ${operation.operationId}.`];
    ids.add(operation.operationId);
  }
  const names = new Set<string>();
  for (const name of Object.keys(document.components.schemas)) {
    const path = ["components", "schemas", name];
    if (!/^[A-Z][A-Za-z0-9]*$/.test(name) || reserved.has(name))
      yield [path, "give the model a name like `ChatMessage`."];
    if (names.has(name.toLowerCase())) yield [path, "two models differ in case alone."];
    names.add(name.toLowerCase());
  }
};

/** Patterns and lengths come together, so that no text is matched without a bound. */
const boundedPatterns: Rule = function* (document) {
  for (const { schema, path } of documentSchemas(document)) {
    if (schema.pattern !== undefined && schema.maxLength === undefined)
      yield [path, "a `pattern` needs a `maxLength`."];
  }
};

const source =
  /\[(?:api|chat|completions|embeddings|image-embeddings|info|how-to|filter|endpoints|typespec|openapi|observed|wire)\]/;

/** Every operation, model and member has a sentence, and the sentence names its source. */
const documented: Rule = function* (document) {
  const check = (path: Path, description: string | undefined): Breach[] =>
    description === undefined
      ? [[path, "write a sentence of documentation."]]
      : source.test(description)
        ? []
        : [[path, "name the sentence's source in brackets, as spec/main.tsp lists them."]];
  for (const { path, operation } of operations(document)) yield* check(path, operation.description);
  for (const kind of ["parameters", "headers", "responses"] as const) {
    for (const [name, part] of Object.entries(document.components[kind] ?? {})) {
      yield* check(["components", kind, name], part.description);
    }
  }
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    yield* check(["components", "schemas", name], schema.description);
  }
  for (const { schema, path } of documentSchemas(document)) {
    if (path.at(-2) !== "properties" || path.includes("itemSchema")) continue;
    // 3.0 has no place for words beside a reference; the later versions have them.
    if (schema.$ref !== undefined && document.openapi.startsWith("3.0.")) continue;
    yield* check(path, schema.description);
  }
};

export const rules = {
  "only-words-of-3.0": onlyWordsOf30,
  "nullable-beside-type": nullableBesideType,
  "open-enum-is-string": openEnumIsString,
  "unions-are-named": unionsAreNamed,
  "tagged-unions": taggedUnions,
  "no-inheritance": noInheritance,
  "known-formats": knownFormatsOnly,
  "json-before-stream": jsonBeforeStream,
  "one-schema-each": oneSchemaEach,
  "failure-ranges": failureRanges,
  "one-request-media-type": oneRequestMediaType,
  "additional-properties-stated": additionalPropertiesStated,
  "named-events": namedEvents,
  "safe-integers": safeIntegersOnly,
  "plain-parameters": plainParameters,
  "legal-names": legalNames,
  "bounded-patterns": boundedPatterns,
  documented,
} satisfies Record<string, Rule>;
