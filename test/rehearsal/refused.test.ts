import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, symlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { run } from "../../release/command.ts";
import { installTools } from "../../release/tools.ts";
import { commit, temporary, write } from "../release/repository.ts";

beforeAll(() => installTools(), 120_000);

/** A clone with one file changed and committed. */
async function clone(file: string, change: (text: string) => string): Promise<string> {
  const folder = join(await temporary(), "clone");
  await run("git", ["clone", "--quiet", "--no-tags", resolve("."), folder], { cwd: "." });
  await write(folder, { [file]: change(await readFile(join(folder, file), "utf8")) });
  await commit(folder, "a change");
  await write(folder, { "out/release/before.txt": "as it was" });
  return folder;
}

/** The rehearsal of a clone, with its temporary files beside the clone. */
function rehearsal(folder: string) {
  const args = ["--import", import.meta.resolve("tsx"), resolve("test/rehearsal/rehearse.ts")];
  const env = { ...process.env, TMPDIR: dirname(folder) };
  return spawn(process.execPath, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
}

const registryOf = (out: string): string => /^ +(http:\S+)$/m.exec(out)?.[1] ?? "none told";

/** What it left, beside and in the clone. */
const left = async (folder: string): Promise<string[]> => [
  ...(await readdir(dirname(folder))).filter((name) => name.startsWith("rehearsal-")),
  ...(await readdir(join(folder, "out", "release"))),
];

async function end(child: ReturnType<typeof spawn>): Promise<{ code: number | null; out: string; err: string }> {
  let [out, err] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (err += text));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out, err };
}

test("a spec that does not compile is reported by file and line, and nothing is published or left", async () => {
  const folder = await clone("spec/models/images.tsp", (text) => text.replace("image: string;", "image: strng;"));
  const { code, out, err } = await end(rehearsal(folder));
  expect(code).toBe(1);
  expect(err.split("\n")[0]).toMatch(
    /^npm run generate:check: spec\/models\/images\.tsp:\d+:\d+: invalid-ref: Unknown identifier strng$/,
  );
  expect(out).toMatch(/FAILED .* generate, without a difference\n$/);
  expect(out).not.toMatch(/publish/);
  await expect(fetch(registryOf(out))).rejects.toThrow();
  expect(await left(folder)).toEqual(["before.txt"]);
});

test("a spec that was not generated from is reported by the file that differs", async () => {
  const folder = await clone("spec/models/model-info.tsp", (text) =>
    text.replace("/** The name of the model. [info] */", "/** The model's name. [info] */"),
  );
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  await write(folder, { ".git/info/exclude": "node_modules\n" });
  await expect(run("npm", ["run", "--silent", "generate:check"], { cwd: folder })).rejects.toThrow(
    /^npm run generate:check: generated\/ differs from what spec\/ makes \(\d+\)\. Run `npm run generate` and commit\.$/,
  );
});

test("an interruption takes everything down", async () => {
  const folder = await clone("docs/releasing.md", (text) => `${text}\n`);
  const child = rehearsal(folder);
  child.stdout.on("data", (text: Buffer) => {
    // npm ci comes next, and takes long enough to be met.
    if (text.includes("http://")) child.kill("SIGINT");
  });
  const { code, out, err } = await end(child);
  expect(code).toBe(1);
  await expect(fetch(registryOf(out))).rejects.toThrow();
  expect(err).toBe("interrupted: everything was taken down, nothing was kept\n");
  expect(await left(folder)).toEqual(["before.txt"]);
});
