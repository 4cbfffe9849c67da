import { cp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { drift } from "../../codegen/drift.ts";
import { damagedSpec, scratch } from "../support/scratch.ts";

test("E02: what is checked in is what the spec makes", async () => {
  expect(await drift("spec/main.tsp", "generated")).toEqual([]);
});

test("E02: a model that changes without its output is found, by file", async () => {
  const { entry } = await damagedSpec(
    "models/model-info.tsp",
    "  model_name: string;",
    "  model_name?: string | null;",
  );
  const lines = await drift(entry, "generated");
  expect(lines).toContain("openapi/2025-04-01/openapi-3.1.json is not what spec/ makes");
  expect(lines).toContain("types.ts is not what spec/ makes");
  expect(lines).toContain("validators.ts is not what spec/ makes");
});

test("E02: a file that is edited, missing or too many is found", async () => {
  const folder = join(await scratch(), "generated");
  await cp("generated", folder, { recursive: true });
  await writeFile(join(folder, "types.ts"), "// edited by hand");
  await rm(join(folder, "operations.ts"));
  await writeFile(join(folder, "openapi", "extra.json"), "");
  expect(await drift("spec/main.tsp", folder)).toEqual([
    "openapi/extra.json is not made from spec/",
    "operations.ts is missing",
    "types.ts is not what spec/ makes",
  ]);
});
