import { cp, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { Document } from "../../codegen/document.ts";
import { newest } from "../documents.ts";
import { build, buildTimeMs } from "./programs.ts";
import { describeWith } from "./toolchain.ts";

const out = resolve("out/typespec");

describeWith([{ name: "npm", command: ["npm", "--version"] }], "the package as a TypeSpec library", () => {
  beforeAll(async () => {
    await rm(out, { recursive: true, force: true });
    await mkdir(out, { recursive: true });
    await cp("test/consumers/typespec", out, { recursive: true });
    await build(out, "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    // As it is published, not as it stands here.
    await build(resolve("."), "npm", ["pack", "--ignore-scripts", "--pack-destination", out]);
    const [tarball = ""] = (await readdir(out)).filter((file) => file.endsWith(".tgz"));
    await build(out, "npm", ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", tarball]);
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
});
