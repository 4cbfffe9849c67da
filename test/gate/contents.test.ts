import { expect, test } from "vitest";
import { budget, faults, type Packed } from "../../gate/contents.ts";

const packed = (...paths: string[]): Packed => ({
  size: budget.size,
  unpackedSize: budget.unpackedSize,
  files: paths.map((path) => ({ path, size: 1 })),
});

test("a package that holds what it is to hold, within its budget, is as it should be", () => {
  expect(faults(packed("dist/a.js", "dist/a.d.ts"), ["dist/a.d.ts", "dist/a.js"])).toEqual([]);
});

test("a file that comes or goes is told by name", () => {
  expect(faults(packed("dist/b.js"), ["dist/a.js"])).toEqual(["dist/b.js is new", "dist/a.js is gone"]);
});

test.each(["dist/test/a.js", "dist/a.js.map", "src/a.ts", ".env", "dist/.npmrc", "codegen/a.js", "a.tgz"])(
  "%s does not belong into a package, listed or not",
  (path) => {
    expect(faults(packed(path), [path])).toEqual([`${path} does not belong into the package`]);
  },
);

test("a package above its budget is told by how much", () => {
  const large = { ...packed(), size: budget.size + 1, unpackedSize: budget.unpackedSize + 1 };
  expect(faults(large, [])).toEqual([
    expect.stringContaining(`size is ${budget.size + 1} bytes, above its budget of ${budget.size}`),
    expect.stringContaining("unpackedSize is"),
  ]);
});
