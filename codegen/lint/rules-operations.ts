import { operations, pointer, refName } from "../document.ts";
import type { Rule } from "./rule.ts";

/** openapi-python-client and Kiota take the first media type that they know. */
export const jsonBeforeStream: Rule = function* (document) {
  for (const { path, operation } of operations(document)) {
    const types = Object.keys(operation.responses["200"]?.content ?? {});
    if (types.length > 0 && types[0] !== "application/json")
      yield [path, "`application/json` is to be the first content type."];
  }
};

/** progenitor and Kiota keep one success and one failure schema. */
export const oneSchemaEach: Rule = function* (document) {
  const failures = new Set<string>();
  for (const { path, operation } of operations(document)) {
    const statuses = Object.keys(operation.responses);
    if (statuses.filter((status) => status.startsWith("2")).length !== 1)
      yield [path, "one success status an operation."];
    for (const status of statuses.filter((status) => !status.startsWith("2"))) {
      const ref = operation.responses[status]?.$ref;
      const response = ref === undefined ? operation.responses[status] : document.components.responses?.[refName(ref)];
      failures.add(response?.content?.["application/json"]?.schema?.$ref ?? `inline at ${pointer(path)}`);
    }
  }
  if (failures.size > 1)
    yield [["paths"], `all failures are to share one named schema, not ${[...failures].join(", ")}.`];
};

/** progenitor counts `default` among the successes. */
export const failureRanges: Rule = function* (document) {
  for (const { path, operation } of operations(document)) {
    const failures = Object.keys(operation.responses).filter((status) => !status.startsWith("2"));
    if (failures.join() !== "4XX,5XX")
      yield [[...path, "responses"], "failures are `4XX` and `5XX`, and nothing else."];
  }
};

/** progenitor stops at a second media type of a request. */
export const oneRequestMediaType: Rule = function* (document) {
  for (const { path, operation } of operations(document)) {
    if (Object.keys(operation.requestBody?.content ?? { "": null }).length !== 1)
      yield [path, "one media type a request."];
  }
};

/** A stream's events have a named schema, also where the stream itself is text. */
export const namedEvents: Rule = function* (document) {
  for (const { path, operation } of operations(document)) {
    const media = operation.responses["200"]?.content?.["text/event-stream"];
    if (media === undefined) continue;
    const events = media.itemSchema?.anyOf?.map((branch) => branch.properties?.["data"]?.contentSchema);
    const event = media["x-itemSchema"] ?? events?.find((schema) => schema !== undefined);
    if (event?.$ref === undefined) yield [path, "the events of the stream need a named model."];
  }
};

/** Parameters are strings under names that stay apart when case and punctuation go. */
export const plainParameters: Rule = function* (document) {
  for (const { path, operation } of operations(document)) {
    const names = new Set<string>();
    for (const [index, parameter] of operation.parameters.entries()) {
      const place = [...path, "parameters", index];
      const settled = parameter.$ref ? document.components.parameters?.[refName(parameter.$ref)] : parameter;
      if (settled === undefined) continue;
      const { $ref } = settled.schema;
      const schema = $ref === undefined ? settled.schema : document.components.schemas[refName($ref)];
      if (schema?.type !== "string" || schema.enum !== undefined)
        yield [place, `\`${settled.name}\` is to be a plain string.`];
      const bare = `${settled.in} ${settled.name.toLowerCase().replace(/[^a-z0-9]/g, "")}`;
      if (names.has(bare)) yield [place, `\`${settled.name}\` is too like another parameter's name.`];
      names.add(bare);
    }
    if (!names.has("query apiversion")) yield [path, "`api-version` is a query parameter of every operation."];
  }
};

const reserved = new Set([
  "Error",
  "Exception",
  "Object",
  "String",
  "Type",
  "Option",
  "Result",
  "Self",
  "Response",
  "Request",
]);

/** Names are legal and not reserved in Go, Rust, Python, Java, C# and TypeScript. */
export const legalNames: Rule = function* (document) {
  for (const { path, operation } of operations(document)) {
    if (!/^[a-z][A-Za-z0-9]*$/.test(operation.operationId ?? ""))
      yield [path, "give the operation a name like `getThing`."];
  }
  const names = new Set<string>();
  for (const name of Object.keys(document.components.schemas)) {
    const path = ["components", "schemas", name];
    if (!/^[A-Z][A-Za-z0-9]*$/.test(name) || reserved.has(name))
      yield [path, "give the model a name like `ChatMessage`."];
    if (names.has(name.toLowerCase())) yield [path, "two models differ in case alone."];
    names.add(name.toLowerCase());
  }
};
