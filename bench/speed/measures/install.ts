/** What an install brings: packages and megabytes, by the folder that npm made. */
import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { exact } from "../report/statistics.ts";
import type { Table } from "../report/table.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

const wanted: Readonly<Record<string, readonly string[]>> = {
  "undici.request": ["undici"],
  "openapi-fetch": ["openapi-fetch"],
  "@azure-rest/ai-inference": ["@azure-rest/ai-inference", "@azure/core-sse", "@azure/core-auth"],
  openai: ["openai"],
  "AI SDK": ["ai", "@ai-sdk/openai-compatible"],
  ours: ["model-inference"],
};

interface Manifest {
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

export async function install(): Promise<Table> {
  const rows = await Promise.all(
    Object.entries(wanted).map(async ([name, packages]) => {
      const folders = new Set<string>();
      for (const each of packages) await collect(each, root, folders);
      const sizes = await Promise.all([...folders].map(sizeOf));
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      return { name, figures: { packages: exact(folders.size), megabytes: exact(bytes / 1e6) } };
    }),
  );
  return {
    id: "install",
    title: "What an install brings",
    notes: [
      "A package with all that it depends on, peers included that npm installs of itself; the sizes of the files.",
    ],
    columns: [
      { id: "packages", title: "packages" },
      { id: "megabytes", title: "MB" },
    ],
    rows,
  };
}

/** The folders of a package and of all that it needs, as Node finds them. */
async function collect(name: string, from: string, folders: Set<string>): Promise<void> {
  const folder = await find(name, from);
  if (folders.has(folder)) return;
  folders.add(folder);
  const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
    await readFile(join(folder, "package.json"), "utf8"),
  ) as Manifest;
  const peers = Object.keys(peerDependencies ?? {}).filter((peer) => peerDependenciesMeta?.[peer]?.optional !== true);
  for (const each of [...Object.keys(dependencies ?? {}), ...peers]) await collect(each, folder, folders);
}

async function find(name: string, from: string): Promise<string> {
  const folder = join(from, "node_modules", name);
  if (await stat(folder).catch(() => undefined)) return folder;
  if (from === root) throw new Error(`${name} is not installed in bench/node_modules`);
  return find(name, dirname(from));
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true });
  const sizes = entries
    // What lies in a package's own node_modules is counted as a package where it is needed.
    .filter(({ name }) => name !== "node_modules")
    .map(async (entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? sizeOf(path) : (await stat(path)).size;
    });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
