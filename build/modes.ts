/** Gives what is packed the same modes whatever umask it was checked out and built under: the end of `npm run build`. */
import { chmod, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

const { files } = JSON.parse(await readFile("package.json", "utf8")) as { files: string[] };

for (const pattern of [...files, "LICENSE", "README.md", "package.json"]) {
  const path = pattern.replace(/\/\*\*.*$/, "");
  const entries = (await stat(path)).isDirectory() ? await readdir(path, { recursive: true, withFileTypes: true }) : [];
  const inside = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of entries.length > 0 ? inside : [path]) await chmod(file, 0o644);
}
