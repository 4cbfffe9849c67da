/**
 * The declarations that the entry points of the package lead to, as `.d.cts`. TypeScript takes a `.d.ts` of this package for an ES
 * module, which a CommonJS file cannot import in every version and setting; an ES module can import both. So there is a `.d.ts` for
 * the entry points alone, which leads to the `.d.cts`, and for modules with a default export, which the two systems read differently.
 */
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import manifest from "../package.json" with { type: "json" };

const relative = /(["'])(\.{1,2}\/[^"']*)\.[jt]s\1/g;

const entries = [...JSON.stringify(manifest.exports).matchAll(/"\.\/(dist\/src\/[^"]+\.d\.ts)"/g)].map(
  ([, path = ""]) => path,
);
const texts = new Map<string, string>();
const reached = new Set(entries);
for (const path of reached) {
  const text = await readFile(path, "utf8");
  texts.set(path, text);
  for (const [, , target = ""] of text.matchAll(relative)) reached.add(join(dirname(path), `${target}.d.ts`));
}

const hasDefault = (path: string): boolean => /^export default /m.test(texts.get(path) ?? "");
const kept = new Set([...entries, ...[...reached].filter(hasDefault)]);
for (const [path, text] of texts) {
  await writeFile(path.replace(/\.ts$/, ".cts"), text.replace(relative, "$1$2.cjs$1"));
  const forModules = text.replace(relative, (all, quote: string, target: string) =>
    hasDefault(join(dirname(path), `${target}.d.ts`))
      ? all.replace(/\.ts(?=.$)/, ".js")
      : `${quote}${target}.cjs${quote}`,
  );
  if (kept.has(path)) await writeFile(path, forModules);
}
for (const name of await readdir("dist", { recursive: true })) {
  const path = join("dist", name);
  if (path.endsWith(".d.ts") && !path.startsWith(join("dist", "openapi")) && !kept.has(path)) await rm(path);
}
