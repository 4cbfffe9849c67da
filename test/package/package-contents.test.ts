import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** Bytes. CommonJS takes a fifth, the types in both forms a fifth, the documents of the api-versions a sixth. */
const budget = { size: 690_000, unpackedSize: 2_245_000 };

interface Packed {
  /** Size of the tarball, in bytes. */
  size: number;
  unpackedSize: number;
  files: { path: string }[];
}

test("C27: the package holds the files of package-contents.txt within its budget", async () => {
  const { stdout } = await promisify(execFile)("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    maxBuffer: 2 ** 26,
    shell: process.platform === "win32",
  });
  const [{ files, size, unpackedSize }] = JSON.parse(stdout) as [Packed];
  const paths = files.map(({ path }) => path).sort();
  // After a review: `npm run contents -- --update`.
  await expect(`${paths.join("\n")}\n`).toMatchFileSnapshot("package-contents.txt");

  const strays =
    /(?:^|\/)(?:tests?|bench|build|codegen|release|node_modules)\/|\.map$|(?<!\.d)\.c?ts$|(?:^|\/)\.|\.tgz$/;
  expect(paths.filter((path) => strays.test(path))).toEqual([]);
  for (const path of paths.filter((path) => /\.(?:c?js|d\.c?ts)$/.test(path)))
    expect(await readFile(path, "utf8"), path).not.toContain("//# sourceMappingURL=");
  expect(size).toBeLessThanOrEqual(budget.size);
  expect(unpackedSize).toBeLessThanOrEqual(budget.unpackedSize);
});
