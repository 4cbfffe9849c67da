import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { type Document, type MediaType, objects, operations, type Path, type Schema } from "./document.ts";
import type { Breach, Rule } from "./rule.ts";

/** What people and generators read first: a request, a response, a stream and failures as they travel. */
export const examplesGiven: Rule = function* (document) {
  for (const [path, media] of bodies(document)) {
    if (Object.keys(media.examples ?? {}).length === 0) yield [path, "give an example, in spec/examples/."];
  }
};

/** An example matches the schema next to it. */
export const examplesFit: Rule = function* (document) {
  // One version of OpenAPI is enough: the examples of the others are the same.
  if (!document.openapi.startsWith("3.1.")) return;
  const misfits = fitting(document);
  for (const [path, media] of bodies(document)) {
    for (const [name, { value }] of Object.entries(media.examples ?? {})) {
      const place = [...path, "examples", name];
      const event = media["x-itemSchema"];
      if (event === undefined) yield* misfits(media.schema, value, place);
      else for (const chunk of chunks(String(value))) yield* misfits(event, chunk, place);
    }
  }
};

/** The bodies of requests, responses and failures. */
function* bodies(document: Document): Generator<[Path, MediaType]> {
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

/** The events of a stream, save for the one that ends it. */
const chunks = (stream: string): unknown[] =>
  stream
    .split("\n\n")
    .map((event) => event.replace(/^data: /, ""))
    .filter((data) => data !== "" && data !== "[DONE]")
    .map((data) => JSON.parse(data));

function fitting(document: Document): (schema: Schema | undefined, value: unknown, path: Path) => Iterable<Breach> {
  // Tags decide unions, so that the error names what the example lacks; AJV takes no mapping.
  const schemas = structuredClone(document.components.schemas);
  for (const { value } of objects(schemas)) {
    if ("discriminator" in value) delete (value["discriminator"] as { mapping?: object }).mapping;
  }
  const ajv = new Ajv({ strict: false, discriminator: true, validateFormats: false });
  ajv.addSchema({ $id: "document", components: { schemas } });
  const compiled = new Map<string, ValidateFunction>();
  return function* (schema, value, path) {
    const ref = `document${schema?.$ref}`;
    let validate: ValidateFunction;
    try {
      validate = compiled.get(ref) ?? ajv.compile({ $ref: ref });
    } catch (error) {
      yield [path, `no example can be compared with this schema: ${(error as Error).message}.`];
      return;
    }
    compiled.set(ref, validate);
    if (validate(value)) return;
    const [{ instancePath, message }] = validate.errors as [ErrorObject];
    yield [path, `the example does not fit its schema: ${instancePath || "the whole"} ${message}.`];
  };
}
