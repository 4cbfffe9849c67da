import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as hooks from "vitest";
import { expect, onTestFinished, test } from "vitest";
import { useEmulator } from "../../src/emulator/index.ts";
import type { Bytes } from "../vectors/files.ts";
import { scriptEnvironment } from "./python.ts";
import { describeWith, type Tool } from "./toolchain.ts";

const run = promisify(execFile);
const python: Tool = {
  name: "Python 3.9 or later",
  command: ["python3", "-c", "import sys; sys.exit(sys.version_info < (3, 9))"],
};
const emulator = useEmulator(hooks, { strict: true });

const kinds = ["requests", "answers", "streams", "errors"] as const;

interface Checked {
  id: string;
  emulator?: object;
  request?: { target: string };
  response?: { body: Bytes };
}

const read = async (folder: string, kind: string): Promise<{ vectors: Checked[] }> =>
  JSON.parse(await readFile(join(folder, `${kind}.json`), "utf8")) as { vectors: Checked[] };

const isChecked = ({ emulator, request }: Checked): boolean => request !== undefined || emulator !== undefined;

const check = (folder: string) =>
  run("python3", [join(folder, "check.py"), emulator.url], { env: scriptEnvironment(), timeout: 60_000 });

describeWith([python], "vectors/check.py", () => {
  test("finds that the emulator takes and gives the very bytes of the vectors", async () => {
    const { stdout, stderr } = await check("vectors");
    const lines = kinds.map(async (kind) => {
      const { vectors } = await read("vectors", kind);
      return `${kind}: ${vectors.filter(isChecked).length} of ${vectors.length} checked\n`;
    });
    expect(stdout).toBe((await Promise.all(lines)).join(""));
    expect(stderr).toBe("");
  });

  test("finds every one whose bytes are damaged", async () => {
    const folder = await mkdtemp(join(tmpdir(), "vectors-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await cp("vectors", folder, { recursive: true });
    const damaged: string[] = [];
    for (const kind of kinds) {
      const file = await read(folder, kind);
      for (const vector of file.vectors.filter(isChecked)) {
        damaged.push(`${kind} ${vector.id}`);
        if (vector.request !== undefined) vector.request.target = `/nowhere${vector.request.target}`;
        if (vector.response !== undefined) vector.response.body = { text: "damaged" };
      }
      await writeFile(join(folder, `${kind}.json`), JSON.stringify(file));
    }
    const failure = await check(folder).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 1 });
    const { stderr } = failure as { stderr: string };
    const found = stderr.split("\n").flatMap((line) => (line === "" ? [] : [line.slice(0, line.indexOf(":"))]));
    expect([...new Set(found)].sort()).toEqual(damaged.sort());
  });
});

describeWith([python], "vectors/reader.py", () => {
  const read = (folder: string) => run("python3", [join(folder, "reader.py")], { env: scriptEnvironment() });

  test("reads every event, stream and wait as the vectors expect", async () => {
    const kinds = ["events", "streams", "retries"];
    const counts = kinds.map(async (kind) => {
      const { vectors } = JSON.parse(await readFile(`vectors/${kind}.json`, "utf8")) as { vectors: unknown[] };
      return `${kind}: ${vectors.length} read\n`;
    });
    expect((await read("vectors")).stdout).toBe((await Promise.all(counts)).join(""));
  });

  test("fails where a vector expects something else", async () => {
    const folder = await mkdtemp(join(tmpdir(), "vectors-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await cp("vectors", folder, { recursive: true });
    const text = await readFile("vectors/retries.json", "utf8");
    await writeFile(join(folder, "retries.json"), text.replace('"delayMs": 2000', '"delayMs": 2001'));
    await expect(read(folder)).rejects.toMatchObject({ code: 1 });
  });
});
