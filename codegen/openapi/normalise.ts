import {
  type Document,
  documentSchemas,
  type Header,
  objects,
  operations,
  type Parameter,
  type Path,
  pointer,
  type Response,
  reachableSchemas,
  refName,
  type Schema,
} from "../document.ts";
import { SpecError } from "../problem.ts";

/** Changes the document itself. @returns the number of changes. */
type Step = (document: Document) => number;

/**
 * OpenAPI 3.2 as TypeSpec emits it -> the same contract in the portable form that every generator reads alike.
 *
 * A step that finds nothing to do means that TypeSpec's output has moved under it.
 *
 * @throws {SpecError} when a step finds nothing to do, or something that it cannot write portably.
 */
export function normalise(emitted: Document, steps: Record<string, Step> = allSteps): Document {
  const document = structuredClone(emitted);
  for (const [name, step] of Object.entries(steps)) {
    if (step(document) === 0) {
      throw new SpecError([
        {
          rule: `normalise/${name}`,
          message: "found nothing to do. Delete the step if TypeSpec no longer needs it, or mend what it looks for.",
          place: `${document.info.version} 3.2`,
        },
      ]);
    }
  }
  return document;
}

/** A union of `string` and literals -> a string whose known values are documented. */
export const openEnums: Step = (document) =>
  count(documentSchemas(document), ({ schema }) => {
    const literals = schema.anyOf?.find((branch) => branch.type === "string" && branch.enum !== undefined);
    const open = schema.anyOf?.some((branch) => branch.type === "string" && branch.enum === undefined);
    if (literals === undefined || !open || schema.anyOf?.length !== 2) return false;
    const values = literals.enum as string[];
    delete schema.anyOf;
    schema.type = "string";
    schema["x-extensible-enum"] = values;
    const known = `Known values: ${values.map((value) => `\`${value}\``).join(", ")}; others may come.`;
    if (schema.description !== undefined) schema.description += `\n\n${known}`;
    return true;
  });

/**
 * `allOf` around one reference, as TypeSpec writes a property with words of its own -> the reference next to the words. A model
 * that extends another has a type next to it, and is left for the rule that refuses it.
 */
export const references: Step = (document) =>
  count(documentSchemas(document), ({ schema }) => {
    const [only, ...others] = schema.allOf ?? [];
    if (only?.$ref === undefined || others.length > 0 || schema.type !== undefined) return false;
    delete schema.allOf;
    schema.$ref = only.$ref;
    return true;
  });

/**
 * `anyOf` with a null branch -> `null` in a list of types. What a reference names becomes nullable itself, since
 * no keyword next to a reference says so in every version of OpenAPI.
 */
export const nulls: Step = (document) => {
  const nullableRefs = new Set<Schema>();
  const found = count(documentSchemas(document), ({ schema, path }) => {
    const [first, ...others] = schema.anyOf?.filter((branch) => branch.type !== "null") ?? [];
    if (first === undefined || others.length + 1 === schema.anyOf?.length) return false;
    if (others.length > 0) {
      schema.anyOf = [withNull(first, path), ...others];
      return true;
    }
    delete schema.anyOf;
    if (first.$ref === undefined) Object.assign(schema, withNull(first, path));
    else {
      schema.$ref = first.$ref;
      nullableRefs.add(schema);
    }
    return true;
  });
  const nullable = new Set([...nullableRefs].map(({ $ref = "" }) => refName($ref)));
  for (const { schema, path } of documentSchemas(document)) {
    if (schema.$ref === undefined || !nullable.has(refName(schema.$ref)) || nullableRefs.has(schema)) continue;
    const message = `${refName(schema.$ref)} may be null in another place but not here: declare two models.`;
    throw unportable(document, "nulls", path, message);
  }
  for (const name of nullable) {
    const component = document.components.schemas[name];
    if (component !== undefined) Object.assign(component, withNull(component, ["components", "schemas", name]));
  }
  return found;

  function withNull(schema: Schema, path: Path): Schema {
    if (typeof schema.type === "string" && schema.enum === undefined) return { ...schema, type: [schema.type, "null"] };
    const message = "only a schema with one type and no closed list of values may be null.";
    throw unportable(document, "nulls", path, message);
  }
};

/** Properties that a schema does not list are allowed or refused in so many words. */
export const additionalProperties: Step = (document) =>
  count(documentSchemas(document), ({ schema }) => {
    if (![schema.type].flat().includes("object") || schema.oneOf !== undefined) return false;
    schema.additionalProperties ??= schema.unevaluatedProperties ?? false;
    delete schema.unevaluatedProperties;
    return true;
  });

/** Every discriminator maps each tag to its schema. TypeSpec below 1.12 leaves some out (microsoft/typespec 10268). */
export const discriminatorMappings: Step = (document) =>
  count(documentSchemas(document), ({ schema, path }) => {
    const { discriminator, oneOf } = schema;
    if (discriminator === undefined || oneOf === undefined) return false;
    discriminator.mapping = Object.fromEntries(
      oneOf.map(({ $ref = "" }) => {
        const leaf = document.components.schemas[refName($ref)];
        const tags = leaf?.properties?.[discriminator.propertyName]?.enum;
        if (tags?.length !== 1 || !leaf?.required?.includes(discriminator.propertyName)) {
          throw unportable(
            document,
            "discriminatorMappings",
            path,
            `every variant is to be a named model with one required literal \`${discriminator.propertyName}\`.`,
          );
        }
        return [String(tags[0]), $ref];
      }),
    );
    return true;
  });

