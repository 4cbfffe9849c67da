import { createRequire } from "node:module";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Sample } from "../programs/task.ts";

const names = { request: "ChatCompletionsOptions", answer: "ChatCompletions", chunk: "ChatCompletionsChunk" };

/** The published JSON Schema, compiled at run time. */
export function validatorOf(sample: Sample): (value: unknown) => boolean {
  const schema = createRequire(import.meta.url)("model-inference/openapi/2025-04-01/json-schema.json") as {
    $id: string;
  };
  const ajv = new Ajv2020({ strict: false }).addSchema(schema);
  return ajv.compile({ $ref: `${schema.$id}#/$defs/${names[sample]}` });
}
