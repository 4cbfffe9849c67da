/**
 * Copies each declaration of `dist/` for CommonJS. TypeScript takes a `.d.ts` of this package for an ES module, which a CommonJS
 * file cannot import in every version and setting, and a `.d.cts` for CommonJS.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";

const paths = (await readdir("dist", { recursive: true })).filter((path) => path.endsWith(".d.ts"));
await Promise.all(
  paths.map(async (path) => {
    const text = await readFile(`dist/${path}`, "utf8");
    const relative = /(["'])(\.{1,2}\/[^"']*)\.[jt]s\1/g;
    await writeFile(`dist/${path.replace(/\.ts$/, ".cts")}`, text.replace(relative, "$1$2.cjs$1"));
  }),
);
