import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { installTools } from "../../release/tools.ts";
import { applyChanges } from "../../release/version.ts";
import { change, repository, write } from "../release/repository.ts";

beforeAll(() => installTools(), 120_000);

const text = (folder: string, file: string): Promise<string> => readFile(join(folder, file), "utf8");

test("what waits becomes the next version, in package and lockfile, and a section above the others", async () => {
  const folder = await repository();
  await write(folder, { ".changeset/a.md": change("minor", "New."), ".changeset/b.md": change("patch", "Mended.") });
  expect(await applyChanges(folder)).toBe("0.2.0");
  expect(await text(folder, "CHANGELOG.md")).toBe(
    "# Changelog\n\n## 0.2.0\n\n### Minor Changes\n\n- New.\n\n### Patch Changes\n\n- Mended.\n\n## 0.1.0\n\nThe first version.\n",
  );
  expect(JSON.parse(await text(folder, "package-lock.json"))).toMatchObject({
    version: "0.2.0",
    packages: { "": { version: "0.2.0" } },
  });
  expect(await readdir(join(folder, ".changeset"))).toEqual(["config.json"]);
});

test.each([
  ["0.1.0", "patch", "0.1.1"],
  ["0.1.0", "minor", "0.2.0"],
  ["1.2.3", "patch", "1.2.4"],
  ["1.2.3", "minor", "1.3.0"],
  ["1.2.3", "major", "2.0.0"],
])("from %s a %s makes %s", async (version, bump, next) => {
  const folder = await repository(version);
  await write(folder, { ".changeset/a.md": change(bump, "A change.") });
  expect(await applyChanges(folder)).toBe(next);
});

test("nothing that waits changes nothing", async () => {
  const folder = await repository();
  const before = await text(folder, "CHANGELOG.md");
  expect(await applyChanges(folder)).toBe("0.1.0");
  expect(await text(folder, "CHANGELOG.md")).toBe(before);
});

test.each<[string, Record<string, string>, RegExp]>([
  ["major of 0.x", { ".changeset/a.md": change("major", "Gone.") }, /announces a major, but 0\.1\.0 is 0\.x/],
  [
    "another package",
    { ".changeset/a.md": change("minor", "A.").replace("small", "other") },
    /^\.changeset\/: .*other/,
  ],
  ["no head", { ".changeset/a.md": "New.\n" }, /^\.changeset\/: .*could not parse changeset/],
  ["less than is asked", { ".changeset/a.md": change("patch", "A.") }, /announces patch, but .* ask for minor/],
])("%s is refused before anything is written", async (_, files, message) => {
  const folder = await repository();
  await write(folder, files);
  await expect(applyChanges(folder, "minor")).rejects.toThrow(message);
  expect(JSON.parse(await text(folder, "package.json"))).toMatchObject({ version: "0.1.0" });
});
