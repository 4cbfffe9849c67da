import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { settle } from "../../gate/settle.ts";
import { scratch } from "../scratch.ts";

test("E07: a report of public types that is edited, missing or too many is found, and written anew when asked", async () => {
  const folder = join(await scratch(), "api");
  const made = new Map(["a", "b", "c"].map((name) => [`${name}.api.md`, `type ${name} = 1;\n`]));
  expect(await settle(folder, made, true)).toEqual(["a.api.md", "b.api.md", "c.api.md"]);
  expect(await settle(folder, made, false)).toEqual([]);

  await writeFile(join(folder, "b.api.md"), "type b = 2;\n");
  await cp(join(folder, "a.api.md"), join(folder, "z.api.md"));
  const more = new Map([...made, ["d.api.md", ""]]);
  const wrong = ["b.api.md", "d.api.md", "z.api.md"];
  expect(await settle(folder, more, false)).toEqual(wrong);
  expect(await settle(folder, more, true)).toEqual(wrong);
  expect(await settle(folder, more, false)).toEqual([]);
});
