import { execFile } from "node:child_process";
import { cp, mkdir, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { promisify } from "node:util";
import * as hooks from "vitest";
import { beforeAll, expect, test } from "vitest";
import { apiVersions } from "../../generated/operations.ts";
import { useEmulator } from "../../src/emulator/index.ts";
import { build, buildTimeMs, toldBy } from "./programs.ts";
import { describeWith } from "./toolchain.ts";

const run = promisify(execFile);
const emulator = useEmulator(hooks, { keys: ["good"] });
const out = resolve("out/typescript");
const tool = (name: string): string => resolve("node_modules/.bin", name);

const scenarios = {
  info: { name: "emulated-all", type: "chat-completion" },
  chat: {
    content: 'You said "Hello, you". The model emulated-all is emulated and repeats what it is told.',
    finish_reason: "stop",
  },
  embeddings: { lengths: [256, 256] },
  refused: {
    status: 422,
    detail: [{ type: "value_error", loc: ["body", "temperature"], msg: "must be >= 0", input: -1 }],
  },
  stream: { events: 25, last: "data: [DONE]" },
};

describeWith([{ name: "npm", command: ["npm", "--version"] }], "E20, E23-E25, E29-E32: TypeScript's generators", () => {
  beforeAll(async () => {
    await rm(out, { recursive: true, force: true });
    await mkdir(out, { recursive: true });
    await cp("test/consumers/typescript", out, { recursive: true });
    for (const flavour of ["3.0", "3.1"])
      await cp(`generated/openapi/2025-04-01/openapi-${flavour}.json`, `${out}/openapi-${flavour}.json`);
    await build(out, "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    await build(out, "npx", ["--no-install", "openapi-ts"]);
    await build(out, "npx", ["--no-install", "orval", "--config", "./orval.config.ts"]);
    await build(out, tool("tsc"), ["-p", ".", "--typeRoots", resolve("node_modules/@types"), "--types", "node"]);
  }, buildTimeMs);

  test("swagger-parser takes the documents of 3.0 at its defaults", async () => {
    const documents = apiVersions.map((version) => resolve(`generated/openapi/${version}/openapi-3.0.json`));
    const { stdout } = await run(process.execPath, [`${out}/swagger-parser.mjs`, ...documents]);
    expect(stdout.trim().split("\n")).toEqual(apiVersions.map(() => '"3.0.3"'));
  });

  test.each(["hey-api", "orval"])("%s makes a client of info, chat, vectors, mistakes and a stream", async (name) => {
    expect(await toldBy(tool("tsx"), [`${out}/${name}.ts`, emulator.url, "good"])).toEqual(scenarios);
  });
});
