import { run } from "./command.ts";
import { ReleaseError } from "./problem.ts";

/**
 * Runs `npm run generate`, and holds what it writes against what is checked in.
 *
 * @throws {ReleaseError} with the first mistake in the spec, or the files that differ.
 */
export async function regenerate(folder: string, signal?: AbortSignal): Promise<void> {
  const command = (program: string, ...args: string[]) => run(program, args, { cwd: folder, signal });
  await command("git", "add", "--all");
  await command("npm", "run", "--silent", "generate");
  const status = (await command("git", "status", "--porcelain")).split("\n");
  // The second sign is of what changed after `git add`.
  const [first, ...others] = status.filter((line) => /^.[^ ]/.test(line)).map((line) => line.slice(3));
  if (first === undefined) return;
  const what = others.length === 0 ? first : `${first} and ${others.length} more`;
  throw new ReleaseError(`${what}: not what spec/ makes; run \`npm run generate\` and commit`);
}
