import { execFile } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
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

const execFileAsync = promisify(execFile);
let endpoint = "";
beforeAll(async () => {
  const choices = [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Hello" } }];
  const answer = JSON.stringify({ id: "a", object: "chat.completion", created: 1, model: "m", choices });
  const server = createServer(({ url = "" }, response) => {
    const isChat = url.startsWith("/chat/");
    response.writeHead(isChat ? 200 : 404, { "content-type": "application/json" }).end(isChat ? answer : "{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return () => void server.close();
});

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
        const title = `${type}, ${module}, ${moduleResolution}`;
        const options = { module, moduleResolution, types: ["node"] };

        test(`${title}, and what it emits runs`, async () => {
          const out = `out-${name} ${module} ${moduleResolution}`.replace(/\W+/g, "-");
          const emitting = { ...options, exactOptionalPropertyTypes: true, noEmit: false, outDir: out };
          const files = [...filesFor(module), "answering.ts"];
          expect(await compile(path, out, folderOf(type), emitting, files)).toBe("");
          const env = { PATH: process.env["PATH"], ENDPOINT: endpoint };
          const flags = type === "commonjs" ? ["--no-experimental-require-module"] : [];
          const { stdout } = await execFileAsync(
            process.execPath,
            [...flags, join(folderOf(type), out, "answering.js")],
            { env },
          );
          expect(stdout).toBe("Hello true false true\n");
        });

        if (type === "module")
          test(`${title}, exactOptionalPropertyTypes false`, async () => {
            const loose = { ...options, exactOptionalPropertyTypes: false };
            expect(await compile(path, `${name} ${title} loose`, folderOf(type), loose, filesFor(module))).toBe("");
          });
      }

      test("with no types of Node", async () => {
        const options = { module: "esnext", moduleResolution: "bundler", types: [] };
        expect(await compile(path, `${name} web`, folderOf("module"), options, ["web.ts"])).toBe("");
      });
    });
  }
});
