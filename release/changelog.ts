import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ReleaseError } from "./problem.ts";

export interface Section {
  version: string;
  /** Whether the heading still says `- unreleased`. */
  unreleased: boolean;
  /** What stands below the heading. */
  body: string;
  /** Where the section begins and ends in the text. */
  start: number;
  end: number;
}

/**
 * The first section of a changelog: `## 0.2.0` or `## 0.2.0 - unreleased`.
 *
 * @throws {ReleaseError} when there is none.
 */
export function newestSection(text: string): Section {
  const found = /^## (\d+\.\d+\.\d+\S*)( - unreleased)?\n/m.exec(text);
  if (found === null) throw new ReleaseError("CHANGELOG.md has no section: its heading is `## <version>`");
  const [heading, version = "", mark] = found;
  const below = found.index + heading.length;
  const next = text.indexOf("\n## ", below);
  const end = next === -1 ? text.length : next + 1;
  return { version, unreleased: mark !== undefined, body: text.slice(below, end).trim(), start: found.index, end };
}

export const readChangelog = (folder: string): Promise<string> => readFile(join(folder, "CHANGELOG.md"), "utf8");

/** The newest section as released: its heading without the mark, a blank line below each heading, `added` at its end. */
export function release(text: string, added = ""): string {
  const { version, body, start, end } = newestSection(text);
  const parts = [`## ${version}`, body, added].filter((part) => part !== "");
  const section = parts.join("\n\n").replace(/^(#+ .*\n)(?!\n)/gm, "$1\n");
  const rest = text.slice(end);
  return `${text.slice(0, start)}${section}\n${rest === "" ? "" : "\n"}${rest}`;
}
