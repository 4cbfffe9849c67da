import type { Document, Schema } from "../../codegen/document.ts";

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** A document of nothing but these schemas and paths. */
export function fragment(schemas: Record<string, Schema>, paths: object = {}): Document {
  return {
    openapi: "3.2.0",
    info: { title: "t", version: "v" },
    tags: [],
    servers: [],
    paths: paths as Document["paths"],
    components: { schemas },
  };
}

/** An operation that answers with this content. */
export const operation = (content: object) => ({
  operationId: "o",
  parameters: [],
  responses: { "200": { description: "d", content } },
});
