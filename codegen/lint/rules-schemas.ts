import {
  type Described,
  type Document,
  documentSchemas,
  operations,
  type Path,
  reachableSchemas,
  refName,
  type Schema,
} from "../document.ts";
import type { Breach, Rule } from "./rule.ts";

/** `nullable` is ignored unless one plain `type` stands next to it. Redocly reports it in other versions than 3.0. */
export const nullableBesideType: Rule = function* (document) {
  for (const { schema, path } of documentSchemas(document)) {
    if (schema.nullable && (typeof schema.type !== "string" || schema.allOf || schema.$ref || schema.enum)) {
      yield [path, "`nullable` needs one plain `type` beside it and no `allOf`, `$ref` or `enum`."];
    }
    if (schema.anyOf?.some((branch) => branch.type === "null")) {
      yield [path, "a branch of `null` becomes an empty class: make one of the other branches nullable."];
    }
  }
};

/** An open enum is a string with documented values: unions of string and enum have no type in most languages. */
export const openEnumIsString: Rule = function* (document) {
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
export const unionsAreNamed: Rule = function* (document) {
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
export const taggedUnions: Rule = function* (document) {
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

/** A base model accepts a tag without its properties: unions are closed instead. */
export const noInheritance: Rule = function* (document) {
  for (const { schema, path } of documentSchemas(document)) {
    if (schema.allOf !== undefined) yield [path, "spread the members (`...Base`) in place of `extends`."];
  }
};

const knownFormats = new Set(["int32", "int64", "float", "double"]);

/** Validators and generators know every format. */
export const knownFormatsOnly: Rule = function* (document) {
  for (const { schema, path } of documentSchemas(document)) {
    if (schema.format !== undefined && !knownFormats.has(schema.format)) {
      yield [
        path,
        `\`format: ${schema.format}\` is read differently everywhere: use one of ${[...knownFormats].join(", ")}.`,
      ];
    }
  }
};

/** oapi-codegen does not read what goes without saying, and ogen cannot merge it with `allOf`. */
export const additionalPropertiesStated: Rule = function* (document) {
  for (const { schema, path } of documentSchemas(document)) {
    if (![schema.type].flat().includes("object") || schema.oneOf !== undefined) continue;
    if (schema.additionalProperties === undefined) yield [path, "say whether other members are allowed."];
  }
};

/** A 64-bit integer of a response beyond 2^53 loses digits in every JavaScript reader, in silence. */
export const safeIntegersOnly: Rule = function* (document) {
  const answered = responseSchemas(document);
  for (const { schema, path } of documentSchemas(document)) {
    if (schema.format !== "int64" || (path[1] === "schemas" && !answered.has(String(path[2])))) continue;
    if (!Number.isSafeInteger(schema.minimum) || !Number.isSafeInteger(schema.maximum)) {
      yield [path, "an int64 of an answer needs limits within +/-(2^53 - 1): use safeint."];
    }
  }
};

/**
 * Servers write null for what they leave out, so an optional property of a response, chunk or failure may be null. A model that
 * leads back to itself is not asked to be: ogen writes Go that does not compile for it.
 */
export const responsesAdmitNull: Rule = function* (document) {
  const components = document.components.schemas;
  for (const name of responseSchemas(document)) {
    const { properties = {}, required = [] } = components[name] as Schema;
    for (const [member, schema] of Object.entries(properties)) {
      if (required.includes(member) || admitsNull(document, schema) || leadsToItself(document, schema)) continue;
      yield [["components", "schemas", name, "properties", member], "servers send null here: add `| null`."];
    }
  }
};

/** The schemas that responses, chunks and failures lead to. */
const responseSchemas = (document: Document): Set<string> =>
  reachableSchemas(document, [
    document.components.responses,
    [...operations(document)].map(({ operation }) => operation.responses),
  ]);

const leadsToItself = (document: Document, { $ref }: Schema): boolean =>
  $ref !== undefined && reachableSchemas(document, document.components.schemas[refName($ref)]).has(refName($ref));

function admitsNull(document: Document, schema: Schema): boolean {
  const { $ref, type, nullable, anyOf } = schema;
  if ($ref !== undefined) return admitsNull(document, document.components.schemas[refName($ref)] as Schema);
  if (anyOf !== undefined) return anyOf.some((branch) => admitsNull(document, branch));
  return type === undefined || nullable === true || [type].flat().includes("null");
}

/** Patterns and lengths come together, so that no text is matched without a bound. */
export const boundedPatterns: Rule = function* (document) {
  for (const { schema, path } of documentSchemas(document)) {
    if (schema.pattern !== undefined && schema.maxLength === undefined)
      yield [path, "a `pattern` needs a `maxLength`."];
  }
};

/** Every operation, model and property has a sentence, and the sentence names a source that the document lists. */
export const documented: Rule = function* (document) {
  const listed = document["x-sources"] ?? {};
  const check = (path: Path, { description, "x-source": sources = [] }: Described): Breach[] => {
    if (description === undefined) return [[path, "write a sentence of documentation."]];
    if (sources.length > 0 && sources.every((key) => key in listed)) return [];
    return [[path, "name the sentence's source in brackets, as spec/main.tsp lists them."]];
  };
  for (const { path, operation } of operations(document)) yield* check(path, operation);
  for (const kind of ["parameters", "headers", "responses"] as const) {
    for (const [name, part] of Object.entries(document.components[kind] ?? {})) {
      yield* check(["components", kind, name], part);
    }
  }
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    yield* check(["components", "schemas", name], schema);
  }
  for (const { schema, path } of documentSchemas(document)) {
    if (path.at(-2) !== "properties" || path.includes("itemSchema")) continue;
    // 3.0 allows no words next to a reference; later versions do.
    if (schema.$ref !== undefined && document.openapi.startsWith("3.0.")) continue;
    yield* check(path, schema);
  }
};
