/** Puts the pinned runtimes into test/runtimes/node_modules, and the packed package where a stranger would have it. */
import { cp, mkdir, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { run } from "../../release/command.ts";

const home = import.meta.dirname;

/** A file of what is installed beside the tests. */
export const place = (...path: string[]): string => join(home, "node_modules", ...path);

/** What others call the package from, with the programs of `program/` beside it. */
export interface Installed {
  /** The folder where npm installed it. */
  npm: string;
  /** The folder where pnpm did, so that each package sees what it names as its dependency, and nothing else. */
  pnpm: string;
}

/** Installs the runtimes where the lockfile is newer than what is there. None of them needs a script of its own. */
export async function installRuntimes(): Promise<void> {
  const changed = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
  if ((await changed(place(".package-lock.json"))) >= (await changed(join(home, "package-lock.json")))) return;
  await run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: home });
}

/** Packs what is built, and installs it into empty folders. */
export async function installPackage(scratch: string): Promise<Installed> {
  const packing = ["pack", "--json", "--ignore-scripts", "--pack-destination", scratch];
  const [packed] = JSON.parse(await run("npm", packing, { cwd: resolve(home, "../..") })) as [{ filename: string }];
  const tarball = join(scratch, packed.filename);
  const npm = await emptyFolder(join(scratch, "npm"));
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", tarball], { cwd: npm });
  const pnpm = await emptyFolder(join(scratch, "pnpm"));
  await run(process.execPath, [place("pnpm/bin/pnpm.cjs"), "add", ...strict(scratch), tarball], { cwd: pnpm });
  return { npm, pnpm };
}

const strict = (scratch: string): string[] => [
  `--store-dir=${join(scratch, "store")}`,
  "--config.node-linker=isolated",
  "--config.hoist=false",
  "--config.strict-peer-dependencies=true",
];

async function emptyFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  await cp(join(home, "program"), folder, { recursive: true });
  return folder;
}
