import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Document } from "../codegen/document.ts";
import type { Audience, Change } from "./change.ts";

const run = promisify(execFile);
const module = resolve(import.meta.dirname, "oasdiff");
const severities = resolve(import.meta.dirname, "severity-levels.txt");

/** Two documents of one api-version -> what changed between them. */
export type Differ = (released: Document, present: Document) => Promise<Change[]>;

/**
 * Builds oasdiff, as go.mod and go.sum beside it pin it, into `out/`.
 *
 * @returns `undefined` where there is no Go.
 * @throws where Go cannot build it.
 */
export async function oasdiff(): Promise<Differ | undefined> {
  const binary = resolve("out/tools", process.platform === "win32" ? "oasdiff.exe" : "oasdiff");
  const env = { ...process.env, GOTOOLCHAIN: "local", GOFLAGS: "-mod=readonly" };
  try {
    await run("go", ["build", "-o", binary, "github.com/oasdiff/oasdiff"], { cwd: module, env });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`Go could not build oasdiff: ${(error as { stderr: string }).stderr}`);
  }
  return (released, present) => differ(binary, released, present);
}

/** An entry of `oasdiff changelog --format json`. */
interface Entry {
  id: string;
  text: string;
  /** 1 tells, 2 may break, 3 breaks. */
  level: number;
  operation?: string;
  path?: string;
}

async function differ(binary: string, released: Document, present: Document): Promise<Change[]> {
  const folder = await mkdtemp(join(tmpdir(), "oasdiff-"));
  try {
    const [before, after] = [join(folder, "released.json"), join(folder, "present.json")];
    await writeFile(before, JSON.stringify(released));
    await writeFile(after, JSON.stringify(present));
    const args = ["changelog", before, after, "--format", "json", "--severity-levels", severities];
    const { stdout } = await run(binary, args, { maxBuffer: 2 ** 26 });
    const entries = JSON.parse(stdout || "[]") as Entry[];
    return entries.map((entry) => toChange(present.info.version, entry));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function toChange(apiVersion: string, { id, text, level, operation, path }: Entry): Change {
  const place = path === undefined ? "components" : [operation, path].filter(Boolean).join(" ");
  const breaking = level > 1;
  return {
    apiVersion,
    rule: id,
    place,
    words: text,
    bump: breaking ? "major" : "minor",
    breaks: breaking ? audience(id) : undefined,
  };
}

/** oasdiff's names of rules say which way the thing travels. */
function audience(id: string): Audience {
  if (/\brequest\b/.test(id)) return "callers";
  return /\bresponse\b/.test(id) ? "readers" : "everyone";
}
