/** E01: the running Node and Node 24, from npm, generate the same bytes. Part of `npm run check`. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";

const version = "24.9.0";
const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), "node-lines-"));

async function digest(node: string, name: string): Promise<string> {
  const out = join(folder, name);
  await run(node, ["--import", "tsx", "codegen/generate.ts", "--out", out]);
  const hash = createHash("sha256");
  const files = (await readdir(out, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
  for (const path of files.map((file) => join(file.parentPath, file.name)).sort())
    hash.update(relative(out, path)).update(await readFile(path));
  return `${files.length} files, ${hash.digest("hex")}`;
}

try {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  await run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", folder, `${name}@${version}`]);
  const other = join(folder, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  const [here, there] = [await digest(process.execPath, "here"), await digest(other, "there")];
  if (here === there) console.log(`Node ${process.version} and v${version} generate the same: ${here}`);
  else {
    console.error(`Node ${process.version} generates ${here}\nNode v${version} generates ${there}`);
    process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
