import { describe, expect, test } from "vitest";
import { type Document, objects, operations, reachableSchemas, refName } from "../../codegen/document.ts";
import { apiVersions } from "../../generated/operations.ts";
import { published } from "../support/documents.ts";

// What each document promises as a whole. Which routes, members and limits there are is told by spec/ alone: `npm run gate`
// says what changed since a release.

const bodiesOf = (document: Document): string[] =>
  [...operations(document)].flatMap(({ operation }) => {
    const ref = operation.requestBody?.content["application/json"]?.schema?.$ref;
    return ref === undefined ? [] : [refName(ref)];
  });
const answersOf = (document: Document): Set<string> =>
  reachableSchemas(document, [
    document.components.responses,
    [...operations(document)].map(({ operation }) => operation.responses),
  ]);
const isOpen = (document: Document, name: string): boolean =>
  JSON.stringify(document.components.schemas[name]?.additionalProperties) === "{}";
const objectsAmong = (document: Document, names: Iterable<string>): string[] =>
  [...names].filter((name) => {
    const schema = document.components.schemas[name];
    return [schema?.type].flat().includes("object") && schema?.oneOf === undefined;
  });

test("versions are listed oldest first", () => {
  expect(apiVersions).toEqual([...apiVersions].sort());
});

describe.each(published)("$version in OpenAPI $flavour", ({ document }) => {
  test("a response, a chunk, a failure and everything in them is open", () => {
    for (const name of objectsAmong(document, answersOf(document))) expect(isOpen(document, name), name).toBe(true);
  });

  test("a request is open at the top of its body and in what a conversation hands back, and closed elsewhere", () => {
    const bodies = bodiesOf(document);
    const handedBack = reachableSchemas(document, document.components.schemas["ChatRequestAssistantMessage"]);
    const open = new Set([...bodies, "ChatRequestAssistantMessage", ...handedBack, ...answersOf(document)]);
    open.delete("TextContentItem");
    const asked = reachableSchemas(
      document,
      [...operations(document)].map(({ operation }) => operation.requestBody),
    );
    for (const name of objectsAmong(document, asked)) expect(isOpen(document, name), name).toBe(open.has(name));
  });

  test("failures carry hints and ids", () => {
    const wanted = ["x-ms-error-code", "retry-after", "retry-after-ms", "x-request-id"];
    for (const { headers } of Object.values(document.components.responses ?? {}))
      expect(Object.keys(headers ?? {})).toEqual(expect.arrayContaining(wanted));
  });

  test("a key goes into api-key or is a bearer, as a token is", () => {
    expect(document.components.securitySchemes).toMatchObject({
      KeyAuth: { type: "apiKey", in: "header", name: "api-key" },
      TokenAuth: { type: "http", scheme: "Bearer" },
    });
    expect((document as unknown as { security: object[] }).security).toEqual([{ KeyAuth: [] }, { TokenAuth: [] }]);
  });

  test("no default is stated anywhere", () => {
    for (const { value, path } of objects({ ...document, servers: [] }))
      expect(Object.keys(value), path.join("/")).not.toContain("default");
  });

  test("a tag is of an operation", () => {
    const tags = [...operations(document)].flatMap(({ operation }) => operation.tags ?? []);
    expect(document.tags.map(({ name }) => name).sort()).toEqual([...new Set(tags)].sort());
  });

  test("sources stand apart from words", () => {
    for (const { value } of objects(document)) expect(String(value["description"] ?? "")).not.toMatch(/\[[a-z-]+\]/);
  });
});
