/** `npm run release:difference`: what `npm run generate` changes, as `out/generated.patch` for a review. */
import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./command.ts";
import { fail, ReleaseError } from "./problem.ts";

/** Runs `npm run generate`. @returns what it changes compared with what is checked in or staged, as a patch. */
export async function regenerate(folder: string, signal?: AbortSignal): Promise<string> {
  const command = (program: string, ...args: string[]) => run(program, args, { cwd: folder, signal });
  await command("npm", "run", "--silent", "generate");
  // So that new files count too.
  await command("git", "add", "--intent-to-add", "generated");
  return command("git", "diff", "--binary", "--", "generated");
}

/** @throws {ReleaseError} with the first mistake in the spec, or the files that differ. */
export async function requireGenerated(folder: string, signal?: AbortSignal): Promise<void> {
  const patch = await regenerate(folder, signal);
  const [first, ...others] = [...patch.matchAll(/^diff --git a\/(\S+)/gm)].map(([, path]) => path);
  if (first === undefined) return;
  const what = others.length === 0 ? first : `${first} and ${others.length} more`;
  throw new ReleaseError(`${what}: not what spec/ makes; run \`npm run generate\` and commit`);
}

async function main(): Promise<void> {
  const patch = await regenerate(".");
  await mkdir("out", { recursive: true });
  await writeFile(join("out", "generated.patch"), patch);
  console.log(patch === "" ? "generated/ is what spec/ makes" : "generated/ differs: see out/generated.patch");
  const outputs = process.env["GITHUB_OUTPUT"];
  if (outputs !== undefined) await appendFile(outputs, `found=${patch !== ""}\n`);
}

if (process.argv[1] === import.meta.filename) await main().catch(fail);
