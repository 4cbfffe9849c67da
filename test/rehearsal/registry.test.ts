import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { run } from "../../release/command.ts";
import { registryEnvironment } from "../../release/consumer.ts";
import { publish } from "../../release/publish.ts";
import { startRegistry } from "../../release/registry.ts";
import { requireNoSecrets } from "../../release/secrets.ts";
import { installTools } from "../../release/tools.ts";
import { commit, repository, temporary, write } from "../release/repository.ts";

beforeAll(() => installTools(), 120_000);

const nowhere = "http://127.0.0.1:9/";

test("a real registry takes a version once, and keeps the first", async () => {
  const folder = await temporary();
  const registry = await startRegistry(join(folder, "registry"), "small", nowhere);
  try {
    const env = await registryEnvironment(folder, registry.url);
    const pack = async (text: string) => {
      await write(folder, { "small/package.json": '{ "name": "small", "version": "1.0.0" }', "small/index.js": text });
      await run("npm", ["pack", "./small"], { cwd: folder });
      const tarball = join(folder, "small-1.0.0.tgz");
      return publish({ name: "small", version: "1.0.0", tarball, registry: registry.url, env });
    };
    await pack("// first");
    await expect(pack("// first")).rejects.toThrow("already published, with the same content: nothing was sent");
    await expect(pack("// second")).rejects.toThrow("already published, with other content: nothing was sent");
    const versions = await run("npm", ["view", "small", "versions", "--json"], { cwd: folder, env });
    expect([JSON.parse(versions)].flat()).toEqual(["1.0.0"]);
  } finally {
    await registry.stop();
  }
  await expect(fetch(registry.url)).rejects.toThrow();
});

test("a registry that cannot start says so and leaves no process", async () => {
  const folder = await temporary();
  await write(folder, { registry: "a file" });
  await expect(startRegistry(join(folder, "registry"), "small", nowhere)).rejects.toThrow(/EEXIST|ENOTDIR/);
  const stopped = new AbortController();
  stopped.abort(new Error("enough"));
  await expect(startRegistry(join(folder, "other"), "small", nowhere, stopped.signal)).rejects.toThrow("enough");
  expect(await readdir(folder)).toContain("registry");
});

test("C26: a credential in a file is found by file and line, and is not shown", async () => {
  const folder = await repository();
  await expect(requireNoSecrets(folder)).resolves.toBeUndefined();
  const token = `ghp_${"aB3dE6gH9jK2mN5pQ8sT1vW4yZ7".padEnd(36, "x")}`;
  await write(folder, { "src/a [b]/index.js": `\nconst token = "${token}";\n` });
  await commit(folder, "a mistake");
  const error: Error = await requireNoSecrets(folder).then(
    () => Promise.reject(new Error("not found")),
    (error: Error) => error,
  );
  expect(error.message).toMatch(/src\/a \[b\]\/index\.js:2:\d+: .*GitHub/);
  expect(`${error.message}${JSON.stringify(error)}`).not.toContain(token);
  expect((await stat(join(folder, "src"))).isDirectory()).toBe(true);
});
