import { readdir, readFile } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";

/** The folders that each folder may import, beside itself. Data flows one way. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  codegen: [],
  generated: [],
  build: ["package.json"],
  "src/json": [],
  "src/client": ["generated"],
  "src/node": ["src/client"],
  "src/validation": ["generated", "src/client"],
  "src/azure-rest": ["src/client"],
  "src/opentelemetry": ["generated", "src/client"],
  "src/functions": ["generated", "src/client"],
  "src/helpers": ["src/client"],
  "src/bulk": ["generated", "src/client"],
  "src/bullmq": ["src/bulk", "src/client"],
  "src/emulator": ["generated", "src/client", "src/json", "src/validation"],
  "src/cli": [
    "generated",
    "src/bulk",
    "src/client",
    "src/emulator",
    "src/helpers",
    "src/json",
    "src/node",
    "src/validation",
  ],
  release: ["build", "codegen"],
};

const folderOf = (path: string): string => /^(?:src\/[^/]+|[^/]+)/.exec(path)?.[0] ?? path;

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return paths.filter((path) => /\.tsx?$/.test(path) && !path.includes("node_modules"));
}

/** The folders of the project that a file imports. */
async function importsOf(file: string): Promise<string[]> {
  const text = await readFile(file, "utf8");
  const imports = [...text.matchAll(/\b(?:from|import)\s*\(?\s*"(\.[^"]*)"/g)];
  return imports.map(([, target = ""]) => folderOf(normalize(join(dirname(file), target)).replaceAll("\\", "/")));
}

describe("imports follow spec -> codegen -> generated -> src -> test", () => {
  test.each(Object.entries(allowed))("%s imports %j and itself", async (folder, others) => {
    const files = await filesOf(folder);
    expect(files.length).toBeGreaterThan(0);
    const wrong = await Promise.all(
      files.map(async (file) =>
        (await importsOf(file))
          .filter((target) => target !== folder && !others.includes(target))
          .map((target) => `${file} imports ${target}`),
      ),
    );
    expect(wrong.flat()).toEqual([]);
  });

  test("an import against the arrows would be found", async () => {
    expect(await importsOf("src/client/client.ts")).toContain("generated");
    expect(await importsOf("test/architecture.test.ts")).toEqual([]);
    expect(await importsOf("test/release/gate/mutate.ts")).toEqual(["codegen", "codegen", "release", "test", "test"]);
  });

  test("each folder of src has its row", async () => {
    const folders = (await readdir("src")).map((name) => `src/${name}`);
    expect(Object.keys(allowed).filter((folder) => folder.startsWith("src/"))).toEqual(expect.arrayContaining(folders));
  });
});

test("CONTRIBUTING.md describes every folder, and no other", async () => {
  const text = await readFile("CONTRIBUTING.md", "utf8");
  const section = /## Architecture\n(.*?)\n## /s.exec(text)?.[1] ?? "";
  const [table = ""] = section.split("`src/emulator` has a folder");
  const described = [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, path = ""]) => path.replace(/\/$/, ""));
  const ignored = ["node_modules", "dist", "out", "coverage"];
  const top = await readdir(".", { withFileTypes: true });
  const folders = top
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && !ignored.includes(entry.name))
    .map(({ name }) => name);
  const src = (await readdir("src")).map((name) => `src/${name}`);
  for (const folder of [...folders.filter((name) => name !== "src"), ...src]) expect(described).toContain(folder);
  for (const path of described) await expect(readdir(dirname(path))).resolves.toContain(path.split("/").at(-1));
});
