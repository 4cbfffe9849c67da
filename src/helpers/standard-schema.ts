/**
 * The part of [Standard Schema](https://standardschema.dev) that validates: zod, valibot, arktype and others implement it.
 *
 * @example
 * const schema: StandardSchema<{ city: string }> = z.object({ city: z.string() });
 * responseFormat("city", schema);
 */
export interface StandardSchema<Output = unknown> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    /** Validates a value. */
    readonly validate: (value: unknown) => ValidationResult<Output> | Promise<ValidationResult<Output>>;
    /** Standard JSON Schema: zod from 4.2, arktype from 2.1.28, valibot by `toStandardJsonSchema` of `@valibot/to-json-schema`. */
    readonly jsonSchema?: {
      /** Converts the schema. */
      readonly input: (options: { target: "draft-2020-12" }) => Record<string, unknown>;
    };
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
}

/**
 * A valid value, or what is wrong with it.
 *
 * @example
 * const result: ValidationResult<number> = { value: 7 };
 * if (result.issues === undefined) console.log(result.value);
 */
export type ValidationResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/**
 * A violation, as the schema's library reports it.
 *
 * @example
 * const show = ({ path = [], message }: SchemaIssue) => `${path.join(".")}: ${message}`;
 */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/**
 * The type that a schema produces.
 *
 * @example
 * const Colours = z.object({ colours: z.array(z.string()) });
 * const colours: Output<typeof Colours> = { colours: ["red"] };
 */
export type Output<Schema> = Schema extends StandardSchema<infer Value> ? Value : never;

/**
 * Converts a schema to JSON Schema with its own library.
 *
 * @throws {TypeError} if the library cannot convert its schemas; pass `jsonSchema` then.
 */
export function toJsonSchema(schema: StandardSchema): Record<string, unknown> {
  const { vendor, jsonSchema } = schema["~standard"];
  if (jsonSchema === undefined)
    throw new TypeError(
      `this ${vendor} schema has no JSON Schema; use zod 4.2, arktype 2.1.28 or later, or \`toStandardJsonSchema()\` of @valibot/to-json-schema, or pass \`jsonSchema\``,
    );
  const { $schema: _, ...converted } = jsonSchema.input({ target: "draft-2020-12" });
  return converted;
}

/** Adds `additionalProperties: false` to each object that does not state it, which strict mode requires. */
export function closeObjects(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closeObjects);
  if (typeof schema !== "object" || schema === null) return schema;
  const closed = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closeObjects(value)]));
  const isOpen = closed["type"] === "object" && "properties" in closed && !("additionalProperties" in closed);
  return isOpen ? { ...closed, additionalProperties: false } : closed;
}

/** Where an issue is, as a JSON pointer; `/` for the whole value. */
export const pathOf = ({ path = [] }: SchemaIssue): string =>
  path.map((step) => `/${String(typeof step === "object" ? step.key : step)}`).join("") || "/";

/** The path of each issue with the library's message, such as `/colours/0: expected string`. */
export const issueTexts = (issues: readonly SchemaIssue[]): string[] =>
  issues.map((issue) => `${pathOf(issue)}: ${issue.message}`);
