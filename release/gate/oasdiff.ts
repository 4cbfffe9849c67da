import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type ExecaError, execa } from "execa";
import type { Document } from "../../codegen/document.ts";
import type { Audience, Change } from "./change.ts";

/** Compares two documents of one api-version. */
export type Differ = (released: Document, present: Document) => Promise<Change[]>;

/**
 * Builds oasdiff into `out/`, at the version of `go.mod` and `go.sum`.
 *
 * @returns `undefined` if Go is not installed.
 * @throws if the build fails.
 */
export async function oasdiff(): Promise<Differ | undefined> {
  const binary = resolve("out/tools", process.platform === "win32" ? "oasdiff.exe" : "oasdiff");
  try {
    await execa("go", ["build", "-o", binary, "github.com/oasdiff/oasdiff"], {
      cwd: join(import.meta.dirname, "oasdiff"),
      env: { GOTOOLCHAIN: "local", GOFLAGS: "-mod=readonly" },
    });
  } catch (error) {
    const { code, stderr } = error as ExecaError;
    if (code === "ENOENT") return undefined;
    throw new Error(`Go could not build oasdiff: ${stderr}`);
  }
  return (released, present) => changelog(binary, released, present);
}

/** An entry of `oasdiff changelog --format json`. */
interface Entry {
  id: string;
  text: string;
  /** 1: information, 2: may break, 3: breaks. */
  level: number;
  operation?: string;
  path?: string;
}

async function changelog(binary: string, released: Document, present: Document): Promise<Change[]> {
  const folder = await mkdtemp(join(tmpdir(), "oasdiff-"));
  try {
    const [before, after] = [join(folder, "released.json"), join(folder, "present.json")];
    await writeFile(before, JSON.stringify(released));
    await writeFile(after, JSON.stringify(present));
    const severities = join(import.meta.dirname, "severity-levels.txt");
    const args = ["changelog", before, after, "--format", "json", "--severity-levels", severities];
    const { stdout } = await execa(binary, args);
    return (JSON.parse(stdout || "[]") as Entry[]).map(({ id, text, level, operation = "", path }) => ({
      apiVersion: present.info.version,
      rule: id,
      place: path === undefined ? "components" : `${operation} ${path}`.trim(),
      words: text,
      bump: level > 1 ? "major" : "minor",
      breaks: level > 1 ? audience(id) : undefined,
    }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The rules of oasdiff name the direction. */
function audience(rule: string): Audience {
  if (/\brequest\b/.test(rule)) return "callers";
  return /\bresponse\b/.test(rule) ? "readers" : "everyone";
}
