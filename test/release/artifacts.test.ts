import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeArtifacts } from "../../release/artifacts.ts";
import { verifySums } from "../../release/checksums.ts";
import { requireTagged } from "../../release/tagged.ts";
import { change, repository, temporary, write } from "./repository.ts";

test("C26: a release holds the package, each document, the vectors, a bill of materials and the checksums of them all", async () => {
  const out = join(await temporary(), "release");
  const tarball = await makeArtifacts(".", out);
  const { version } = JSON.parse(await readFile("package.json", "utf8")) as { version: string };
  expect(tarball).toBe(join(out, `model-inference-${version}.tgz`));

  const documents = (await readdir("generated/openapi", { recursive: true })).filter((path) => /\.\w+$/.test(path));
  const files = await readdir(out);
  expect(documents.length).toBeGreaterThan(0);
  expect(files).toEqual(expect.arrayContaining(documents.map((path) => path.replaceAll("/", "-"))));
  expect(files).toContain("vectors.tar.gz");
  await expect(verifySums(out)).resolves.toBeUndefined();

  const bom = JSON.parse(await readFile(join(out, "sbom.cdx.json"), "utf8")) as {
    metadata: { component: { name: string } };
    components: { name: string }[];
  };
  expect(bom.metadata.component.name).toBe("model-inference");
  expect(bom.components.map(({ name }) => name).sort()).toEqual([
    "commander",
    "eventsource-parser",
    "openapi-fetch",
    "openapi-typescript-helpers",
  ]);

  const bytes = async () =>
    createHash("sha256")
      .update(await readFile(join(out, "SHA256SUMS")))
      .digest("hex");
  const before = await bytes();
  await makeArtifacts(".", out);
  expect(await bytes()).toBe(before);
});

test.each<[string, string, string, Record<string, string>, RegExp]>([
  ["another version", "v0.2.0", "## 0.1.0", {}, /the tag is v0\.2\.0, package\.json wants v0\.1\.0/],
  ["an open section", "v0.1.0", "## 0.1.0 - unreleased", {}, /begins with 0\.1\.0 - unreleased/],
  ["another section", "v0.1.0", "## 0.0.9", {}, /begins with 0\.0\.9, the tag is v0\.1\.0/],
  ["a change that waits", "v0.1.0", "## 0.1.0", { ".changeset/a.md": change("patch", "A.") }, /a\.md still waits/],
])("a tag is refused for %s", async (_, tag, heading, files, message) => {
  const folder = await repository("0.1.0", heading);
  await write(folder, files);
  await expect(requireTagged(folder, tag)).rejects.toThrow(message);
});

test("a tag that all agree with is taken", async () => {
  await expect(requireTagged(await repository(), "v0.1.0")).resolves.toBeUndefined();
});
