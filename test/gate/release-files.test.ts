import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyDocuments, writeChecksums } from "../../gate/release-files.ts";
import { apiVersions } from "../../generated/operations.ts";
import { scratch } from "../scratch.ts";

test("every document is a file of the release under its own name, and has its SHA-256", async () => {
  const folder = join(await scratch(), "release");
  const documents = await copyDocuments("generated/openapi", folder);
  expect(documents).toHaveLength(apiVersions.length * 7);
  expect(documents).toContain("model-inference-2025-04-01-openapi-3.1.yaml");
  await writeFile(join(folder, "model-inference-0.0.0.tgz"), "packed");
  await writeChecksums(folder);
  await writeChecksums(folder);

  const lines = (await readFile(join(folder, "SHA256SUMS"), "utf8")).trim().split("\n");
  const named = lines.map((line) => line.split("  "));
  expect(named.map(([, name]) => name)).toEqual((await readdir(folder)).filter((name) => name !== "SHA256SUMS").sort());
  for (const [digest, name] of named) {
    const bytes = await readFile(join(folder, name as string));
    expect(createHash("sha256").update(bytes).digest("hex"), name).toBe(digest);
  }
});
