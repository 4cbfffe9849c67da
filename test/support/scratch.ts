import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** An empty folder for one test, where TypeSpec finds its libraries. */
export async function scratch(): Promise<string> {
  const parent = join("node_modules", ".cache", "model-inference");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of the spec with one place of one file changed. */
export async function damagedSpec(file: string, from: string, to: string): Promise<{ folder: string; entry: string }> {
  const folder = await scratch();
  await cp("spec", join(folder, "spec"), { recursive: true });
  const path = join(folder, "spec", file);
  const text = await readFile(path, "utf8");
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  await writeFile(path, text.replace(from, to));
  return { folder, entry: join(folder, "spec", "main.tsp") };
}
