import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { codeBlocks } from "../../docs/site/code-blocks.ts";
import { run } from "../../release/command.ts";
import { describeWith } from "../consumers/toolchain.ts";
import { place } from "./installed.ts";
import { nodes, toolOf } from "./runtimes.ts";
import { startEndpoint } from "./suite.ts";

const { npm } = inject("installed");
const folder = join(npm, "jest");
const [oldest] = nodes;
if (oldest === undefined) throw new Error("There is no line of Node.");

/** Runs one file of tests as a CommonJS project would, with Jest's defaults beside `config`. */
async function jest(file: string, config: object = {}): Promise<string> {
  await writeFile(join(folder, "jest.config.json"), JSON.stringify(config));
  const [program] = oldest?.command ?? [];
  if (program === undefined) throw new Error("There is no Node.");
  return run(program, [place("jest/bin/jest.js"), "--ci", "--no-cache", "--silent", file], { cwd: folder });
}

describeWith([toolOf(oldest)], "audit F5: Jest 30, on the oldest Node", () => {
  beforeAll(async () => {
    await cp(join(import.meta.dirname, "consumer/jest"), folder, { recursive: true });
    await writeFile(join(folder, "package.json"), '{ "private": true }');
    const options = { target: "ES2022", module: "commonjs", esModuleInterop: true, strict: true };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options }));
    for (const name of ["ts-jest", "@jest/globals", "jest-environment-jsdom"]) {
      await mkdir(dirname(join(folder, "node_modules", name)), { recursive: true });
      await symlink(place(name), join(folder, "node_modules", name));
    }
  });

  test("requires the package", async () => {
    await jest("required.test.js");
  });

  test("imports it by ts-jest, and mocks it", async () => {
    await jest("imported.test.ts", { preset: "ts-jest" });
  });

  test("a process with the globals of happy-dom is no page either", async () => {
    await symlink(place("happy-dom"), join(npm, "node_modules/happy-dom"));
    const { url } = await startEndpoint();
    expect(await run(process.execPath, ["happy-dom.cjs", url], { cwd: npm })).toBe("emulated-all\n");
  });

  test("E12: runs the tests of the docs", async () => {
    const blocks = await codeBlocks("ts jest");
    expect(blocks.length).toBeGreaterThan(0);
    for (const { name, code } of blocks) {
      await writeFile(join(folder, `${name}.test.ts`), code);
      await jest(`${name}.test.ts`, { preset: "ts-jest" });
    }
  });

  test("has a DOM that is no page", async () => {
    await jest("dom.test.js");
  });
});
