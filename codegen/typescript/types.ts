import openapiTS, { astToString, type OpenAPI3, type SchemaObject } from "openapi-typescript";
import ts from "typescript";
import { banner } from "../banner.ts";
import type { Document } from "../document.ts";

const { factory } = ts;

/**
 * An OpenAPI 3.1 document -> TypeScript types of its models, routes and operations.
 *
 * openapi-typescript writes each model as a property of one large type. Here each is an interface of its own name, so that
 * an error of the compiler says `ChatRequestUserMessage` and does not spell it out.
 */
export async function types(document: Document): Promise<string> {
  const nodes = await openapiTS(structuredClone(document) as unknown as OpenAPI3, {
    // A default is the service's business: it makes nothing that is optional required.
    defaultNonNullable: false,
    silent: true,
    transform: (schema) => openEnum(schema),
  });
  const interfaces = new Map(
    nodes.filter((node) => ts.isInterfaceDeclaration(node)).map((node) => [node.name.text, node]),
  );
  const { components, paths, operations } = Object.fromEntries(interfaces) as Record<string, ts.InterfaceDeclaration>;
  const schemas = components?.members.find((member) => nameOf(member) === "schemas") as ts.PropertySignature;
  const models = [...(schemas.type as ts.TypeLiteralNode).members].map((member) => modelOf(member));
  const nullable = new Set(models.filter((model) => model.nullable).map(({ name }) => name));
  const table = factory.createTypeLiteralNode(models.map(({ name }) => property(name, reference(name, nullable))));
  const rest = components?.members.map((member) => (member === schemas ? property("schemas", table) : member));
  const declarations = [
    ...models.map(declaration),
    paths,
    factory.createInterfaceDeclaration(exported, "components", undefined, undefined, rest ?? []),
    operations,
  ].filter((node) => node !== undefined);
  const text = astToString(declarations.map((node) => named(node, nullable)));
  return `// ${banner}\n\n${plain(text).replace(/^export interface (?=(paths|components|operations) )/gm, describe)}`;
}

const descriptions: Readonly<Record<string, readonly [description: string, example: string]>> = {
  paths: [
    "The contract by path and method, for openapi-fetch and its kin.",
    "const { GET, POST } = createFetchClient<paths>({ baseUrl: endpoint });",
  ],
  components: [
    "The models, parameters, headers and responses of the contract by name.",
    'type Message = components["schemas"]["ChatRequestMessage"];',
  ],
  operations: [
    "The contract by operation id.",
    'type Failure = operations["getChatCompletions"]["responses"]["4XX"]["content"]["application/json"];',
  ],
};

function describe(text: string, name: string): string {
  const [description, example] = descriptions[name] ?? [];
  return `/**\n * ${description}\n *\n * @example\n * ${example}\n */\n${text}`;
}

/** Comments as people write them. */
const plain = (text: string): string =>
  text
    .replaceAll("@description ", "")
    .replaceAll(" (enum property replaced by openapi-typescript)", "")
    .replace(/^(\s*\*) {5}/gm, "$1 ")
    .replace(/^\s*\* @enum \{string\}\n/gm, "");

interface Model {
  name: string;
  type: ts.TypeNode;
  nullable: boolean;
  member: ts.TypeElement;
}

/** Null is left to whoever names the model: a model itself is never null. */
function modelOf(member: ts.TypeElement): Model {
  const whole = bare((member as ts.PropertySignature).type as ts.TypeNode);
  const branches = ts.isUnionTypeNode(whole) ? whole.types : [whole];
  const kept = branches.filter((branch) => !isNull(branch));
  const type = kept.length === 1 ? bare(kept[0] as ts.TypeNode) : factory.createUnionTypeNode(kept);
  return { name: nameOf(member), type, nullable: kept.length < branches.length, member };
}

function declaration({ name, type, member }: Model): ts.Node {
  const members = propertiesOf(type);
  const node =
    members === undefined
      ? factory.createTypeAliasDeclaration(exported, name, undefined, type)
      : factory.createInterfaceDeclaration(exported, name, undefined, undefined, members);
  return ts.setSyntheticLeadingComments(node, ts.getSyntheticLeadingComments(member));
}

/** The properties of an object type; those of both where one is `{ … } & { [key: string]: unknown }`. */
function propertiesOf(type: ts.TypeNode): ts.TypeElement[] | undefined {
  if (ts.isTypeLiteralNode(type)) return [...type.members];
  if (!ts.isIntersectionTypeNode(type)) return undefined;
  const parts = type.types.map((part) => propertiesOf(bare(part)));
  return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

/** `components["schemas"]["ModelInfo"]` -> `ModelInfo`. */
function named<Node extends ts.Node>(root: Node, nullable: ReadonlySet<string>): Node {
  const { transformed } = ts.transform(root, [
    (context) => (node) => {
      const visit = (node: ts.Node): ts.Node => {
        const name = schemaNamed(node);
        return name === undefined ? ts.visitEachChild(node, visit, context) : reference(name, nullable);
      };
      return ts.visitNode(node, visit) as Node;
    },
  ]);
  return transformed[0] as Node;
}

function schemaNamed(node: ts.Node): string | undefined {
  if (!ts.isIndexedAccessTypeNode(node) || !ts.isIndexedAccessTypeNode(node.objectType)) return undefined;
  return literalOf(node.objectType.indexType) === "schemas" ? literalOf(node.indexType) : undefined;
}

const literalOf = (type: ts.TypeNode): string | undefined =>
  ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? type.literal.text : undefined;

function reference(name: string, nullable: ReadonlySet<string>): ts.TypeNode {
  const type = factory.createTypeReferenceNode(name);
  return nullable.has(name) ? factory.createUnionTypeNode([type, nullType()]) : type;
}

const exported = [factory.createModifier(ts.SyntaxKind.ExportKeyword)];

const property = (name: string, type: ts.TypeNode): ts.PropertySignature =>
  factory.createPropertySignature(undefined, name, undefined, type);

const nameOf = ({ name }: ts.TypeElement): string => (name as ts.Identifier | ts.StringLiteral).text;

const bare = (type: ts.TypeNode): ts.TypeNode => (ts.isParenthesizedTypeNode(type) ? bare(type.type) : type);

const nullType = (): ts.TypeNode => factory.createLiteralTypeNode(factory.createNull());

const isNull = (type: ts.TypeNode): boolean =>
  ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword;

/**
 * `"stop" | "length" | (string & {})`: editors offer the known values, and others are welcome. A word with one known value
 * has the type of that value, so that a message of a response is one of a request too.
 */
function openEnum(schema: SchemaObject): ts.TypeNode | undefined {
  const { type, ...rest } = schema as { type?: string | string[]; "x-extensible-enum"?: string[] };
  const values = rest["x-extensible-enum"];
  if (values === undefined) return undefined;
  const literals = values.map((value) => factory.createLiteralTypeNode(factory.createStringLiteral(value)));
  const anyString = factory.createIntersectionTypeNode([
    factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
    factory.createTypeLiteralNode([]),
  ]);
  return factory.createUnionTypeNode([
    ...literals,
    ...(literals.length > 1 ? [factory.createParenthesizedType(anyString)] : []),
    ...([type].flat().includes("null") ? [nullType()] : []),
  ]);
}
