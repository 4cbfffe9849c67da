import { cp, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import * as hooks from "vitest";
import { beforeAll, expect, test } from "vitest";
import type { Document } from "../../codegen/document.ts";
import { useEmulator } from "../../src/emulator/index.ts";
import { newest } from "../support/documents.ts";
import { build, buildTimeMs } from "./programs.ts";
import { environment, installTimeMs, python, runScript } from "./python.ts";
import { describeWith } from "./toolchain.ts";

const out = resolve("out/typespec");

const emulator = useEmulator(hooks, { keys: ["good"] });

describeWith([{ name: "npm", command: ["npm", "--version"] }, python], "the package as a TypeSpec library", () => {
  beforeAll(async () => {
    await rm(out, { recursive: true, force: true });
    await mkdir(out, { recursive: true });
    await cp("test/consumers/typespec", out, { recursive: true });
    await build(out, "npm", ["ci", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund"]);
    // As it is published, not as it stands here.
    await build(resolve("."), "npm", ["pack", "--ignore-scripts", "--pack-destination", out]);
    const [tarball = ""] = (await readdir(out)).filter((file) => file.endsWith(".tgz"));
    await build(out, "npm", [
      "install",
      "--no-save",
      "--legacy-peer-deps",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      tarball,
    ]);
    await build(out, "npx", ["--no-install", "tsp", "compile", "."]);
  }, buildTimeMs);

  test("another project adds a route and a model, with what the contract's operations have in common", async () => {
    const file = join(out, "made/openapi", `openapi.${newest}.json`);
    const { paths, components } = JSON.parse(await readFile(file, "utf8")) as Document;
    expect(Object.keys(paths)).toContain("/chat/completions");
    const rerank = paths["/rerank"]?.["post"];
    expect(Object.keys(rerank?.responses ?? {})).toEqual(["200", "4XX", "5XX"]);
    expect(rerank?.parameters.map(({ name }) => name)).toContain("extra-parameters");
    expect(components.schemas["RerankResult"]?.properties?.["usage"]).toMatchObject({
      $ref: "#/components/schemas/EmbeddingsUsage",
    });
  });

  test("TypeSpec's own JSON Schema emitter writes every model", async () => {
    const { $defs } = JSON.parse(await readFile(join(out, "made/schema/contract.json"), "utf8")) as { $defs: object };
    expect(Object.keys($defs)).toEqual(
      expect.arrayContaining(["ChatCompletions", "ChatCompletionsOptions", "ErrorBody", "RerankOptions"]),
    );
  });

  test(
    "TypeSpec's own Python emitter makes a client of info, chat, vectors and mistakes",
    async () => {
      const interpreter = await environment("typespec");
      const told = await runScript(interpreter, "typespec_client.py", [join(out, "made/python"), emulator.url]);
      expect(told).toEqual([
        { info: "emulated-all" },
        { chat: 'You said "Hello". The model emulated-all is emulated and repeats what it is told.' },
        { vectors: 2 },
        { status: 422 },
      ]);
    },
    installTimeMs,
  );
});
