/** The package as its users get it: installed from a registry into an empty folder, and called. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ReleaseError, run } from "../../release/command.ts";
import { tools } from "../../release/tools.ts";

export type Installer = "npm" | "pnpm";

/** Variables that give npm and pnpm a registry, and nothing of what this machine has set for them. */
export async function registryEnvironment(scratch: string, url: string): Promise<NodeJS.ProcessEnv> {
  const userconfig = join(scratch, "npmrc");
  // npm sends nothing without a token; this registry takes any.
  await writeFile(userconfig, `//${new URL(url).host}/:_authToken=anyone\n`);
  return {
    npm_config_userconfig: userconfig,
    npm_config_globalconfig: join(scratch, "no-npmrc"),
    npm_config_registry: url,
    npm_config_cache: join(scratch, "cache"),
    npm_config_store_dir: join(scratch, "store"),
    npm_config_update_notifier: "false",
  };
}

/** Strict: each package sees what it names as its dependency, and nothing else. */
const strict = ["--config.node-linker=isolated", "--config.hoist=false", "--config.strict-peer-dependencies=true"];

export async function install(
  installer: Installer,
  wanted: readonly string[],
  { folder, env, signal }: { folder: string; env: NodeJS.ProcessEnv; signal?: AbortSignal | undefined },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  const options = { cwd: folder, env, signal };
  if (installer === "npm") await run("npm", ["install", "--no-audit", "--no-fund", ...wanted], options);
  else await run(process.execPath, [tools.pnpm, "add", ...strict, ...wanted], options);
}

/** Runs `program.js` against the installed emulator. */
const runner = `import { startEmulator } from "model-inference/emulator";
const emulator = await startEmulator();
process.env.AZURE_INFERENCE_ENDPOINT = emulator.url;
process.env.AZURE_INFERENCE_CREDENTIAL = "rehearsal";
await import("./program.js");
await emulator.stop();
`;

/**
 * Compiles the README's first program where the package is installed, and runs it against the installed emulator.
 *
 * @returns what it printed.
 */
export async function runReadme(folder: string, readme: string, signal?: AbortSignal): Promise<string> {
  const [, code] = /^```ts\n(.*?)^```$/ms.exec(await readFile(readme, "utf8")) ?? [];
  if (code === undefined) throw new ReleaseError("README.md has no TypeScript program");
  await writeFile(join(folder, "program.ts"), code);
  await writeFile(join(folder, "run.js"), runner);
  const from = createRequire(import.meta.url);
  const typeRoots = dirname(dirname(from.resolve("@types/node/package.json")));
  const flags = ["--strict", "--target", "es2022", "--module", "nodenext", "--types", "node", "--typeRoots", typeRoots];
  await run(process.execPath, [from.resolve("typescript/bin/tsc"), ...flags, "program.ts"], { cwd: folder, signal });
  return run(process.execPath, ["run.js"], { cwd: folder, signal });
}
