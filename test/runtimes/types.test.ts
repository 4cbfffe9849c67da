import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { beforeAll, describe, expect, inject, test, vi } from "vitest";
import { run } from "../../release/command.ts";
import { describeWith } from "../consumers/toolchain.ts";
import { compilers, type Project } from "./compilers.ts";
import { place } from "./installed.ts";

vi.setConfig({ maxConcurrency: availableParallelism() });

const { npm } = inject("installed");

/** The same files in a project of ES modules and in one of CommonJS. */
const folderOf = (type: Project["type"]): string => join(npm, "consumer", type);

const strict = {
  target: "ES2022",
  lib: ["ES2022", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
  strict: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  esModuleInterop: true,
  skipLibCheck: false,
  noEmit: true,
};

/** `module: esnext` has no `import = require`. */
const filesFor = (module: string): string[] => [
  "web.ts",
  "node.ts",
  "every-entry.ts",
  ...(module === "esnext" ? [] : ["required.cts"]),
];

/** Compiles as a project of its own would: what tsc complains of is in the error. */
async function compile(
  compiler: string,
  name: string,
  folder: string,
  options: object,
  files: string[],
): Promise<string> {
  const config = join(folder, `tsconfig.${name.replace(/\W+/g, "-")}.json`);
  await writeFile(config, JSON.stringify({ compilerOptions: { ...strict, ...options }, files }));
  return run(process.execPath, [compiler, "-p", config], { cwd: folder });
}

const tool = {
  name: "TypeScript 6 in test/runtimes/node_modules",
  command: [process.execPath, place("typescript-6/bin/tsc"), "-v"] as const,
};

describeWith([tool], "the types of the packed package have no mistake", () => {
  beforeAll(async () => {
    for (const type of ["module", "commonjs"] as const) {
      await cp(join(import.meta.dirname, "consumer"), folderOf(type), { recursive: true });
      await writeFile(join(folderOf(type), "package.json"), JSON.stringify({ type }));
    }
    await mkdir(join(npm, "node_modules/@types"), { recursive: true });
    for (const name of ["@types/node", "undici-types", "@opentelemetry/api", "bullmq", "ioredis"]) {
      await mkdir(dirname(join(npm, "node_modules", name)), { recursive: true });
      await symlink(resolve("node_modules", name), join(npm, "node_modules", name));
    }
  });

  for (const { name, path, projects } of compilers) {
    describe.concurrent(`for ${name}`, () => {
      for (const { type, module, moduleResolution } of projects) {
        const exact = type === "module" ? [true, false] : [true];
        for (const exactOptionalPropertyTypes of exact) {
          const title = `${type}, ${module}, ${moduleResolution}, exactOptionalPropertyTypes ${exactOptionalPropertyTypes}`;
          test(title, async () => {
            const options = { module, moduleResolution, exactOptionalPropertyTypes, types: ["node"] };
            expect(await compile(path, `${name} ${title}`, folderOf(type), options, filesFor(module))).toBe("");
          });
        }
      }

      test("with no types of Node", async () => {
        const options = { module: "esnext", moduleResolution: "bundler", types: [] };
        expect(await compile(path, `${name} web`, folderOf("module"), options, ["web.ts"])).toBe("");
      });
    });
  }
});
