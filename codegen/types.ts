import openapiTS, { astToString, type OpenAPI3, type SchemaObject } from "openapi-typescript";
import ts from "typescript";
import { banner } from "./banner.ts";
import type { Document } from "./document.ts";

/** An OpenAPI 3.1 document -> TypeScript types of its routes, operations and models. */
export async function types(document: Document): Promise<string> {
  const nodes = await openapiTS(structuredClone(document) as unknown as OpenAPI3, {
    // A default is the service's business: it makes nothing that is optional required.
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
    silent: true,
    transform: (schema) => openEnum(schema),
  });
  return `// ${banner}\n\n${astToString(nodes)}`;
}

/** `"stop" | "length" | (string & {})`: editors offer the known values, and others are welcome. */
function openEnum(schema: SchemaObject): ts.TypeNode | undefined {
  const { type, ...rest } = schema as { type?: string | string[]; "x-extensible-enum"?: string[] };
  const values = rest["x-extensible-enum"];
  if (values === undefined) return undefined;
  const { factory } = ts;
  const anyString = factory.createIntersectionTypeNode([
    factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
    factory.createTypeLiteralNode([]),
  ]);
  return factory.createUnionTypeNode([
    ...values.map((value) => factory.createLiteralTypeNode(factory.createStringLiteral(value))),
    factory.createParenthesizedType(anyString),
    ...([type].flat().includes("null") ? [factory.createLiteralTypeNode(factory.createNull())] : []),
  ]);
}
