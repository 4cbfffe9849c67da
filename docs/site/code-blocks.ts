import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";

export interface CodeBlock {
  /** The page and the number of the block in it, such as `client-3`. */
  name: string;
  code: string;
}

/** Every TypeScript block of the README and the docs with these words after its fence. */
export async function codeBlocks(fence = "ts"): Promise<CodeBlock[]> {
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

/** The names that a block imports from a module. */
export const importsOf = ({ code }: CodeBlock, module: string): string[] =>
  [...code.matchAll(/import (?:type )?\{([^}]*)\} from "([^"]+)"/g)]
    .filter(([, , from]) => from === module)
    .flatMap(([, names = ""]) => names.split(",").map((name) => name.replace(/\btype /, "").trim()));
