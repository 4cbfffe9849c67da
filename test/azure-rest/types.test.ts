import { resolve } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const theirs = "@azure-rest/ai-inference";
const ours = resolve("src/azure-rest/index.ts");
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.dom.asynciterable.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ["node"],
  paths: { "#platform": [resolve("src/node/platform.ts")] },
  strict: true,
  exactOptionalPropertyTypes: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
};

/** A program of one file that is only in memory, or of one that is there. */
function programOf(file: string, more: ts.CompilerOptions = {}, code?: string): ts.Program {
  const host = ts.createCompilerHost({ ...options, ...more });
  const { fileExists, readFile, getSourceFile } = host;
  if (code !== undefined) {
    host.fileExists = (name) => name === file || fileExists(name);
    host.readFile = (name) => (name === file ? code : readFile(name));
    host.getSourceFile = (name, ...rest) =>
      name === file
        ? ts.createSourceFile(name, code, {
            languageVersion: ts.ScriptTarget.ES2022,
            impliedNodeFormat: ts.ModuleKind.ESNext,
          })
        : getSourceFile(name, ...rest);
  }
  return ts.createProgram([file], { ...options, ...more }, host);
}

const messagesOf = (program: ts.Program): string[] =>
  ts.getPreEmitDiagnostics(program).map(({ messageText, file, start }) => {
    const line = file?.text.slice(0, start).split("\n").length;
    return `${line}: ${ts.flattenDiagnosticMessageText(messageText, " ").slice(0, 300)}`;
  });

/** The names that a module exports. */
function namesOf(specifier: string): string[] {
  const file = resolve("test/azure-rest/names.ts");
  const program = programOf(file, {}, `import * as all from "${specifier}"; export { all };`);
  const source = program.getSourceFile(file);
  const [statement] = source?.statements ?? [];
  if (statement === undefined || !ts.isImportDeclaration(statement)) throw new Error("no import");
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(statement.moduleSpecifier);
  if (module === undefined) throw new Error(`${specifier} is not found`);
  return checker
    .getExportsOfModule(module)
    .map(({ name }) => name)
    .sort();
}

const typeNames = namesOf(theirs).filter((name) => !["default", "isUnexpected"].includes(name));

describe("types of the retired package", () => {
  test("every exported name is there", () => {
    expect(typeNames.length).toBeGreaterThan(70);
    expect(namesOf(ours)).toEqual(expect.arrayContaining(namesOf(theirs)));
  });

  const operations = ["GetChatCompletions", "GetEmbeddings", "GetImageEmbeddings", "GetModelInfo"];
  /** Of what a program passes in, theirs must fit ours; of what it is given, ours must fit theirs; of the rest, both. */
  const differ = {
    // Given alone: an answer holds its request, whose body is text or bytes with ours, and more with theirs.
    "theirs fit ours": [
      ...operations,
      ...operations.flatMap((name) => [`${name}200Response`, `${name}DefaultResponse`]),
      "ModelClient",
      "Routes",
    ],
    // Passed in alone, and told of such answers; and the pipeline, which has less.
    "ours fit theirs": [...operations.map((name) => `${name}Parameters`), "ModelClient", "ModelClientOptions"],
  };

  test.each(["theirs fit ours", "ours fit theirs"] as const)("%s, save for those listed", (direction) => {
    const [from, to] = direction === "theirs fit ours" ? ["Theirs", "Ours"] : ["Ours", "Theirs"];
    const code = [
      `import type * as Theirs from "${theirs}"; import type * as Ours from "${ours}";`,
      ...typeNames.map((name) => `export const ${name}: ${to}.${name} = null! as ${from}.${name};`),
    ].join("\n");
    const failing = messagesOf(programOf(resolve("test/azure-rest/assign.ts"), {}, code));
    const named = failing.map((message) => typeNames[Number.parseInt(message, 10) - 2]);
    expect(named, failing.join("\n")).toEqual(differ[direction].sort());
  });

  test("of a client `pipeline` has less, and of an untyped path `trace` is left out, which fetch cannot send", () => {
    const code = `
      import type { ModelClient as Theirs } from "${theirs}"; import type { ModelClient as Ours } from "${ours}";
      type Methods<Client extends { pathUnchecked: (...args: never[]) => unknown }> = ReturnType<Client["pathUnchecked"]>;
      export const client: Omit<Theirs, "pipeline" | "pathUnchecked"> = null! as Ours;
      export const methods: Omit<Methods<Theirs>, "trace"> = null! as Methods<Ours>;`;
    expect(messagesOf(programOf(resolve("test/azure-rest/client.ts"), {}, code))).toEqual([]);
  });

  test.each([
    ["the retired package", {}],
    ["ours in its place", { paths: { ...options.paths, [theirs]: [ours] } }],
  ])("the programs compile with %s", (_, more) => {
    expect(messagesOf(programOf(resolve("test/azure-rest/programs.ts"), more))).toEqual([]);
  });
});
