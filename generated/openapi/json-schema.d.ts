// Generated from spec/ by codegen/: do not edit. Make it again with `npm run generate`.

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
