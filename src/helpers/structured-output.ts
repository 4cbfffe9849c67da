import { type ChatCompletions, InferenceError, type JsonSchemaResponseFormat } from "../client/index.ts";
import {
  closeObjects,
  type Output,
  pathOf,
  type SchemaIssue,
  type StandardSchema,
  toJsonSchema,
} from "./standard-schema.ts";

/**
 * Why a response has no value of the schema.
 *
 * @example
 * const tooShort: OutputFailure = "length";
 * if (error instanceof OutputError && error.reason === tooShort) console.log("Raise max_tokens.");
 */
export type OutputFailure = "refusal" | "content_filter" | "length" | "empty" | "not_json" | "invalid";

/** A response does not contain a value that fits the schema. The message does not repeat the text of the model. */
export class OutputError extends InferenceError {
  override readonly name: string = "OutputError";
  /**
   * - `refusal`: the model declined
   * - `content_filter`: the response was filtered
   * - `length`: `max_tokens` cut the JSON off
   * - `empty`: the response has no text
   * - `not_json`: the text is not JSON
   * - `invalid`: the JSON does not fit the schema, see `issues`
   */
  readonly reason: OutputFailure;
  /** The violations if `reason` is `invalid`. Not enumerable: some libraries repeat the value in their messages. */
  declare readonly issues: readonly SchemaIssue[];

  constructor(reason: OutputFailure, message: string, issues: readonly SchemaIssue[] = []) {
    super(message);
    this.reason = reason;
    Object.defineProperty(this, "issues", { value: issues });
  }
}

/**
 * Options of `responseFormat`.
 *
 * @example
 * const options: ResponseFormatOptions = { strict: false, description: "Two colours" };
 * responseFormat("colours", z.object({ colours: z.array(z.string()) }), options);
 */
export interface ResponseFormatOptions {
  /**
   * Whether the service must enforce the schema. Default: true; objects are then closed with `additionalProperties: false`, and
   * most services require every property: make optional ones nullable instead.
   */
  strict?: boolean;
  /** What the format is for; the model reads it. */
  description?: string;
  /** JSON Schema for a library that cannot convert its schemas. Default: what the library makes of the schema. */
  jsonSchema?: Record<string, unknown>;
}

/**
 * Makes the `response_format` that asks for JSON of a schema.
 *
 * @param name - letters, digits, `_` and `-`, at most 64.
 * @throws {TypeError} if the schema's library cannot convert it and `jsonSchema` is not set.
 *
 * @example
 * const Colours = z.object({ colours: z.array(z.string()) });
 * const answer = await client.getChatCompletions({ messages, response_format: responseFormat("colours", Colours) });
 * const { colours } = await parseOutput(answer, Colours);
 */
export function responseFormat(
  name: string,
  schema: StandardSchema,
  { strict = true, description, jsonSchema }: ResponseFormatOptions = {},
): JsonSchemaResponseFormat {
  const converted = jsonSchema ?? toJsonSchema(schema);
  const format = { name, schema: (strict ? closeObjects(converted) : converted) as typeof converted, strict };
  return { type: "json_schema", json_schema: description === undefined ? format : { ...format, description } };
}

/**
 * Reads the value of a schema from the first choice of a response.
 *
 * @throws {OutputError} if the response has no such value; `reason` says why.
 */
export async function parseOutput<Schema extends StandardSchema>(
  response: Pick<ChatCompletions, "choices">,
  schema: Schema,
): Promise<Output<Schema>> {
  const { message, finish_reason: finished } = response.choices[0] ?? {};
  if (message?.refusal) throw new OutputError("refusal", "the model refused to respond");
  if (finished === "content_filter") throw new OutputError("content_filter", "the content filter stopped the response");
  if (finished === "length")
    throw new OutputError("length", "the response was cut off: raise max_tokens, or ask for a shorter one");
  if (!message?.content) throw new OutputError("empty", "the response has no text");
  let value: unknown;
  try {
    value = JSON.parse(message.content);
  } catch {
    throw new OutputError("not_json", "the response is not JSON");
  }
  const result = await schema["~standard"].validate(value);
  if (result.issues === undefined) return result.value as Output<Schema>;
  const places = result.issues.map(pathOf).join(", ");
  throw new OutputError(
    "invalid",
    `the response does not match the schema at ${places}: see \`issues\``,
    result.issues,
  );
}
