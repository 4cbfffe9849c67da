import type { ErrorObject, ValidateFunction } from "ajv";
import type { Document, Path, Schema } from "../document.ts";
import { bodies, chunks, exampleValues, validatorOf } from "../openapi/example-values.ts";
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
      const at = [...path, "examples", name];
      const event = media["x-itemSchema"];
      if (event === undefined) yield* misfits(media.schema, value, at);
      else for (const chunk of chunks(String(value))) yield* misfits(event, chunk, at);
    }
  }
};

/** Each schema is part of an example, so that people see what a value of it looks like. */
export const schemasInExamples: Rule = function* (document) {
  if (!document.openapi.startsWith("3.1.")) return;
  let values: ReturnType<typeof exampleValues>;
  try {
    values = exampleValues(document);
  } catch {
    // A schema that AJV refuses: `examples-fit` reports it.
    return;
  }
  for (const name of Object.keys(document.components.schemas)) {
    if (!values.has(name))
      yield [["components", "schemas", name], "no example contains a value of it: add one in spec/examples/."];
  }
};

function fitting(document: Document): (schema: Schema | undefined, value: unknown, path: Path) => Iterable<Breach> {
  const ajv = validatorOf(document);
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
