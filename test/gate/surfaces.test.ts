import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../release/command.ts";
import { scratch } from "../scratch.ts";

test("E07: a report of public types that is edited, missing or too many is found, and written anew when asked", async () => {
  const folder = await scratch();
  const types = { types: "./a.d.ts" };
  const manifest = { name: "small", version: "1.0.0", exports: { ".": { import: types }, "./b": { import: types } } };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  await writeFile(join(folder, "a.d.ts"), "export declare const a: number;\n");
  await mkdir(join(folder, "api"));
  const api = (...args: string[]) =>
    run(process.execPath, ["--import", import.meta.resolve("tsx"), resolve("gate/surfaces.ts"), ...args], {
      cwd: folder,
    });

  expect(await api("--update")).toBe("wrote api/small.api.md, api/b.api.md\n");
  expect(await api()).toBe("api/ has the public types as they are\n");
  expect(await readFile(join(folder, "api", "b.api.md"), "utf8")).toContain("export const a: number;");

  await writeFile(join(folder, "a.d.ts"), "export declare const a: string;\n");
  await writeFile(join(folder, "api", "z.api.md"), "");
  await expect(api()).rejects.toThrow("api/z.api.md, api/small.api.md, api/b.api.md: the public types differ");
  await api("--update");
  expect(await readdir(join(folder, "api"))).toEqual(["b.api.md", "small.api.md"]);
  expect(await readFile(join(folder, "api", "b.api.md"), "utf8")).toContain("export const a: string;");
});
