import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, readdir, readFile, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { run } from "../../release/command.ts";
import { installTools } from "../../release/tools.ts";
import { commit, temporary, write } from "../release/repository.ts";

beforeAll(() => installTools(), 120_000);

/** A clone with one file changed and committed, and the rehearsal's own command in it, its temporary files beside. */
async function clone(file: string, change: (text: string) => string) {
  const place = await temporary();
  const folder = join(place, "clone");
  const scratch = join(place, "tmp");
  await mkdir(scratch);
  await run("git", ["clone", "--quiet", "--no-tags", resolve("."), folder], { cwd: "." });
  await write(folder, { [file]: change(await readFile(join(folder, file), "utf8")) });
  await commit(folder, "a change");
  await write(folder, { ".git/info/exclude": "node_modules\n" });
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  await cp(resolve("release/node_modules"), join(folder, "release/node_modules"), { recursive: true });
  await write(folder, { "out/release/before.txt": "as it was" });
  const child = () =>
    spawn(process.execPath, ["--import", "tsx", "release/rehearse.ts"], {
      cwd: folder,
      env: { ...process.env, TMPDIR: scratch },
      stdio: ["ignore", "pipe", "pipe"],
    });
  const left = async () => [...(await readdir(scratch)), ...(await readdir(join(folder, "out/release")))];
  return { child, left };
}

async function end(child: ReturnType<typeof spawn>): Promise<{ code: number | null; out: string; err: string }> {
  let [out, err] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (err += text));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out, err };
}

test("a spec that does not compile is told by file and line, and nothing is published or left", async () => {
  const { child, left } = await clone("spec/models/images.tsp", (text) =>
    text.replace("image: string;", "image: strng;"),
  );
  const { code, out, err } = await end(child());
  expect(code).toBe(1);
  expect(err.split("\n")[0]).toMatch(
    /^npm run --silent: spec\/models\/images\.tsp:\d+:\d+: invalid-ref: Unknown identifier strng$/,
  );
  expect(out).toMatch(/FAILED .* generate, without a difference\n$/);
  expect(out).not.toMatch(/publish/);
  expect(await left()).toEqual(["before.txt"]);
});

test("a spec that was not generated from is told by the file that differs", async () => {
  const { child, left } = await clone("spec/models/model-info.tsp", (text) =>
    text.replace("/** The name of the model. [info] */", "/** The model's name. [info] */"),
  );
  const { code, err } = await end(child());
  expect(code).toBe(1);
  expect(err).toMatch(/^generated\/\S+ and \d+ more: not what spec\/ makes; run `npm run generate` and commit\n/);
  expect(await left()).toEqual(["before.txt"]);
});

test("an interruption takes everything down", async () => {
  const { child, left } = await clone("docs/releasing.md", (text) => `${text}\n`);
  const rehearsal = child();
  rehearsal.stdout.on("data", (text: Buffer) => {
    // npm ci comes next, and takes long enough to be met.
    if (text.includes("version and changelog")) rehearsal.kill("SIGINT");
  });
  const { code, err } = await end(rehearsal);
  expect(code).toBe(1);
  expect(err).toBe("interrupted: everything was taken down, nothing was kept\n");
  expect(await left()).toEqual(["before.txt"]);
});
