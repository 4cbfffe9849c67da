/** Gives what is packed the same modes whatever umask it was checked out and built under: the end of `npm run build`. */
import { chmod, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

const packed = [
  "dist",
  "generated",
  "spec",
  "vectors",
  "src/emulator/page",
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "package.json",
];

for (const path of packed) {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) continue;
  const files = found.isDirectory()
    ? (await readdir(path, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [path];
  for (const file of files) await chmod(file, 0o644);
}
