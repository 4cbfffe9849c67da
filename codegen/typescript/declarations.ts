import { banner } from "../banner.ts";

/** The types of the published files, for programs that import them. */
export const openapiDeclaration = `// ${banner}

/** An OpenAPI document of one api-version. */
declare const document: OpenApiDocument;
export default document;

export interface OpenApiDocument {
  /** \`3.0.3\`, \`3.1.1\` or \`3.2.0\`. */
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly tags: readonly { readonly name: string; readonly description?: string }[];
  readonly servers: readonly OpenApiObject[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  /** By route, then by method in lower case. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, OpenApiObject>>;
    readonly parameters: Readonly<Record<string, OpenApiObject>>;
    readonly headers: Readonly<Record<string, OpenApiObject>>;
    readonly responses: Readonly<Record<string, OpenApiObject>>;
    readonly securitySchemes: Readonly<Record<string, OpenApiObject>>;
  };
}

export interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters: readonly OpenApiObject[];
  readonly requestBody?: OpenApiObject;
  /** By status, \`4XX\` and \`5XX\` among them. */
  readonly responses: Readonly<Record<string, OpenApiObject>>;
}

/** Any other object of OpenAPI, or a reference to one. */
export type OpenApiObject = { readonly [member: string]: unknown };
`;

export const jsonSchemaDeclaration = `// ${banner}

/** The models of one api-version as JSON Schema 2020-12. */
declare const schema: JsonSchemaBundle;
export default schema;

export interface JsonSchemaBundle {
  readonly $schema: string;
  readonly $id: string;
  readonly title: string;
  readonly description: string;
  /** By the model's name. */
  readonly $defs: Readonly<Record<string, { readonly [keyword: string]: unknown }>>;
}
`;
