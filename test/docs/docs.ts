import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";

/** Every TypeScript block of the README and the docs with these words after its fence, named for its page and its number. */
export async function codeBlocks(fence = "ts"): Promise<{ name: string; code: string }[]> {
  const docs = (await readdir("docs")).filter((file) => file.endsWith(".md")).map((file) => join("docs", file));
  const pages = ["README.md", ...docs.sort()];
  const blocks = await Promise.all(
    pages.map(async (page) => {
      const found = [...(await readFile(page, "utf8")).matchAll(/^```(ts[ \w]*)\n(.*?)^```$/gms)];
      return found
        .filter(([, words]) => words === fence)
        .map(([, , code = ""], index) => ({ name: `${basename(page, ".md")}-${index + 1}`, code }));
    }),
  );
  return blocks.flat();
}
