import { type Document, documentSchemas, type MediaType, objects, type Schema } from "../document.ts";

/** The versions of OpenAPI that each api-version is published in. */
export const flavours = ["3.0", "3.1", "3.2"] as const;
export type Flavour = (typeof flavours)[number];

/** A normalised OpenAPI 3.2 document -> the same contract in another version of OpenAPI. */
export function toFlavour(document: Document, flavour: Flavour): Document {
  const copy = structuredClone(document);
  if (flavour === "3.2") return copy;
  copy.openapi = `${flavour}.${flavour === "3.0" ? 3 : 1}`;
  streamsAsText(copy);
  if (flavour === "3.0") nullsAsKeyword(copy);
  return copy;
}

/** Before 3.2 a stream is text; `x-itemSchema` still names the schema of its events. */
function streamsAsText(document: Document): void {
  for (const { value } of objects(document.paths)) {
    const media = value as MediaType;
    const event = media.itemSchema?.anyOf?.find((branch) => branch.properties?.["data"]?.contentSchema !== undefined);
    const chunk = event?.properties?.["data"]?.contentSchema;
    if (chunk === undefined) continue;
    delete media.itemSchema;
    media.schema = { type: "string" };
    media["x-itemSchema"] = chunk;
    for (const example of Object.values(media.examples ?? {})) {
      example.value = example.serializedValue ?? "";
      delete example.dataValue;
      delete example.serializedValue;
    }
  }
}

/** 3.0 says `nullable` where later versions list `null` among the types, and ignores whatever stands next to a `$ref`. */
function nullsAsKeyword(document: Document): void {
  for (const { schema } of [...documentSchemas(document)]) {
    if (schema.$ref !== undefined) keepOnly(schema, "$ref");
    if (!Array.isArray(schema.type)) continue;
    const [type] = schema.type.filter((name) => name !== "null");
    if (type === undefined) continue;
    schema.type = type;
    schema.nullable = true;
  }
}

function keepOnly(schema: Schema, keyword: keyof Schema): void {
  for (const other of Object.keys(schema) as (keyof Schema)[]) if (other !== keyword) delete schema[other];
}
