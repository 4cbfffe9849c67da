import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { banner } from "./banner.ts";
import { type Document, type Schema, schemaRef, schemas } from "./document.ts";
import type { OperationRow } from "./operations.ts";
import { SpecError } from "./problem.ts";

/**
 * Errors tell which tags a union knows, not which one was given: an error holds nothing of the value.
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
  const { description, discriminator, format, "x-extensible-enum": _, "x-documented-forms": __, ...kept } = schema;
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

/** The schemas that are worth a validator of their own: bodies, answers, events and failures. */
function entrySchemas(document: Document, rows: readonly OperationRow[]): string[] {
  const ofOperations = rows.flatMap(({ body, answer, chunk }) => [body, answer, chunk]);
  const ofErrors = Object.keys(document.components.schemas).filter((name) => /Error(?:Body)?$/.test(name));
  const names = [...ofOperations, ...ofErrors.filter((name) => name !== "NestedError" && name !== "InnerError")];
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/**
 * An OpenAPI 3.1 document -> one TypeScript module a schema, by path below `validators/`.
 *
 * The modules hold no `require`, `eval` or `new Function`, so that they load where code from text is forbidden.
 */
export function validators(document: Document, rows: readonly OperationRow[]): Map<string, string> {
  const names = entrySchemas(document, rows);
  const ajv = new Ajv({
    code: { source: true, esm: true, lines: true },
    discriminator: true,
    // Words for people are made from keyword and parameters when someone asks: they double the size here.
    messages: false,
    strict: true,
    // Written out at each place it is named, a schema costs a seventh more of the whole.
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

  const modules = new Map<string, string>();
  for (const name of names) {
    const validate = ajv.compile({ $ref: `contract${schemaRef(name)}` });
    modules.set(`${name}.ts`, toModule(name, standaloneCode.default(ajv, validate)));
  }
  modules.set("length.ts", lengthModule);
  modules.set("validator.ts", validatorModule);
  modules.set("index.ts", indexModule(names));
  modules.set("operations.ts", operationsModule(rows));
  return modules;
}

function toModule(name: string, standalone: string): string {
  const exported = /^export const validate = (\w+);\nexport default \1;\n/m;
  const entry = exported.exec(standalone)?.[1];
  const code = listTags(standalone)
    .replace(/^"use strict";\n/, "")
    .replace(exported, "")
    .replace(/require\("ajv\/dist\/runtime\/ucs2length"\)\.default/g, "codePoints")
    // The place in the schema says nothing that place and keyword do not.
    .replace(/schemaPath:"[^"]*",/g, "")
    // AJV keeps every schema that it compiled; those that the code does not look at are dead weight.
    .replace(/^const (schema\d+) = .*\n/gm, (line, constant: string) =>
      standalone.split(new RegExp(`\\b${constant}\\b`)).length > 2 ? line : "",
    );
  const left = /\b(?:require|eval)\(|new Function|^export /m.exec(code)?.[0];
  if (entry === undefined || left !== undefined) {
    const message = `AJV's standalone code has another form than expected (${left ?? "no entry"} in ${name}): mend codegen/validators.ts.`;
    throw new SpecError([{ rule: "validators", message }]);
  }
  const imports = code.includes("codePoints") ? `import { codePoints } from "./length.ts";\n` : "";
  return `// @ts-nocheck
// ${banner}

${imports}import type { ${name} } from "../types.ts";
import type { Validator } from "./validator.ts";

${code.trim()}

/** Whether a value is a \`${name}\`; \`errors\` tells of the last call why not. */
export const validate${name}: Validator<${name}> = ${entry};
`;
}

const lengthModule = `// ${banner}

/** The length of a text in code points, as JSON Schema counts it. */
export function codePoints(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
`;

const validatorModule = `// ${banner}

/** Why a value does not fit its schema. It never holds the value itself. */
export interface ValidatorError {
  /** The JSON keyword that failed. */
  keyword: string;
  /** The value's place as a JSON pointer. */
  instancePath: string;
  /** What the keyword asks for. */
  params: Record<string, unknown>;
}

/** A type guard that keeps the errors of its last call. */
export interface Validator<Value> {
  (value: unknown): value is Value;
  errors?: ValidatorError[] | null;
}
`;

const indexModule = (names: readonly string[]): string => `// ${banner}

export type { Validator, ValidatorError } from "./validator.ts";
${names.map((name) => `export { validate${name} } from "./${name}.ts";`).join("\n")}
`;

const operationsModule = (rows: readonly OperationRow[]): string => {
  const reference = (name: string | undefined): string => (name === undefined ? "undefined" : `validate${name}`);
  const names = new Set(
    rows.flatMap(({ body, answer, chunk }) => [body, answer, chunk]).filter((name) => name !== undefined),
  );
  return `// ${banner}

import { ${[...names].sort().map(reference).join(", ")} } from "./index.ts";

/** The validators of each operation's request body, answer and streamed events. */
export const operationValidators = {
${rows
  .map(
    ({ id, body, answer, chunk }) =>
      `  ${id}: { request: ${reference(body)}, response: ${reference(answer)}, stream: ${reference(chunk)} },`,
  )
  .join("\n")}
} as const;
`;
};
