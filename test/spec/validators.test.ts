import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { expect, test } from "vitest";
import type { Validator } from "../../generated/validators.ts";
import * as validators from "../../generated/validators.ts";
import { scratch } from "../support/scratch.ts";

const module = "generated/validators.ts";
const { operationValidators, ...guards } = validators;
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

/** What a program prints where code from text is forbidden. */
async function runWithoutCodeFromText(code: string): Promise<string> {
  const file = join(await scratch(), "program.mjs");
  await writeFile(file, code);
  const { stdout } = await promisify(execFile)(process.execPath, ["--disallow-code-generation-from-strings", file]);
  return stdout;
}

test("C17: every validator works where code from text is forbidden, as it does elsewhere", async () => {
  const names = JSON.stringify(all.map(([name]) => name));
  const code = await bundle(`import * as validators from "./${module}";
    console.log(JSON.stringify(${names}.map((name) => [name, validators[name]({}), validators[name].errors])));`);
  const here = all.map(([name, validate]) => [name, validate({}), validate.errors]);
  expect(JSON.parse(await runWithoutCodeFromText(code))).toEqual(here);
});

test("C17: code from text is reported there", async () => {
  await expect(runWithoutCodeFromText('new Function("return 1")')).rejects.toThrow(
    "Code generation from strings disallowed",
  );
});

test("C18: no validator requires, evaluates or makes functions from text", () => {
  expect(readFileSync(module, "utf8")).not.toMatch(/\brequire\(|\beval\(|\bFunction\(/);
  expect(all.length).toBeGreaterThanOrEqual(Object.keys(operationValidators).length);
});

test("C18: the validators import nothing but types", () => {
  const imports = readFileSync(module, "utf8")
    .match(/^.*\b(?:import|from)\b.*$/gm)
    ?.filter((line) => !/^\s*(?:\*|\/)/.test(line));
  expect(imports).toEqual([expect.stringMatching(/^import type \{.*\} from "\.\/types\.ts";$/)]);
});

test("one validator brings the code of no other into a bundle", async () => {
  const source = readFileSync(module, "utf8");
  const functions = Array.from(
    source.matchAll(/^export const (\w+): .* = (validate\d+);$/gm),
    ([, name = "", code = ""]) => ({
      name,
      defined: new RegExp(`\\bfunction ${code}\\b`),
    }),
  );
  expect(functions).toHaveLength(all.length);
  const everything = await bundle(`export * from "./${module}";`);
  for (const { name, defined } of functions) {
    expect(everything).toMatch(defined);
    const text = await bundle(`export { ${name} } from "./${module}";`);
    const inside = functions.filter((other) => other.defined.test(text));
    expect(inside.map((other) => other.name)).toEqual([name]);
  }
});

test("E28: a wrong tag is one error that lists the tags, not one error a variant", () => {
  validators.validateChatCompletionsOptions({ messages: [{ role: "usr" }] });
  const allowedValues = ["system", "developer", "user", "assistant", "tool"];
  expect(validators.validateChatCompletionsOptions.errors).toEqual([
    { instancePath: "/messages/0", keyword: "discriminator", params: { error: "mapping", tag: "role", allowedValues } },
  ]);
});
