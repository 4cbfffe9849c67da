/**
 * E01: the same bytes come of `generate` and of `npm pack`, which builds, in eight settings: two versions of Node, the
 * other from npm, two time zones, and two folders, each with a locale and a umask of its own. Part of `npm run check`.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";

const otherVersion = "24.9.0";
const run = promisify(execFile);
const isWindows = process.platform === "win32";
const scratch = await mkdtemp(join(tmpdir(), "settings-"));

const zones = ["Pacific/Kiritimati", "America/Los_Angeles"];
const places = [
  { folder: join(scratch, "a"), locale: "tr_TR.UTF-8", umask: "022" },
  { folder: join(scratch, "another folder", "further down"), locale: "C", umask: "077" },
];
const needed = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "codegen",
  "package.json",
  "spec",
  "src",
  "tspconfig.yaml",
  "vectors",
];
const configurations = ["tsconfig.json", "tsconfig.build.json", "build"];

/** Another Node, as npm has it. */
async function otherNode(): Promise<string> {
  const name = `node-${isWindows ? "win" : process.platform}-${process.arch}`;
  const args = ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", scratch, `${name}@${otherVersion}`];
  await run("npm", args, { shell: isWindows });
  return join(scratch, "node_modules", name, "bin", isWindows ? "node.exe" : "node");
}

/** A program under a umask; Windows has none. */
const under = (umask: string, program: string, args: string[]): [string, string[]] =>
  isWindows ? [program, args] : ["sh", ["-c", `umask ${umask} && exec "$0" "$@"`, program, ...args]];

async function prepare(folder: string, umask: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const path of [...needed, ...configurations]) await cp(path, join(folder, path), { recursive: true });
  // As a checkout under that umask.
  if (umask === "077") await run("chmod", ["-R", "go=", folder], { shell: isWindows });
  await symlink(resolve("node_modules"), join(folder, "node_modules"), "junction");
}

interface Digests {
  generated: string;
  packed: string;
}

async function digestsIn(folder: string, node: string, umask: string, env: Record<string, string>): Promise<Digests> {
  const options = {
    cwd: folder,
    env: { ...process.env, ...env, PATH: [dirname(node), process.env["PATH"]].join(delimiter) },
    maxBuffer: 2 ** 26,
  };
  for (const made of ["generated", "dist", "out"]) await rm(join(folder, made), { recursive: true, force: true });
  await run(...under(umask, node, ["--import", "tsx", "codegen/generate.ts"]), options);
  const out = join(folder, "out");
  await mkdir(out);
  await run(...under(umask, node, [await npmCli(), "pack", "--pack-destination", out]), options);
  await run(...under(umask, node, ["--import", "tsx", "build/contract.ts"]), options);
  await run(...under(umask, node, [await npmCli(), "pack", "./out/contract", "--pack-destination", out]), options);
  return { generated: await digest(join(folder, "generated")), packed: await digest(out) };
}

/** npm's own file, to run with a Node of choice. */
async function npmCli(): Promise<string> {
  const path = process.env["npm_execpath"];
  if (path?.endsWith("npm-cli.js")) return path;
  throw new Error("run this by npm: `npm run test:settings`");
}

async function digest(folder: string): Promise<string> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
  if (files.length === 0) throw new Error(`nothing was made in ${folder}`);
  const hash = createHash("sha256");
  for (const path of files.map((file) => join(file.parentPath, file.name)).sort())
    hash.update(relative(folder, path)).update(await readFile(path));
  return hash.digest("hex");
}

try {
  const nodes = [process.execPath, await otherNode()];
  const found = await Promise.all(
    places.map(async ({ folder, locale, umask }) => {
      await prepare(folder, umask);
      const lines: [setting: string, digests: Digests][] = [];
      for (const node of nodes) {
        const { stdout } = await run(node, ["--version"]);
        for (const TZ of zones) {
          const setting = `${stdout.trim()}, ${TZ}, ${locale}, umask ${umask}, ${relative(scratch, folder)}`;
          lines.push([setting, await digestsIn(folder, node, umask, { TZ, LANG: locale, LC_ALL: locale })]);
        }
      }
      return lines;
    }),
  );
  const settings = found.flat();
  for (const what of ["generated", "packed"] as const) {
    const digests = new Set(settings.map(([, digests]) => digests[what]));
    if (digests.size === 1) console.log(`${what} the same in ${settings.length} settings: ${[...digests].join()}`);
    else {
      for (const [setting, digests] of settings) console.error(`${what} ${digests[what]} in ${setting}`);
      process.exitCode = 1;
    }
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}
