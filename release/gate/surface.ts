import type { Bump } from "./change.ts";

/** Changes of the public types of one entry point. */
export interface SurfaceChange {
  /** File name of the report. */
  entry: string;
  removed: readonly string[];
  added: readonly string[];
  isNew: boolean;
  bump: Bump;
}

/** Compares reports by file name. A removed line counts as a break, although code that used it may still compile. */
export function compareSurfaces(
  released: Readonly<Record<string, string>>,
  present: Readonly<Record<string, string>>,
): SurfaceChange[] {
  return [...new Set([...Object.keys(released), ...Object.keys(present)])].sort().flatMap((entry) => {
    const [before, after] = [lines(released[entry]), lines(present[entry])];
    const [removed, added] = [without(before, after), without(after, before)];
    if (removed.length + added.length === 0) return [];
    return [
      { entry, removed, added, isNew: !(entry in released), bump: removed.length > 0 ? "major" : "minor" } as const,
    ];
  });
}

/** Drops comments, imports, and the number that API Extractor appends to a second type of the same name. */
const lines = (report = ""): string[] =>
  report
    .split("\n")
    .map((line) => line.trim().replaceAll(/(?<=\w)_\d+\b/g, ""))
    .filter((line) => line !== "" && !/^(?:\/\/|import )/.test(line));

/** The lines of the first list that the second lacks; a line that occurs twice needs two. */
function without(these: readonly string[], those: readonly string[]): string[] {
  const left = [...those];
  return these.filter((line) => {
    const index = left.indexOf(line);
    if (index !== -1) left.splice(index, 1);
    return index === -1;
  });
}
