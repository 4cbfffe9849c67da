import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { makeArtifacts } from "../../release/artifacts.ts";
import { run } from "../../release/command.ts";
import { change, repository, temporary, write } from "./repository.ts";

test("C26: a release holds both packages, each document, the vectors, a bill of materials and the checksums of them all", async () => {
  const out = join(await temporary(), "release");
  await makeArtifacts(".", out);
  const { version } = JSON.parse(await readFile("package.json", "utf8")) as { version: string };

  const documents = (await readdir("generated/openapi", { recursive: true })).filter((path) => /\.\w+$/.test(path));
  const files = await readdir(out);
  expect(documents.length).toBeGreaterThan(0);
  expect(files).toEqual(expect.arrayContaining(documents.map((path) => path.replaceAll("/", "-"))));
  for (const name of ["model-inference", "model-inference-contract"]) expect(files).toContain(`${name}-${version}.tgz`);
  expect(files).toContain("vectors.tar.gz");
  const verify = () => run("sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"], { cwd: out });
  await expect(verify()).resolves.toBe("");

  const bom = JSON.parse(await readFile(join(out, "sbom.cdx.json"), "utf8")) as {
    metadata: { component: { name: string } };
    components: { name: string }[];
  };
  expect(bom.metadata.component.name).toBe("model-inference");
  expect(bom.components.map(({ name }) => name).sort()).toEqual([
    "@picocss/pico",
    "@preact/signals",
    "@preact/signals-core",
    "commander",
    "eventsource-parser",
    "jsonc-parser",
    "openapi-fetch",
    "openapi-typescript-helpers",
    "preact",
    "rapidoc",
  ]);

  const bytes = async () =>
    createHash("sha256")
      .update(await readFile(join(out, "SHA256SUMS")))
      .digest("hex");
  const before = await bytes();
  await makeArtifacts(".", out);
  expect(await bytes()).toBe(before);

  await writeFile(join(out, "CHANGES.md"), "edited");
  await expect(verify()).rejects.toThrow("CHANGES.md: FAILED");
});

describe("a tag is the version, and no change waits", async () => {
  const workflow = parse(await readFile(".github/workflows/release.yml", "utf8")) as {
    jobs: { artifacts: { steps: { name?: string; run?: string }[] } };
  };
  const step = workflow.jobs.artifacts.steps.find(({ name }) => name?.startsWith("the tag"))?.run ?? "exit 2";
  const check = (folder: string, tag: string) => run("bash", ["-ec", step], { cwd: folder, env: { TAG: tag } });

  test.each<[string, string, Record<string, string>, RegExp]>([
    ["another version", "v0.2.0", {}, /the tag is v0\.2\.0, package\.json wants v0\.1\.0/],
    ["a change that waits", "v0.1.0", { ".changeset/a.md": change("patch", "A.") }, /a\.md still waits/],
  ])("it is refused for %s", async (_, tag, files, message) => {
    const folder = await repository();
    await write(folder, files);
    await expect(check(folder, tag)).rejects.toThrow(message);
  });

  test("it is taken when both hold", async () => {
    await expect(check(await repository(), "v0.1.0")).resolves.toBe("");
  });
});
