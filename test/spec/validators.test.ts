import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Validator } from "../../generated/validators.ts";
import * as validators from "../../generated/validators.ts";
import { issuesOf } from "../../src/validation/index.ts";
import { scratch } from "../scratch.ts";

const module = "generated/validators.ts";
const { operationValidators: _, ...guards } = validators;
const all = Object.entries(guards) as unknown as [string, Validator<unknown>][];

async function bundle(source: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: "." },
    bundle: true,
    format: "esm",
    platform: "neutral",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

test("C18: no validator requires, evaluates or makes functions from text", () => {
  expect(readFileSync(module, "utf8")).not.toMatch(/\brequire\(|\beval\(|new Function|\bFunction\(/);
  expect(all).toHaveLength(13);
});

test("C17: every validator works where code from text is forbidden", async () => {
  const source = `import * as validators from "./${module}";
    console.log(${JSON.stringify(all.map(([name]) => name))}.map((name) => validators[name]({})).join());`;
  const file = join(await scratch(), "all.mjs");
  await writeFile(file, await bundle(source));
  const { stdout } = await promisify(execFile)(process.execPath, ["--disallow-code-generation-from-strings", file]);
  expect(stdout.trim().split(",")).toHaveLength(all.length);
});

test("one validator brings no other into a bundle", async () => {
  for (const [name] of all) {
    const text = await bundle(`import { ${name} } from "./${module}"; console.log(${name}({}));`);
    const others = all.filter(([other]) => other !== name && new RegExp(`\\b${other}\\b`).test(text));
    expect(
      others.map(([other]) => other),
      name,
    ).toEqual([]);
  }
});

test("C21, C22: no value is changed, and nothing of it stands in errors or issues, but names of members", () => {
  const secret = "s3cret";
  const values = fc
    .jsonValue()
    .map((value) => JSON.parse(JSON.stringify(value, (_, part) => (typeof part === "string" ? secret : part))));
  const shaped = fc.record({
    messages: fc.array(fc.record({ role: fc.constantFrom(secret, "user"), content: values })),
    prompt: values,
    input: values,
    choices: values,
    data: values,
    code: values,
  });
  fc.assert(
    fc.property(fc.oneof(values, shaped), (value) => {
      const before = JSON.stringify(value);
      for (const [, validate] of all) {
        validate(value);
        expect(JSON.stringify(validate.errors ?? null)).not.toContain(secret);
        expect(JSON.stringify(issuesOf(validate, value))).not.toContain(secret);
      }
      expect(JSON.stringify(value)).toBe(before);
    }),
  );
});

test("C20: a value with a hundred thousand mistakes gives one place", () => {
  const messages = Array.from({ length: 100_000 }, () => ({ role: "nobody" }));
  expect(issuesOf(validators.validateChatCompletionsOptions, { messages })).toHaveLength(1);
});

test("E27: a tag without the members that it asks for is refused, in requests of every kind", () => {
  const refused: [body: object, pointer: string][] = [
    [{ messages: [{ role: "tool" }] }, "/messages/0/tool_call_id"],
    [{ messages: [{ role: "user", content: [{ type: "input_audio" }] }] }, "/messages/0/content/0/input_audio"],
    [
      { messages: [{ role: "user", content: "a" }], response_format: { type: "json_schema" } },
      "/response_format/json_schema",
    ],
  ];
  for (const [body, pointer] of refused) {
    expect(issuesOf(validators.validateChatCompletionsOptions, body)).toEqual([{ pointer, message: "is missing" }]);
  }
});

test("E28: a wrong tag is one error that lists the tags, not one error a variant", () => {
  validators.validateChatCompletionsOptions({ messages: [{ role: "usr" }] });
  const allowedValues = ["system", "developer", "user", "assistant", "tool"];
  expect(validators.validateChatCompletionsOptions.errors).toEqual([
    { instancePath: "/messages/0", keyword: "discriminator", params: { error: "mapping", tag: "role", allowedValues } },
  ]);
});

test("C19: a hostile text is no work", () => {
  const name = `${"a".repeat(100 * 1024)}!`;
  const body = { messages: [{ role: "user", content: "" }], tools: [{ type: "function", function: { name } }] };
  expect(issuesOf(validators.validateChatCompletionsOptions, body)).toEqual([
    { pointer: "/tools/0/function/name", message: "must have at most 64 characters" },
  ]);
});

describe("issues tell the place and what would be right", () => {
  const messages = [{ role: "user", content: "a" }];
  test.each<[body: unknown, pointer: string, message: string]>([
    [[], "", "must be an object"],
    [{}, "/messages", "is missing"],
    [{ messages: [] }, "/messages", "must have at least 1 item"],
    [
      { messages: [{ role: "usr" }] },
      "/messages/0/role",
      'must be one of "system", "developer", "user", "assistant", "tool"',
    ],
    [
      { messages: [{ content: "a" }] },
      "/messages/0/role",
      'must be one of "system", "developer", "user", "assistant", "tool"',
    ],
    [{ messages: [{ role: "user" }] }, "/messages/0/content", "is missing"],
    [{ messages: [{ role: "user", content: 7 }] }, "/messages/0/content", "must be a string or an array"],
    [{ messages: [{ role: "user", content: [{ type: "text" }] }] }, "/messages/0/content/0/text", "is missing"],
    [{ messages: [{ role: "user", content: "a", name: "b" }] }, "/messages/0/name", "is not a member of the contract"],
    [
      { messages: [{ role: "user", content: "a", "x/y~z": "b" }] },
      "/messages/0/x~1y~0z",
      "is not a member of the contract",
    ],
    [{ messages, temperature: -1 }, "/temperature", "must be >= 0"],
    [{ messages, top_p: 2 }, "/top_p", "must be <= 1"],
    [{ messages, max_tokens: 1.5 }, "/max_tokens", "must be an integer"],
    [
      { messages, tools: [{ type: "function", function: { name: "a b" } }] },
      "/tools/0/function/name",
      "must match ^[A-Za-z0-9_-]+$",
    ],
    [{ messages, tool_choice: { type: "function" } }, "/tool_choice/function", "is missing"],
    [
      { messages, response_format: { type: "xml" } },
      "/response_format/type",
      'must be one of "text", "json_object", "json_schema"',
    ],
    [
      { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "u", detail: "max" } }] }] },
      "/messages/0/content/0/image_url/detail",
      'must be one of "auto", "low", "high"',
    ],
  ])("%j", (body, pointer, message) => {
    expect(issuesOf(validators.validateChatCompletionsOptions, body)).toMatchObject([{ pointer, message }]);
  });
});
