/** Copies the documents of the package into `dist/openapi/`, without the white space that takes two fifths of them. */
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

const from = "generated/openapi";
for (const path of await readdir(from, { recursive: true })) {
  const copy = `dist/openapi/${path}`;
  await mkdir(dirname(copy), { recursive: true });
  if (/(?:openapi-3\.1|json-schema)\.json$/.test(path))
    await writeFile(copy, JSON.stringify(JSON.parse(await readFile(`${from}/${path}`, "utf8"))));
  else if (path.endsWith(".d.ts")) await cp(`${from}/${path}`, copy);
}
