import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { announce } from "../../release/change.ts";
import { requireChanges } from "../../release/changed.ts";
import { run } from "../../release/command.ts";
import { change, commit, repository, temporary, write } from "./repository.ts";

describe("a package that changed is announced", () => {
  test.each<[string, Record<string, string>]>([
    ["docs", { "docs/page.md": "Another page.\n" }],
    ["tests and tools", { "test/a.ts": "", "codegen/a.ts": "" }],
    ["sources, told in a file", { "src/index.js": "// new\n", ".changeset/new.md": change("patch", "New.") }],
    [
      "a script of package.json",
      { "package.json": '{ "name": "small", "version": "0.1.0", "scripts": { "a": "b" } }\n' },
    ],
    [
      "a development tool",
      { "package.json": '{ "name": "small", "version": "0.1.0", "devDependencies": { "a": "1.0.0" } }\n' },
    ],
  ])("it may change: %s", async (_, files) => {
    const folder = await repository();
    await write(folder, files);
    await commit(folder, "a change");
    await expect(requireChanges(folder)).resolves.toBeUndefined();
  });

  test.each<[string, Record<string, string>, string]>([
    ["a source", { "src/index.js": "// new\n" }, "src/index.js changed since 0.1.0 and .changeset/ says nothing of it"],
    ["a new file", { "spec/main.tsp": "" }, "spec/main.tsp changed since 0.1.0"],
    ["two files", { "spec/main.tsp": "", "src/a.js": "" }, "spec/main.tsp and 1 more changed since 0.1.0"],
    [
      "a dependency",
      { "package.json": '{ "name": "small", "version": "0.1.0", "dependencies": { "a": "1.0.0" } }\n' },
      "package.json changed since 0.1.0",
    ],
    [
      "a package that is inlined",
      { "package.json": '{ "name": "small", "version": "0.1.0", "devDependencies": { "commander": "1.0.0" } }\n' },
      "package.json changed since 0.1.0",
    ],
  ])("it is refused without a word: %s", async (_, files, message) => {
    const folder = await repository();
    await write(folder, files);
    await commit(folder, "a change");
    await expect(requireChanges(folder)).rejects.toThrow(message);
  });

  test("what waits already is no word of a pull request", async () => {
    const folder = await repository();
    await write(folder, { "src/index.js": "// one\n", ".changeset/one.md": change("patch", "One.") });
    const base = await commit(folder, "one");
    await write(folder, { "src/index.js": "// two\n" });
    await commit(folder, "two");
    await expect(requireChanges(folder)).resolves.toBeUndefined();
    await expect(requireChanges(folder, base)).rejects.toThrow(`src/index.js changed since ${base}`);
    await write(folder, { ".changeset/two.md": change("patch", "Two.") });
    await expect(requireChanges(folder, base)).resolves.toBeUndefined();
  });

  test("the commit that sets the version announces itself", async () => {
    const folder = await repository();
    const base = await commit(folder, "base");
    await write(folder, { "src/index.js": "// new\n", "package.json": '{ "name": "small", "version": "0.1.1" }\n' });
    await write(folder, { "CHANGELOG.md": "# Changelog\n\n## 0.1.1\n\nNew.\n" });
    await commit(folder, "0.1.1");
    await expect(requireChanges(folder, base)).resolves.toBeUndefined();
  });

  test("a section that is still open may be written by hand", async () => {
    const folder = await repository("0.1.0", "## 0.1.0 - unreleased");
    await write(folder, { "src/index.js": "// new\n" });
    await commit(folder, "a change");
    await expect(requireChanges(folder)).resolves.toBeUndefined();
  });

  test("a clone without history is told so, and not taken for unchanged", async () => {
    const folder = await repository();
    await write(folder, { "src/index.js": "// new\n" });
    await commit(folder, "a change");
    const shallow = join(await temporary(), "shallow");
    await run("git", ["clone", "--quiet", "--depth=1", `file://${folder}`, shallow], { cwd: folder });
    await expect(requireChanges(shallow)).rejects.toThrow("git fetch --unshallow");
  });
});

describe("a change is announced by a file", () => {
  test("it is named for its first words and says them", async () => {
    const folder = await repository();
    const file = await announce(folder, "minor", "Answers tell the time: `now`, and no more than that.");
    expect(file).toBe(".changeset/answers-tell-the-time-now-and.md");
    await expect(announce(folder, "patch", "Answers tell the time: now, and then.")).rejects.toThrow(
      "is there already",
    );
  });

  test.each([
    ["major", "Gone.", "asks for a major, but 0.1.0 is 0.x, where what breaks is a minor"],
    ["huge", "New.", 'it must say "small": patch or "small": minor'],
    ["minor", " ", "below its head it must say what changes"],
  ])("%s %j is refused, and nothing is written", async (bump, words, message) => {
    const folder = await repository();
    await expect(announce(folder, bump, words)).rejects.toThrow(message);
    expect((await run("git", ["status", "--porcelain"], { cwd: folder })).trim()).toBe("");
  });

  test("a major is a major from 1.0 on", async () => {
    const folder = await repository("1.0.0");
    await expect(announce(folder, "major", "Gone.")).resolves.toBe(".changeset/gone.md");
    await writeFile(join(folder, "src", "index.js"), "");
    await expect(requireChanges(folder)).resolves.toBeUndefined();
  });
});
