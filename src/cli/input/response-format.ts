import { basename } from "node:path";
import type { ChatCompletionsOptions } from "../../client/index.ts";
import { UsageError } from "../exit.ts";
import { isObject, readJson } from "./input.ts";

export type ResponseFormat = NonNullable<ChatCompletionsOptions["response_format"]>;

/**
 * What form a response is asked to have.
 *
 * A schema file holds a JSON Schema, or the contract's own `{ name, schema, strict }` around one.
 */
export async function responseFormatOf(
  { responseFormat, schema }: { responseFormat?: "text" | "json_object"; schema?: string },
  signal: AbortSignal,
): Promise<{ response_format?: ResponseFormat }> {
  if (schema === undefined) return responseFormat === undefined ? {} : { response_format: { type: responseFormat } };
  if (responseFormat !== undefined) throw new UsageError("Use one of --schema and --response-format.");
  const value = await readJson(schema, signal);
  if (!isObject(value)) throw new UsageError(`${schema}: must be a JSON Schema, which is an object.`);
  return { response_format: { type: "json_schema", json_schema: named(value, schema) } };
}

function named(value: Readonly<Record<string, unknown>>, file: string) {
  const { name, schema, strict, description } = value;
  if (typeof name === "string" && isObject(schema)) {
    return {
      name,
      schema,
      ...(typeof strict === "boolean" && { strict }),
      ...(typeof description === "string" && { description }),
    };
  }
  const title =
    typeof value["title"] === "string" ? value["title"] : basename(file).replace(/(?:\.schema)?\.json$/, "");
  // The contract takes letters, digits, _ and -, up to 64 of them.
  return { name: title.replace(/[^A-Za-z0-9_-]+/g, "_").slice(0, 64) || "answer", schema: value };
}
