import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { banner } from "../banner.ts";
import { type Document, refName, type Schema, schemaRef, schemas, withoutExtensions } from "../document.ts";
import { SpecError } from "../problem.ts";
import type { OperationRow } from "./operations.ts";

/**
 * Errors list the tags that a union knows, not the given one: an error contains nothing of the value.
 * AJV writes each tagged union as a chain of comparisons, one chain a function.
 */
function listTags(code: string): string {
  return code
    .split(/^(?=function )/m)
    .map((text) => {
      const tags = [...text.matchAll(/\btag\d+ === ("[^"]*")/g)].map(([, tag]) => tag);
      return text.replace(/tagValue: tag\d+/g, `allowedValues: [${tags.join(", ")}]`);
    })
    .join("");
}

/** What the keywords of OpenAPI mean to a validator: annotations go, formats become limits. */
function toJsonSchema(schema: Schema): Schema {
  const { description, discriminator, format, ...kept } = withoutExtensions(schema);
  if (format === "int32") {
    kept.minimum ??= -(2 ** 31);
    kept.maximum ??= 2 ** 31 - 1;
  }
  // AJV writes a list of types into its code as a whole schema, but knows OpenAPI's keyword.
  if (Array.isArray(kept.type))
    Object.assign(kept, { type: kept.type.find((type) => type !== "null"), nullable: true });
  // AJV decides by the tag alone, and refuses the mapping that generators need.
  const tag = discriminator && { discriminator: { propertyName: discriminator.propertyName } };
  return { ...kept, ...tag };
}

/** The schemas that are worth a validator of their own: bodies, responses, events and failures. */
function entrySchemas({ components }: Document, rows: readonly OperationRow[]): string[] {
  const failure = components.responses?.["ClientError"]?.content?.["application/json"]?.schema?.$ref;
  const forms = failure && components.schemas[refName(failure)]?.["x-documented-forms"];
  const ofFailures = [failure, ...Object.values(forms ?? {}).map(({ $ref }) => $ref)].map((ref) => ref && refName(ref));
  const ofOperations = rows.flatMap(({ body, response, chunk }) => [body, response, chunk]);
  return [...new Set([...ofOperations, ...ofFailures].filter((name) => name !== undefined))].sort();
}

/**
 * An OpenAPI 3.1 document -> one TypeScript module with a validator an entry schema.
 *
 * It holds no `require`, `eval` or `new Function`, so that it loads where code from text is forbidden, and nothing that
 * runs when it loads, so that bundlers leave out the validators that are not used.
 */
export function validators(document: Document, rows: readonly OperationRow[]): string {
  const names = entrySchemas(document, rows);
  const ajv = new Ajv({
    code: { source: true, esm: true, lines: true },
    discriminator: true,
    // Words for people are made from keyword and parameters when someone asks: they double the size here.
    messages: false,
    strict: true,
    // Written out wherever it is named, a schema costs a seventh more of the whole.
    inlineRefs: false,
  });
  const components = structuredClone(document.components.schemas);
  for (const root of Object.values(components)) {
    for (const { schema } of [...schemas(root)]) {
      const replaced = toJsonSchema(schema);
      for (const keyword of Object.keys(schema)) delete schema[keyword as keyof Schema];
      Object.assign(schema, replaced);
    }
  }
  ajv.addVocabulary(["components"]);
  ajv.addSchema({ $id: "contract", components: { schemas: components } }, undefined, false, false);
  const entries = Object.fromEntries(names.map((name) => [name, `contract${schemaRef(name)}`]));
  return toModule(names, rows, standaloneCode.default(ajv, entries));
}

/** What is left in the code when AJV writes it differently from what the steps below look for. */
const leftover =
  /\b(?:require|eval)\(|new Function|^export |\bschema(?:\d+|Path)\b|\btagValue\b|rootData|allowedValues: \[\]/m;

function toModule(names: readonly string[], rows: readonly OperationRow[], standalone: string): string {
  const functions = new Map<string, string>();
  let code = inlineConstants(listTags(standalone))
    .replace(/^"use strict";\n/, "")
    .replace(/^export const (\w+) = (\w+);\n/gm, (_, name: string, validate: string) => {
      functions.set(name, validate);
      return "";
    })
    .replace(/^const (\w+) = require\("ajv\/dist\/runtime\/ucs2length"\)\.default;/m, codePoints)
    // The path in the schema says nothing that path and keyword do not.
    .replace(/schemaPath:"[^"]*",/g, "")
    // Besides the value, a validator needs only the path: an object per nested value is a tenth of the code.
    .replace(/^const (wrapper\d+) = \{validate: (\w+)\};$/gm, bounded)
    .replaceAll('{instancePath="", parentData, parentDataProperty, rootData=data}={}', 'instancePath=""')
    .replace(/\{instancePath:((?:(?!,parentData:)[^{}])*),parentData:[^{}]*,rootData\}/g, "$1")
    .replace(/\{instancePath,parentData[^{}]*,rootData\}/g, "instancePath");
  // What AJV's callers pass as an object would be a number where an entry is given to `filter`.
  for (const name of functions.values()) {
    const head = `function ${name}(data, instancePath=""){`;
    code = code.replace(head, `${head}\nif(typeof instancePath != "string") instancePath = "";`);
  }
  const left = leftover.exec(code)?.[0];
  if (left !== undefined || names.some((name) => !functions.has(name))) {
    const message = `AJV's standalone code has another form than expected (${left ?? "no entries"}): mend codegen/typescript/validators.ts.`;
    throw new SpecError([{ rule: "validators", message }]);
  }
  const guards = names.map(
    (name) => `/**
 * Whether a value is a \`${name}\`; \`errors\` lists what was wrong in the last call.
 *
 * @example
 * if (!validate${name}(value)) console.log(validate${name}.errors);
 */
export const validate${name}: Validator<${name}> = ${functions.get(name)};`,
  );
  return `// @ts-nocheck
// ${banner}

import type { ${names.join(", ")} } from "./types.ts";
${interfaces}
${guards.join("\n\n")}

/** The validators of each operation's request body, response and streamed events. */
export const operationValidators = {
${rows.map(tableRow).join("\n")}
} as const;

${code.trim()}
`;
}

/** AJV points into the schemas that it compiled, and so keeps them whole for a list of values in each. */
function inlineConstants(code: string): string {
  const constants = new Map<string, unknown>();
  const rest = code.replace(/^const (schema\d+) = (.*);\n/gm, (_, name: string, json: string) => {
    constants.set(name, JSON.parse(json));
    return "";
  });
  return rest.replace(/\b(schema\d+)((?:\.\w+)+)/g, (whole, name: string, path: string) => {
    const steps = path.split(".").slice(1);
    const value = steps.reduce(
      (value, step) => (value as Record<string, unknown> | undefined)?.[step],
      constants.get(name),
    );
    return value === undefined ? whole : JSON.stringify(value);
  });
}

/**
 * AJV calls a schema that leads back to itself through an object of its own. A hostile value follows such a schema until
 * the stack is full, so it ends at a pointer of 4,096 characters: some 370 levels of `innererror`.
 */
const bounded = `const $1 = {
validate(data, instancePath){
const valid = instancePath.length <= 4096 && $2(data, instancePath);
$1.validate.errors = instancePath.length <= 4096 ? $2.errors : [{instancePath: "", keyword: "maxDepth", params: {}}];
return valid;
},
};`;

/** AJV requires its own function from its package. */
const codePoints = `/** The length of a text in code points, as JSON Schema counts it. */
function $1(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}`;

const interfaces = `
/**
 * Why a value does not match its schema. It does not contain the value.
 *
 * @example
 * const show = ({ instancePath, keyword }: ValidatorError) => \`\${instancePath}: \${keyword}\`; // /messages: minItems
 */
export interface ValidatorError {
  /** The JSON keyword that failed. */
  keyword: string;
  /** Position of the invalid value, as a JSON pointer. */
  instancePath: string;
  /** What the keyword requires. */
  params: Record<string, unknown>;
}

/**
 * A type guard that keeps the errors of its last call.
 *
 * @example
 * const valid = <Value>(validate: Validator<Value>, value: unknown): Value => {
 *   if (validate(value)) return value;
 *   throw new TypeError(\`invalid: \${validate.errors?.[0]?.instancePath}\`);
 * };
 */
export interface Validator<Value> {
  (value: unknown): value is Value;
  errors?: ValidatorError[] | null;
}
`;

function tableRow({ id, body, response, chunk }: OperationRow): string {
  const guard = (name: string | undefined): string => (name === undefined ? "undefined" : `validate${name}`);
  return `  ${id}: { request: ${guard(body)}, response: ${guard(response)}, stream: ${guard(chunk)} },`;
}
