import { type Document, objects, refName, type Schema, schemas } from "../document.ts";

/** What JSON Schema 2020-12 says of the models of an api-version, in one file. */
export interface Bundle {
  $schema: "https://json-schema.org/draft/2020-12/schema";
  $id: string;
  title: string;
  description: string;
  $defs: Record<string, Schema>;
}

/**
 * An OpenAPI 3.1 document -> its schemas as one JSON Schema. OpenAPI's own words go: a tag distinguishes the variants of a
 * union apart without `discriminator`, `int32` becomes limits, and the known values of an open enum are its examples.
 */
export function jsonSchema(document: Document): Bundle {
  const $defs = structuredClone(document.components.schemas);
  for (const root of Object.values($defs)) {
    for (const { schema } of [...schemas(root)]) {
      const known = schema["x-extensible-enum"];
      delete schema.discriminator;
      for (const keyword of Object.keys(schema)) if (keyword.startsWith("x-")) delete schema[keyword as keyof Schema];
      if (known !== undefined) schema.examples = known;
      if (schema.format === "int32") {
        schema.minimum ??= -(2 ** 31);
        schema.maximum ??= 2 ** 31 - 1;
      }
      delete schema.format;
    }
  }
  for (const { value } of objects($defs)) {
    if (typeof value["$ref"] === "string") value["$ref"] = `#/$defs/${refName(value["$ref"])}`;
  }
  const { title, version } = document.info;
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:model-inference:${version}`,
    title: `${title} ${version}`,
    description: "Every model of this api-version by its name, in `$defs`.",
    $defs,
  };
}
