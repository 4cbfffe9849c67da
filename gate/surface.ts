import type { Bump } from "./change.ts";

/** How the public types of one entry point changed. */
export interface SurfaceChange {
  /** The report's file name. */
  entry: string;
  gone: readonly string[];
  come: readonly string[];
  /** Whether the entry point was not there before. */
  isNew: boolean;
  bump: Bump;
}

/**
 * Reports of public types, by file name -> how they changed.
 *
 * A line that went counts as a break: whether code that relied on it still compiles is more than a line tells.
 */
export function compareSurfaces(
  released: ReadonlyMap<string, string>,
  present: ReadonlyMap<string, string>,
): SurfaceChange[] {
  return [...new Set([...released.keys(), ...present.keys()])].sort().flatMap((entry) => {
    const [before, after] = [lines(released.get(entry)), lines(present.get(entry))];
    const gone = without(before, after);
    const come = without(after, before);
    if (gone.length + come.length === 0) return [];
    return [{ entry, gone, come, isNew: !released.has(entry), bump: gone.length > 0 ? "major" : "minor" } as const];
  });
}

/** Comments are no types, and where a type comes from, or the number that API Extractor gives a second of its name, is none. */
const lines = (report = ""): string[] =>
  report
    .split("\n")
    .map((line) => line.trim().replaceAll(/(?<=\w)_\d+\b/g, ""))
    .filter((line) => line !== "" && !/^(?:\/\/|import )/.test(line));

/** The lines of the first that the second lacks, as often as it lacks them. */
function without(these: readonly string[], those: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of those) left.set(line, (left.get(line) ?? 0) + 1);
  return these.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}
