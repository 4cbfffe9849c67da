import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../../release/command.ts";
import { scratch } from "../../support/scratch.ts";

test("E07: a report of public types that is edited, missing or too many is found, and written anew when asked", {
  timeout: 120_000,
}, async () => {
  const folder = await scratch();
  const types = { types: "./a.d.ts" };
  const exported = { ".": { import: types }, "./b": { import: types }, "./c": { import: { types: "./c.d.ts" } } };
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "small", version: "1.0.0", exports: exported }));
  await writeFile(join(folder, "a.d.ts"), "export declare const a: number;\n/** Shared. */\nexport interface A {}\n");
  await writeFile(
    join(folder, "c.d.ts"),
    'import type { A } from "./a.js";\ninterface Own {}\nexport declare const c: A & Own;\nexport {};\n',
  );
  await mkdir(join(folder, "release", "api"), { recursive: true });
  const api = (...args: string[]) =>
    run(process.execPath, ["--import", import.meta.resolve("tsx"), resolve("release/gate/surfaces.ts"), ...args], {
      cwd: folder,
    });

  expect(await api("--update")).toBe("wrote release/api/small.api.md, release/api/b.api.md, release/api/c.api.md\n");
  expect(await api()).toBe("release/api/ matches the public types\n");
  expect(await readFile(join(folder, "release", "api", "b.api.md"), "utf8")).toContain("export const a: number;");
  // What the first entry point exports is in its report alone.
  expect(await readFile(join(folder, "release", "api", "c.api.md"), "utf8")).toBe(
    "```ts\nexport const c: A & Own;\n\ninterface Own {}\n```\n",
  );

  await writeFile(join(folder, "a.d.ts"), "export declare const a: string;\n");
  await writeFile(join(folder, "release", "api", "z.api.md"), "");
  await expect(api()).rejects.toThrow(
    "The public types changed: release/api/z.api.md, release/api/small.api.md, release/api/b.api.md.",
  );
  await api("--update");
  expect(await readdir(join(folder, "release", "api"))).toEqual(["b.api.md", "c.api.md", "small.api.md"]);
  expect(await readFile(join(folder, "release", "api", "b.api.md"), "utf8")).toContain("export const a: string;");
});
