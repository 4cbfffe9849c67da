/**
 * Keeps the declarations that an entry point of the package leads to, and copies each for CommonJS. TypeScript takes a `.d.ts` of
 * this package for an ES module, which a CommonJS file cannot import in every version and setting, and a `.d.cts` for CommonJS.
 */
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import manifest from "../package.json" with { type: "json" };

const relative = /(["'])(\.{1,2}\/[^"']*)\.[jt]s\1/g;

const entries = [...JSON.stringify(manifest.exports).matchAll(/"\.\/(dist\/src\/[^"]+\.d\.ts)"/g)].map(
  ([, path = ""]) => path,
);
const reached = new Set(entries);
for (const path of reached) {
  const text = await readFile(path, "utf8");
  for (const [, , target = ""] of text.matchAll(relative)) reached.add(join(dirname(path), `${target}.d.ts`));
  await writeFile(path.replace(/\.ts$/, ".cts"), text.replace(relative, "$1$2.cjs$1"));
}
for (const path of await readdir("dist", { recursive: true })) {
  if (path.endsWith(".d.ts") && !path.startsWith("openapi") && !reached.has(join("dist", path)))
    await rm(join("dist", path));
}
