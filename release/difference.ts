/** `npm run release:difference`: what `npm run generate` changes, as `out/generated.patch` for a review. */
import { appendFile, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./command.ts";
import { fail } from "./problem.ts";

/** @returns whether there is a difference. */
export async function writeDifference(folder: string): Promise<boolean> {
  const command = (program: string, ...args: string[]) => run(program, args, { cwd: folder });
  await command("npm", "run", "--silent", "generate");
  // Files that are new count too.
  await command("git", "add", "--intent-to-add", "generated");
  const patch = await command("git", "diff", "--binary", "--", "generated");
  const file = join(folder, "out", "generated.patch");
  await rm(file, { force: true });
  if (patch === "") return false;
  await mkdir(join(folder, "out"), { recursive: true });
  await writeFile(file, patch);
  console.log(await command("git", "diff", "--stat", "--", "generated"));
  return true;
}

async function main(): Promise<void> {
  const found = await writeDifference(".");
  if (!found) console.log("generated/ is what spec/ makes");
  const outputs = process.env["GITHUB_OUTPUT"];
  if (outputs !== undefined) await appendFile(outputs, `found=${found}\n`);
}

if (process.argv[1] === import.meta.filename) await main().catch(fail);
