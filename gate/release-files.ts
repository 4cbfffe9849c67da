/** What is attached to a release, into `out/release/`: the documents, and SHA256SUMS as `sha256sum --check` reads it. */
import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";

/** Copies the published documents into a folder, each under a name that tells its api-version. */
export async function copyDocuments(from: string, folder: string): Promise<string[]> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const documents = entries
    .filter((entry) => entry.isFile() && /\.(?:json|yaml)$/.test(entry.name))
    .map((entry) => relative(from, join(entry.parentPath, entry.name)))
    .sort();
  await mkdir(folder, { recursive: true });
  for (const path of documents) await copyFile(join(from, path), join(folder, nameOf(path)));
  return documents.map(nameOf);
}

const nameOf = (path: string): string => `model-inference-${path.replaceAll(/[\\/]/g, "-")}`;

/** Writes SHA256SUMS of every file in a folder, in the order of their names. */
export async function writeChecksums(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name !== "SHA256SUMS").sort();
  const lines = names.map(async (name) => {
    const digest = createHash("sha256").update(await readFile(join(folder, name)));
    return `${digest.digest("hex")}  ${name}\n`;
  });
  await writeFile(join(folder, "SHA256SUMS"), (await Promise.all(lines)).join(""));
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { out: { type: "string", default: "out/release" } } });
  await rm(values.out, { recursive: true, force: true });
  const documents = await copyDocuments("generated/openapi", values.out);
  await writeChecksums(values.out);
  console.log(`${documents.length} documents and SHA256SUMS are in ${values.out}/`);
}
