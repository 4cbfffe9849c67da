/** `npm run generate:check`: compares `generated/` with what `spec/` makes. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { generate, replaceFolder, report } from "./generate.ts";

/**
 * Generates into an empty folder and compares it with the one that is checked in.
 *
 * @returns one line for each file that is missing, too many or different; none when all is as it should be.
 */
export async function drift(entry: string, folder: string): Promise<string[]> {
  const scratch = await mkdtemp(join(tmpdir(), "generated-"));
  try {
    const made = join(scratch, "generated");
    await replaceFolder(made, await generate(entry));
    const [fresh, kept] = await Promise.all([contents(made), contents(folder)]);
    const paths = [...new Set([...fresh.keys(), ...kept.keys()])].sort();
    return paths.flatMap((path) => {
      if (!kept.has(path)) return [`${path} is missing`];
      if (!fresh.has(path)) return [`${path} is not made from spec/`];
      return fresh.get(path) === kept.get(path) ? [] : [`${path} is not what spec/ makes`];
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function contents(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(files.map(async (file) => [relative(folder, file), await readFile(file, "utf8")] as const)),
  );
}

async function main(): Promise<void> {
  const lines = await drift("spec/main.tsp", "generated");
  if (lines.length === 0) return console.log("generated/ is what spec/ makes");
  for (const line of lines) console.error(`generated/${line}`);
  console.error(`generated/ differs from what spec/ makes (${lines.length}). Run \`npm run generate\` and commit.`);
  process.exitCode = 1;
}

if (process.argv[1] === import.meta.filename) await main().catch(report);
