/** `npm run contract`: puts the package `model-inference-contract` together in `out/contract/`. */
import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The name of the package that contains the documents and vectors of `name`. */
export const contractName = (name: string): string => `${name}-contract`;

/**
 * Puts the documents and vectors of a checkout together as a package of the same version.
 *
 * @param out - the folder of the package; it is replaced.
 */
export async function makeContract(folder: string, out: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Record<string, string>;
  const { name = "", version, license, repository, homepage } = manifest;
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const copies: readonly [from: string, to: string][] = [
    ["generated/openapi", "openapi"],
    ["vectors", "vectors"],
    ["LICENSE", "LICENSE"],
    ["build/contract/README.md", "README.md"],
  ];
  for (const [from, to] of copies) await cp(join(folder, from), join(out, to), { recursive: true });
  const typed = (types: string, path: string) => ({ "types@>=5.9": `./openapi/${types}.d.ts`, default: path });
  const contract = {
    name: contractName(name),
    version,
    description: "OpenAPI documents, JSON Schemas and conformance vectors of the Azure AI Model Inference API",
    keywords: ["azure", "inference", "openapi", "json-schema", "conformance"],
    license,
    ...(repository !== undefined && { repository }),
    ...(homepage !== undefined && { homepage }),
    type: "module",
    exports: {
      "./openapi/*/json-schema.json": typed("json-schema", "./openapi/*/json-schema.json"),
      "./openapi/*.json": typed("openapi", "./openapi/*.json"),
      "./openapi/*": "./openapi/*",
      "./vectors/*": "./vectors/*",
      "./package.json": "./package.json",
    },
  };
  await writeFile(join(out, "package.json"), `${JSON.stringify(contract, null, 2)}\n`);
  // The same tarball under any umask.
  for (const entry of await readdir(out, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) await chmod(join(entry.parentPath, entry.name), 0o644);
}

if (process.argv[1] === import.meta.filename) await makeContract(".", join("out", "contract"));
