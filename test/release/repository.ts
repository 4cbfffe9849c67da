import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { run } from "../../release/command.ts";

/** An empty temporary folder for one test. */
export async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "release-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

export async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

const author = ["-c", "user.name=Test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false"];

/** Commits all there is. @returns the commit. */
export async function commit(folder: string, message: string): Promise<string> {
  const git = (...args: string[]) => run("git", [...author, ...args], { cwd: folder });
  await git("add", "--all");
  await git("commit", "--quiet", "--allow-empty", "--message", message);
  return (await git("rev-parse", "HEAD")).trim();
}

/** A small repository of a package with one released version and nothing that waits. */
export async function repository(version = "0.1.0"): Promise<string> {
  const folder = await temporary();
  const manifest = { name: "small", version };
  await run("git", ["init", "--quiet", "--initial-branch=main"], { cwd: folder });
  await write(folder, {
    "package.json": `${JSON.stringify(manifest, null, 2)}\n`,
    "package-lock.json": `${JSON.stringify({ ...manifest, lockfileVersion: 3, packages: { "": manifest } }, null, 2)}\n`,
    "CHANGELOG.md": `# Changelog\n\n## ${version}\n\nThe first version.\n`,
    ".changeset/config.json": await readFile(".changeset/config.json", "utf8"),
    "release/line.cjs": `module.exports = require(${JSON.stringify(join(process.cwd(), "release", "line.cjs"))});\n`,
    "src/index.js": "export {};\n",
    "docs/page.md": "A page.\n",
  });
  await commit(folder, "the first version");
  return folder;
}

export const change = (bump: string, words: string): string => `---\n"small": ${bump}\n---\n\n${words}\n`;
