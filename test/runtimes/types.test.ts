import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, inject, test, vi } from "vitest";
import { run } from "../../release/command.ts";
import { describeWith } from "../consumers/toolchain.ts";
import { compilers, resolutions } from "./compilers.ts";
import { place } from "./installed.ts";

vi.setConfig({ maxConcurrency: availableParallelism() });

const { npm } = inject("installed");
const folder = join(npm, "consumer");

const strict = {
  target: "ES2022",
  lib: ["ES2022", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
  strict: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
  noEmit: true,
};

/** Compiles as a project of its own would: what tsc complains of is in the error. */
async function compile(compiler: string, name: string, compilerOptions: object, files: string[]): Promise<string> {
  const config = join(folder, `tsconfig.${name.replace(/\W+/g, "-")}.json`);
  await writeFile(config, JSON.stringify({ compilerOptions: { ...strict, ...compilerOptions }, files }));
  return run(process.execPath, [compiler, "-p", config], { cwd: folder });
}

const tool = {
  name: "TypeScript 6 in test/runtimes/node_modules",
  command: [process.execPath, place("typescript-6/bin/tsc"), "-v"] as const,
};

describeWith([tool], "the types of the packed package have no mistake", () => {
  beforeAll(async () => {
    await cp(join(import.meta.dirname, "consumer"), folder, { recursive: true });
    await mkdir(join(npm, "node_modules/@types"), { recursive: true });
    for (const name of ["@types/node", "undici-types"])
      await symlink(resolve("node_modules", name), join(npm, "node_modules", name));
  });

  for (const { name, path, requiresModules } of compilers) {
    describe.concurrent(`for ${name}`, () => {
      for (const { moduleResolution, module } of resolutions) {
        for (const exactOptionalPropertyTypes of [true, false]) {
          test(`${moduleResolution}, exactOptionalPropertyTypes ${exactOptionalPropertyTypes}`, async () => {
            const options = { module, moduleResolution, exactOptionalPropertyTypes, types: ["node"] };
            const files = ["web.ts", "node.ts", ...(requiresModules && module === "nodenext" ? ["required.cts"] : [])];
            const title = `${name} ${moduleResolution} ${exactOptionalPropertyTypes}`;
            expect(await compile(path, title, options, files)).toBe("");
          });
        }
      }

      test("with no types of Node", async () => {
        const options = { module: "esnext", moduleResolution: "bundler", types: [] };
        expect(await compile(path, `${name} web`, options, ["web.ts"])).toBe("");
      });
    });
  }
});
