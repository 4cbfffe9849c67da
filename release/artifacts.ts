/** `npm run release:artifacts`: builds all files of a release into `out/release/`. */
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { makeContract } from "../build/contract.ts";
import { fail, ReleaseError, run } from "./command.ts";
import { billOfMaterials } from "./sbom.ts";

/**
 * Puts both packages, the documents, vectors, bill of materials, changes and checksums into an empty folder.
 *
 * @param folder - a built checkout.
 */
export async function makeArtifacts(folder: string, out: string, signal?: AbortSignal): Promise<void> {
  const command = (program: string, ...args: string[]) => run(program, args, { cwd: folder, signal });
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });

  await makeContract(folder, join(folder, "out", "contract"));
  for (const packed of [".", "./out/contract"])
    await command("npm", "pack", packed, "--ignore-scripts", "--pack-destination", resolve(out));

  // A release is a flat list of files.
  const documents = join(folder, "generated", "openapi");
  const entries = await readdir(documents, { recursive: true, withFileTypes: true });
  for (const path of entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)))
    await cp(path, join(out, relative(documents, path).replaceAll(sep, "-")));
  await command("git", "archive", "--output", resolve(out, "vectors.tar.gz"), "HEAD", "vectors");

  await writeFile(join(out, "sbom.cdx.json"), await billOfMaterials(folder, signal));
  await writeFile(join(out, "CHANGES.md"), newestSection(await readFile(join(folder, "CHANGELOG.md"), "utf8")));
  const sums = await run("sha256sum", (await readdir(out)).sort(), { cwd: out, signal });
  await writeFile(join(out, "SHA256SUMS"), sums);
}

function newestSection(changelog: string): string {
  const [, section] = changelog.split(/^## .*$/m);
  if (section === undefined) throw new ReleaseError("CHANGELOG.md has no section: its heading is `## <version>`");
  return `${section.trim()}\n`;
}

async function main(): Promise<void> {
  await rm("dist", { recursive: true, force: true });
  await run("npm", ["run", "--silent", "build"], { cwd: "." });
  const out = join("out", "release");
  await makeArtifacts(".", out);
  for (const file of (await readdir(out)).sort()) console.log(join(out, file));
}

if (process.argv[1] === import.meta.filename) await main().catch(fail);
