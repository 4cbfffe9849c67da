import { Ajv } from "ajv";
import { type Document, type Json, type MediaType, objects, operations, type Path, refName } from "../document.ts";

/**
 * For each schema of an OpenAPI 3.1 document, the first value of it in the examples; for that of a parameter, its first known
 * value.
 *
 * @example
 * exampleValues(document).get("ToolChoice"); // "auto"
 */
export function exampleValues(document: Document): ReadonlyMap<string, Json> {
  const values = new Map<string, Json>();
  const ajv = validatorOf(document, (name, value) => {
    if (!values.has(name)) values.set(name, value);
  });
  for (const [, media] of bodies(document)) {
    const schema = media["x-itemSchema"] ?? media.schema;
    if (schema?.$ref === undefined) continue;
    const forms = Object.values(document.components.schemas[refName(schema.$ref)]?.["x-documented-forms"] ?? {});
    for (const { $ref } of [schema, ...forms])
      for (const value of valuesOf(media)) ajv.validate({ $ref: `document${$ref}` }, value);
  }
  for (const { schema } of Object.values(document.components.parameters ?? {})) {
    if (schema.$ref === undefined) continue;
    const [first] = document.components.schemas[refName(schema.$ref)]?.["x-extensible-enum"] ?? [];
    ajv.validate({ $ref: `document${schema.$ref}` }, first);
  }
  return values;
}

/** AJV with the schemas of a document as `document#/components/schemas/…`; `found` gets each value that fits one of them. */
export function validatorOf(document: Document, found: (name: string, value: Json) => void = () => {}): Ajv {
  const schemas = structuredClone(document.components.schemas);
  for (const { value } of objects(schemas)) {
    // Discriminators make the error name what the example lacks; AJV refuses their mapping.
    if ("discriminator" in value) delete (value["discriminator"] as { mapping?: object }).mapping;
  }
  const named = Object.entries(schemas).map(([name, schema]) => [name, { ...schema, "x-name": name }]);
  const ajv = new Ajv({ strict: false, discriminator: true, validateFormats: false });
  const validate = (name: string, value: Json): boolean => {
    found(name, value);
    return true;
  };
  // `post`: called for values that passed everything else.
  ajv.addKeyword({ keyword: "x-name", post: true, errors: false, validate });
  return ajv.addSchema({ $id: "document", components: { schemas: Object.fromEntries(named) } });
}

/** The bodies of requests, responses and failures. */
export function* bodies(document: Document): Generator<[Path, MediaType]> {
  const contents: [Path, Record<string, MediaType> | undefined][] = [];
  for (const { path, operation } of operations(document)) {
    contents.push([[...path, "requestBody", "content"], operation.requestBody?.content]);
    contents.push([[...path, "responses", "200", "content"], operation.responses["200"]?.content]);
  }
  for (const [name, { content }] of Object.entries(document.components.responses ?? {}))
    contents.push([["components", "responses", name, "content"], content]);
  for (const [path, content] of contents)
    for (const [type, media] of Object.entries(content ?? {})) yield [[...path, type], media];
}

const valuesOf = (media: MediaType): Json[] =>
  Object.values(media.examples ?? {}).flatMap(({ value }) =>
    media["x-itemSchema"] === undefined ? [value as Json] : chunks(String(value)),
  );

/** The events of a stream, except the one that ends it. */
export const chunks = (stream: string): Json[] =>
  stream
    .split("\n\n")
    .map((event) => event.replace(/^data: /, ""))
    .filter((data) => data !== "" && data !== "[DONE]")
    .map((data) => JSON.parse(data));
