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

const readers = {
  "reader.py": ["events", "streams", "retries"],
  "http_reader.py": ["requests", "answers", "errors", "endpoints"],
};

describeWith([python], "the readers of vectors/", () => {
  const read = (folder: string, reader: string) => run("python3", [join(folder, reader)], { env: scriptEnvironment() });

  test.each(Object.entries(readers))("%s agrees with every vector of its kinds", async (reader, kinds) => {
    const counts = kinds.map(async (kind) => {
      const { vectors } = JSON.parse(await readFile(`vectors/${kind}.json`, "utf8")) as { vectors: unknown[] };
      return `${kind}: ${vectors.length} read\n`;
    });
    expect((await read("vectors", reader)).stdout).toBe((await Promise.all(counts)).join(""));
  });

  test.each([
    ["reader.py", "retries", '"delayMs": 2000', '"delayMs": 2001'],
    ["reader.py", "streams", '"finish_reason": "stop"', '"finish_reason": "length"'],
    ["http_reader.py", "requests", '"Bearer sesame"', '"Bearer other"'],
    ["http_reader.py", "answers", '"no-list"', '"empty"'],
    ["http_reader.py", "errors", '"kind": "content_filter"', '"kind": "unknown"'],
    ["http_reader.py", "endpoints", '"kind": "serverless"', '"kind": "custom"'],
  ])("%s fails if a vector of %s expects something else", async (reader, kind, from, to) => {
    const folder = await mkdtemp(join(tmpdir(), "vectors-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await cp("vectors", folder, { recursive: true });
    const text = await readFile(`vectors/${kind}.json`, "utf8");
    expect(text).toContain(from);
    await writeFile(join(folder, `${kind}.json`), text.replace(from, to));
    await expect(read(folder, reader)).rejects.toMatchObject({ code: 1 });
  });
});
