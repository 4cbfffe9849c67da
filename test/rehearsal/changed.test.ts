import { resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { run } from "../../release/command.ts";
import { installTools, tools } from "../../release/tools.ts";
import { change, commit, repository, write } from "../release/repository.ts";

beforeAll(() => installTools(), 120_000);

const status = (folder: string, since: string) =>
  run(process.execPath, [resolve(tools.changeset), "status", `--since=${since}`], { cwd: folder });

describe("a package that changed is announced", () => {
  test.each<[string, Record<string, string>]>([
    ["docs", { "docs/page.md": "Another page.\n" }],
    ["tests and tools", { "test/a.ts": "", "codegen/a.ts": "" }],
    ["sources, announced in a file", { "src/index.js": "// new\n", ".changeset/new.md": change("patch", "New.") }],
  ])("it may change: %s", async (_, files) => {
    const folder = await repository();
    await write(folder, files);
    await commit(folder, "a change");
    await expect(status(folder, "HEAD^1")).resolves.toBeTypeOf("string");
  });

  test.each<[string, Record<string, string>]>([
    ["a source", { "src/index.js": "// new\n" }],
    ["a new file", { "spec/main.tsp": "" }],
    ["what package.json says", { "package.json": '{ "name": "small", "version": "0.1.0", "type": "module" }\n' }],
  ])("it is refused without an announcement: %s", async (_, files) => {
    const folder = await repository();
    await write(folder, files);
    await commit(folder, "a change");
    await expect(status(folder, "HEAD^1")).rejects.toThrow("changed but no changesets were found");
  });

  test("an announcement that was there before is not one of this change", async () => {
    const folder = await repository();
    await write(folder, { "src/index.js": "// one\n", ".changeset/one.md": change("patch", "One.") });
    await commit(folder, "one");
    await write(folder, { "src/index.js": "// two\n" });
    await commit(folder, "two");
    await expect(status(folder, "HEAD^1")).rejects.toThrow("no changesets were found");
  });
});
