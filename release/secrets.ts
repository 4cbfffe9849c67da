/** `npm run release:secrets`: looks for credentials in every file of the commit. */
import { run } from "./command.ts";
import { fail, ReleaseError } from "./problem.ts";
import { installTools, tools } from "./tools.ts";

/** @throws {ReleaseError} with file, line and rule of the first find; what was found is masked. */
export async function requireNoSecrets(folder: string): Promise<void> {
  const files = (await run("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: folder }))
    .split("\n")
    .filter(Boolean);
  const config = new URL("secretlint.json", import.meta.url).pathname;
  const options = ["--maskSecrets", "--format", "unix", "--no-glob", "--secretlintrc", config];
  try {
    await run(process.execPath, [tools.secretlint, ...options, ...files], { cwd: folder });
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    throw new ReleaseError(error.output.trim() || error.message);
  }
}

if (process.argv[1] === import.meta.filename) {
  await installTools()
    .then(() => requireNoSecrets("."))
    .then(() => console.log("no credential in any file"), fail);
}
