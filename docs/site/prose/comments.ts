import { parseSync } from "oxc-parser";

/**
 * The comments of a file as Markdown. Every line stays on its line, and what is no prose is left out: code, examples, tags and
 * directives of tools.
 */
export function commentsOf(path: string, text: string): string {
  const lines = text.split("\n").map(() => "");
  for (const { start, end } of path.endsWith(".tsp") ? docCommentsOf(text) : parseSync(path, text).comments) {
    const first = text.slice(0, start).split("\n").length - 1;
    let isExample = false;
    for (const [index, line] of text.slice(start, end).split("\n").entries()) {
      const prose = line.replace(/^\s*(?:\/\*\*?|\*\/|\*|\/\/+)?\s?/, "").replace(/\s*\*\/$/, "");
      if (prose.startsWith("@")) isExample = prose.startsWith("@example");
      if (isExample || /^(?:biome-ignore|@ts-|eslint|v8 ignore|#region|cspell)/.test(prose)) continue;
      lines[first + index] = prose
        .replace(/\{@link ([^}]*)\}/g, "`$1`")
        .replace(/^@\w+(?: \{[^}]*\})?(?: [\w.[\]]+ -)?/, "")
        .trim();
    }
  }
  return lines.join("\n");
}

/** No comments of other forms hold the published text of a spec. */
const docCommentsOf = (text: string) =>
  [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].map(({ index, 0: { length } }) => ({ start: index, end: index + length }));
