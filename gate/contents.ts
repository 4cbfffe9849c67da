/** What the package holds, and how large it is, as `package-contents.txt` expects it; `--update` writes the list. */
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs, promisify } from "node:util";

export interface Packed {
  /** Bytes of the tarball, and of its files. */
  size: number;
  unpackedSize: number;
  files: readonly { path: string; size: number }[];
}

/**
 * In bytes. The documents of the api-versions, each sentence with its sources, are half of it, code and types for CommonJS a tenth,
 * and the viewer of the API reference a fifth.
 */
export const budget = { size: 1_070_000, unpackedSize: 6_150_000 };

/** What is no one's business who installs the package. */
const strays = /(?:^|\/)(?:test|tests|bench|codegen|gate|node_modules)\/|\.map$|(?<!\.d)\.c?ts$|(?:^|\/)\.|\.tgz$/;

/** What is wrong with a package that is to hold these paths: a line each. */
export function faults(packed: Packed, expected: readonly string[]): string[] {
  const paths = pathsOf(packed);
  return [
    ...paths.filter((path) => strays.test(path)).map((path) => `${path} does not belong into the package`),
    ...paths.filter((path) => !expected.includes(path)).map((path) => `${path} is new`),
    ...expected.filter((path) => !paths.includes(path)).map((path) => `${path} is gone`),
    ...(["size", "unpackedSize"] as const)
      .filter((what) => packed[what] > budget[what])
      .map((what) => `${what} is ${packed[what]} bytes, above its budget of ${budget[what]}: see gate/contents.ts`),
  ];
}

const pathsOf = ({ files }: Packed): string[] => files.map(({ path }) => path).sort();

/** Files whose last line leads to a source map that is not packed. */
async function mapped({ files }: Packed): Promise<string[]> {
  const code = files.filter(({ path }) => /\.(?:c?js|d\.c?ts)$/.test(path));
  const texts = await Promise.all(code.map(async ({ path }) => [path, await readFile(path, "utf8")] as const));
  return texts
    .filter(([, text]) => text.includes("//# sourceMappingURL="))
    .map(([path]) => `${path} leads to a source map`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { update: { type: "boolean", default: false } } });
  const { stdout } = await promisify(execFile)("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    maxBuffer: 2 ** 26,
    shell: process.platform === "win32",
  });
  const [packed] = JSON.parse(stdout) as [Packed];
  const list = "gate/package-contents.txt";
  const paths = pathsOf(packed);
  if (values.update) await writeFile(list, `${paths.join("\n")}\n`);
  const expected = (await readFile(list, "utf8")).trim().split("\n");
  const found = [...faults(packed, expected), ...(await mapped(packed))];
  if (found.length === 0)
    console.log(
      `the package holds ${packed.files.length} files: ${packed.size} bytes packed, ${packed.unpackedSize} unpacked`,
    );
  else {
    console.error(`${found.join("\n")}\nIf this is meant: \`npm run contents -- --update\`, after a build.`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === import.meta.filename) await main();
