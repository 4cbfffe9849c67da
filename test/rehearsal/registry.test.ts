import { readFile, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { type ReleaseError, run } from "../../release/command.ts";
import { publish } from "../../release/publish.ts";
import { installTools } from "../../release/tools.ts";
import { commit, repository, temporary, write } from "../release/repository.ts";
import { registryEnvironment } from "./consumer.ts";
import { startRegistry } from "./registry.ts";

beforeAll(() => installTools(), 120_000);

const nowhere = "http://127.0.0.1:9/";

test("a real registry takes a version once, and keeps the first", async () => {
  const folder = await temporary();
  const registry = await startRegistry(join(folder, "registry"), ["small"], nowhere);
  try {
    const env = await registryEnvironment(folder, registry.url);
    const pack = async (text: string) => {
      await write(folder, { "small/package.json": '{ "name": "small", "version": "1.0.0" }', "small/index.js": text });
      await run("npm", ["pack", "./small"], { cwd: folder });
      const tarball = join(folder, "small-1.0.0.tgz");
      return publish({ name: "small", version: "1.0.0", tarball, registry: registry.url, env });
    };
    await pack("// first");
    expect(await pack("// first")).toBe(false);
    await expect(pack("// second")).rejects.toThrow("already published, with other content: nothing was sent");
    const versions = await run("npm", ["view", "small", "versions", "--json"], { cwd: folder, env });
    expect([JSON.parse(versions)].flat()).toEqual(["1.0.0"]);
  } finally {
    await registry.stop();
  }
  await expect(fetch(registry.url)).rejects.toThrow();
});

test("C26: a credential in a file is found by file and line, and is not shown", async () => {
  const { scripts } = JSON.parse(await readFile("package.json", "utf8")) as { scripts: Record<string, string> };
  const search = scripts["release:secrets"]?.split(" && ").at(-1) ?? "none";
  const folder = await repository();
  for (const file of ["node_modules", "secretlint.json"])
    await symlink(resolve("release", file), join(folder, "release", file));
  await write(folder, { ".git/info/exclude": "node_modules\n" });
  const requireNoSecrets = () => run("sh", ["-c", search], { cwd: folder });
  await expect(requireNoSecrets()).resolves.toBe("");
  const token = `ghp_${"aB3dE6gH9jK2mN5pQ8sT1vW4yZ7".padEnd(36, "x")}`;
  await write(folder, { "src/a [b]/index.js": `\nconst token = "${token}";\n` });
  await commit(folder, "a mistake");
  const error: ReleaseError = await requireNoSecrets().then(
    () => Promise.reject(new Error("not found")),
    (error: ReleaseError) => error,
  );
  expect(error.output).toMatch(/src\/a \[b\]\/index\.js:2:\d+: .*GitHub/);
  expect(`${error.message}${error.output}`).not.toContain(token);
});