/**
 * Events carry data and no name, and `[DONE]` is an event like the others. TypeSpec 1.11 requires a name, and
 * distinguishes the two kinds by `oneOf` although annotations alone do not exclude each other.
 */
export const eventStreams: Step = (document) =>
  count(objects(document.paths), ({ value }) => {
    const item = value["itemSchema"] as Schema | undefined;
    if (item?.oneOf === undefined) return false;
    value["itemSchema"] = {
      type: "object",
      required: ["data"],
      properties: { data: { type: "string" } },
      additionalProperties: {},
      anyOf: item.oneOf,
    } satisfies Schema;
    return true;
  });

/** TypeSpec's `safeint` -> a 64-bit integer that keeps to what JSON numbers carry exactly. */
export const safeIntegers: Step = (document) =>
  count(documentSchemas(document), ({ schema }) => {
    if (schema.format !== "double-int") return false;
    schema.format = "int64";
    schema.minimum ??= Number.MIN_SAFE_INTEGER;
    schema.maximum ??= Number.MAX_SAFE_INTEGER;
    return true;
  });

/** JSON comes before event streams: generators that know one media type take the first. */
export const jsonFirst: Step = (document) =>
  count(operations(document), ({ operation }) => {
    const content = operation.responses["200"]?.content;
    const json = content?.["application/json"];
    if (content === undefined || json === undefined) return false;
    const { "application/json": _, ...others } = content;
    (operation.responses["200"] as Response).content = { "application/json": json, ...others };
    return true;
  });

/** Parameters, headers and failures that operations have in common are written once. */
export const shareComponents: Step = (document) => {
  const parameters: Record<string, Parameter> = {};
  const headers: Record<string, Header> = {};
  const responses: Record<string, Response> = {};
  const share = <Part>(parts: Record<string, Part>, kind: string, name: string, part: Part): Part => {
    parts[name] ??= part;
    return JSON.stringify(parts[name]) === JSON.stringify(part)
      ? ({ $ref: `#/components/${kind}/${name}` } as Part)
      : part;
  };
  const found = count(operations(document), ({ operation }) => {
    operation.parameters = operation.parameters.map((parameter) =>
      share(parameters, "parameters", pascal(parameter.name), parameter),
    );
    for (const [status, response] of Object.entries(operation.responses)) {
      for (const [name, header] of Object.entries(response.headers ?? {})) {
        (response.headers as Record<string, Header>)[name] = share(headers, "headers", pascal(name), header);
      }
      const failure = { "4XX": "ClientError", "5XX": "ServerError" }[status];
      if (failure !== undefined) operation.responses[status] = share(responses, "responses", failure, response);
    }
    return true;
  });
  Object.assign(document.components, { parameters, headers, responses });
  return found;
};

/** `Text. [chat]` -> the text alone, with the keys of its sources in `x-source`. */
export const sources: Step = (document) =>
  count(objects(document), ({ value, path }) => {
    const { description } = value;
    if (typeof description !== "string" || path.includes("examples")) return false;
    const keys: string[] = [];
    value["description"] = description.replace(/(?: \[[a-z-]+\])+(?=\n\n|$)/g, (tags) => {
      keys.push(...Array.from(tags.matchAll(/\[([a-z-]+)\]/g), ([, key = ""]) => key));
      return "";
    });
    if (keys.length > 0) value["x-source"] = [...new Set(keys)];
    return keys.length > 0;
  });

/** Only schemas that an operation leads to, in the order of their names, and only tags that one has. */
export const reachable: Step = (document) => {
  const { schemas, ...others } = document.components;
  const seen = reachableSchemas(document, [document.paths, others]);
  document.components.schemas = Object.fromEntries(
    Object.entries(schemas)
      .filter(([name]) => seen.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const tags = new Set([...operations(document)].flatMap(({ operation }) => operation.tags ?? []));
  document.tags = document.tags.filter(({ name }) => tags.has(name));
  return seen.size;
};

const allSteps = {
  references,
  openEnums,
  nulls,
  additionalProperties,
  discriminatorMappings,
  eventStreams,
  safeIntegers,
  jsonFirst,
  sources,
  shareComponents,
  reachable,
};

const pascal = (name: string): string => name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

function count<Item>(items: Iterable<Item>, change: (item: Item) => boolean): number {
  let changed = 0;
  for (const item of [...items]) if (change(item)) changed += 1;
  return changed;
}

function unportable(document: Document, step: string, path: Path, message: string): SpecError {
  const place = `${document.info.version} 3.2#${pointer(path)}`;
  return new SpecError([{ rule: `normalise/${step}`, message, place }]);
}
