import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../release/command.ts";
import { publish } from "../../release/publish.ts";
import { temporary, write } from "../release/repository.ts";
import { registryEnvironment } from "./consumer.ts";
import { fakeRegistry, json } from "./registries.ts";

/** A small package, packed, and a way to publish it. */
async function small() {
  const folder = await temporary();
  await write(folder, { "small/package.json": '{ "name": "small", "version": "1.0.0" }' });
  await run("npm", ["pack", "./small"], { cwd: folder });
  const tarball = join(folder, "small-1.0.0.tgz");
  const integrity = `sha512-${createHash("sha512")
    .update(await readFile(tarball))
    .digest("base64")}`;
  const to = async (registry: string) =>
    publish({ name: "small", version: "1.0.0", tarball, registry, env: await registryEnvironment(folder, registry) });
  return { to, integrity };
}

const puts = (asked: readonly string[]): number => asked.filter((line) => line.startsWith("PUT")).length;

test.each([
  ["forbids", json(403, { error: "you may not" }), /403 Forbidden.*you may not/],
  ["fails", json(500, { error: "out of disk" }), /500 Internal Server Error/],
  ["hangs up", (response: { destroy(): void }) => response.destroy(), /socket hang up|ECONNRESET/],
])("a registry that %s is reported in one line, and that nothing was published", async (_, take, reason) => {
  const { to } = await small();
  const registry = await fakeRegistry(() => undefined, take);
  const error: Error = await to(registry.url).then(
    () => Promise.reject(new Error("published")),
    (error: Error) => error,
  );
  expect(error.name).toBe("ReleaseError");
  expect(error.message).toMatch(reason);
  expect(error.message).toMatch(/^http:\S+ did not take small 1\.0\.0: .*; nothing was published$/);
  expect(puts(registry.asked)).toBe(1);
});

test("a registry that nobody can reach is not sent to", async () => {
  const { to } = await small();
  await expect(to("http://127.0.0.1:9/")).rejects.toThrow(
    /^http:\S+ could not be asked for small 1\.0\.0: .*ECONNREFUSED.*; nothing was sent$/,
  );
});

test("a version that is there is not sent again, and other content of it is an error", async () => {
  const { to, integrity } = await small();
  const same = await fakeRegistry(() => integrity, json(201, {}));
  expect(await to(same.url)).toBe(false);
  const other = await fakeRegistry(() => "sha512-AAAA", json(201, {}));
  await expect(to(other.url)).rejects.toThrow("small 1.0.0 is already published, with other content: nothing was sent");
  expect(puts([...same.asked, ...other.asked])).toBe(0);
});

test("a response that is lost after the package was taken is no failure", async () => {
  const { to, integrity } = await small();
  let taken = false;
  const registry = await fakeRegistry(
    () => (taken ? integrity : undefined),
    (response) => {
      taken = true;
      response.destroy();
    },
  );
  expect(await to(registry.url)).toBe(true);
});

test("where it cannot be known what became of it, the line says how to find out", async () => {
  const { to } = await small();
  let asked = 0;
  const registry = await fakeRegistry(() => (asked++ === 0 ? undefined : "sha512-other"), json(500, {}));
  await expect(to(registry.url)).rejects.toThrow(/; ask `npm view small@1\.0\.0` what is there$/);
});
