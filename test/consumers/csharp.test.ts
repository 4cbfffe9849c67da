import { readFile } from "node:fs/promises";
import { beforeAll, expect, test } from "vitest";
import { buildTimeMs, java, maven } from "./programs.ts";
import { environment, python, runScript } from "./python.ts";
import { describeWith } from "./toolchain.ts";

interface Type {
  name: string;
  properties: Record<string, string>;
  methods: Record<string, string>;
  constructors: string[][];
  values: string[];
}

interface Document {
  paths: Record<string, Record<string, { operationId: string; responses: { "200": Answer } }>>;
  components: { schemas: Record<string, object> };
}

interface Answer {
  content: { "application/json": { schema: { $ref: string } } };
}

const nameIn = ($ref: string) => $ref.slice($ref.lastIndexOf("/") + 1);

// No .NET SDK is to be had where this project is tested: what is generated is read with a C# grammar, not compiled.
describeWith([...java, python], "E23-E25, E29-E31, E37: C# with openapi-generator", () => {
  let types: Map<string, Type>;
  let broken: string[];
  let document: Document;
  beforeAll(async () => {
    await maven("csharp", "generate-sources");
    const lines = (await runScript(await environment("csharp"), "csharp_types.py", ["out/csharp/generated/src"])) as (
      | Type
      | { broken: string }
    )[];
    broken = lines.flatMap((line) => ("broken" in line ? [line.broken] : []));
    types = new Map(lines.flatMap((line) => ("broken" in line ? [] : [[line.name, line]])));
    document = JSON.parse(await readFile("generated/openapi/2025-04-01/openapi-3.0.json", "utf8")) as Document;
  }, buildTimeMs);

  test("every file is C#", () => {
    expect(broken).toEqual([]);
  });

  test("every schema of an object, a union or a closed enum is a type", () => {
    const expected = Object.entries(document.components.schemas)
      .filter(([, schema]) => ["properties", "anyOf", "oneOf", "enum"].some((word) => word in schema))
      .map(([name]) => name);
    expect(expected.length).toBeGreaterThan(60);
    expect(expected.filter((name) => !types.has(name))).toEqual([]);
  });

  test("every operation is a method that gives the JSON response, though a stream stands next to it", () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    const expected = operations.map(({ operationId, responses }) => [
      operationId.replace(/^g/, "G"),
      nameIn(responses["200"].content["application/json"].schema.$ref),
    ]);
    const synchronous = [...types.values()].filter(({ name }) => /^I.*ApiSync$/.test(name));
    const methods = synchronous.flatMap((type) => Object.entries(type.methods));
    expect(methods.filter(([name]) => !name.endsWith("WithHttpInfo")).sort()).toEqual(expected.sort());
  });

  test("unions are made from each of their kinds, and an error's detail is one", () => {
    expect(types.get("ErrorBody")?.properties["Detail"]).toBe("ErrorDetail");
    expect(types.get("ErrorDetail")?.constructors).toEqual([
      ["string"],
      ["List<ParameterDetail>"],
      ["ParameterDetail"],
    ]);
    expect(types.get("StopSequences")?.constructors).toEqual([["string"], ["List<string>"]]);
    const roles = ["System", "Developer", "User", "Assistant", "Tool"];
    expect(types.get("ChatRequestMessage")?.constructors).toEqual(roles.map((role) => [`ChatRequest${role}Message`]));
  });

  test("closed enums are enums, and those to which values may be added are text", () => {
    expect(types.get("ChatRequestUserMessage")?.properties["Role"]).toBe("RoleEnum");
    expect(types.get("ChatChoice")?.properties["FinishReason"]).toBe("string");
  });
});
