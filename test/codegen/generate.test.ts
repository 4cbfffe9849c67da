import { execFile } from "node:child_process";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { generate } from "../../codegen/generate.ts";
import { SpecError } from "../../codegen/problem.ts";
import { damagedSpec, scratch } from "../support/scratch.ts";

/** Runs the command and tells its exit code and what it says of the failure. */
async function run(...args: string[]): Promise<{ code: number; stderr: string }> {
  try {
    await promisify(execFile)(process.execPath, ["--import", "tsx", "codegen/generate.ts", ...args]);
    return { code: 0, stderr: "" };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, stderr };
  }
}

describe("a spec that is wrong gives file, line and what to do", () => {
  test.each<[string, string, string, string, RegExp]>([
    [
      "a slip of the pen",
      "models/tools.tsp",
      "model ToolCall {",
      "model ToolCall {{",
      /spec\/models\/tools\.tsp:\d+:\d+: token-expected: /,
    ],
    [
      "an unknown type",
      "models/images.tsp",
      "image: string;",
      "image: strng;",
      /spec\/models\/images\.tsp:\d+:10: invalid-ref: Unknown identifier strng/,
    ],
    [
      "a union without a name",
      "models/chat-messages.tsp",
      "content: UserMessageContent;",
      "content: string | ContentItem[];",
      /spec\/models\/chat-messages\.tsp:\d+:3: unions-are-named: declare this union as a named one\.\n {4}seen in 2024-04-01-preview 3\.0#\/components\/schemas\/ChatRequestUserMessage\/properties\/content and \d+ more/,
    ],
    [
      "audit I: a model that extends another",
      "models/embeddings.tsp",
      "model EmbeddingItem {",
      "model EmbeddingItem extends ModelInfo {",
      /spec\/models\/embeddings\.tsp:\d+:1: no-inheritance: spread the members \(`\.\.\.Base`\) in place of `extends`\./,
    ],
    [
      "a property without a description",
      "models/model-info.tsp",
      "  /** The name of the model. [info] */\n",
      "",
      /spec\/models\/model-info\.tsp:\d+:3: documented: write a sentence of documentation\./,
    ],
    [
      "an operation without a source",
      "routes.tsp",
      "/** Creates an embedding vector for each text. [embeddings] */",
      "/** Creates an embedding vector for each text. */",
      /spec\/routes\.tsp:\d+:\d+: documented: name the sentence's source in brackets/,
    ],
    [
      "a `using` that nothing needs, as the linter of TypeSpec tells",
      "models/images.tsp",
      "namespace ModelInference;",
      'import "@typespec/http";\nusing Http;\nnamespace ModelInference;',
      /images\.tsp:\d+:1: @typespec\/compiler\/unused-using: /,
    ],
    [
      "an example that does not fit its schema",
      "examples/getImageEmbeddings.json",
      '"image": "data:',
      '"picture": "data:',
      /routes\.tsp:\d+:\d+: examples-fit: the example does not fit its schema: \/input\/0 must have required property 'image'/,
    ],
    [
      "an example that is no JSON",
      "examples/getImageEmbeddings.json",
      "[",
      "{",
      /examples\/getImageEmbeddings\.json: examples: /,
    ],
    [
      "an example with an unknown key",
      "examples/getImageEmbeddings.json",
      '"response":',
      '"answer":',
      /examples\/getImageEmbeddings\.json: examples: "answer" is not a key of an example: use name, /,
    ],
    [
      "a schema without an example",
      "examples/getChatCompletions.json",
      '"role": "developer"',
      '"role": "system"',
      /chat-messages\.tsp:\d+:\d+: schemas-in-examples: no example contains a value of it: add one in spec\/examples\/\./,
    ],
    [
      "a tag that two variants share",
      "models/chat-messages.tsp",
      'role: "developer";',
      "role: string;",
      /chat-messages\.tsp:\d+:\d+: invalid-discriminated-union-variant/,
    ],
  ])("%s", async (_, file, from, to, message) => {
    const { entry } = await damagedSpec(file, from, to);
    const error: unknown = await generate(entry).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(SpecError);
    expect((error as SpecError).message).toMatch(message);
  });
});

test("a run that fails exits with 1, writes nothing and leaves nothing behind", async () => {
  const { folder, entry } = await damagedSpec("models/model-info.tsp", "  /** The name of the model. [info] */\n", "");
  const out = join(folder, "generated");
  await mkdir(out);
  await writeFile(join(out, "kept.txt"), "as it was");
  const { code, stderr } = await run("--spec", entry, "--out", out);
  expect(code).toBe(1);
  expect(stderr).toMatch(/: documented: write a sentence of documentation\..*\nNothing was written\.\n$/s);
  expect(await readdir(out)).toEqual(["kept.txt"]);
  expect((await readdir(folder)).sort()).toEqual(["generated", "spec"]);
});

test("a spec that is not there is reported by name", async () => {
  const { code, stderr } = await run("--spec", "nowhere/main.tsp");
  expect(code).toBe(1);
  expect(stderr).toMatch(/file-not-found: File .*nowhere\/main\.tsp not found\./);
});

test("a spec without versions is refused, with what it lacks", async () => {
  const folder = await scratch();
  await writeFile(join(folder, "main.tsp"), 'import "@typespec/http";\n@service(#{ title: "t" })\nnamespace T;\n');
  const { code, stderr } = await run("--spec", join(folder, "main.tsp"), "--out", join(folder, "out"));
  expect(code).toBe(1);
  expect(stderr).toMatch(/has no versioned service: put @service and @versioned on its namespace\./);
  expect(await readdir(folder)).toEqual(["main.tsp"]);
});

test("an unknown option is reported with the usage", async () => {
  const { code, stderr } = await run("--sepc", "x");
  expect(code).toBe(1);
  expect(stderr).toMatch(/Unknown option '--sepc'/);
  expect(stderr).toMatch(/usage: npm run generate -- \[--spec spec\/main\.tsp\] \[--out generated\]/);
});
