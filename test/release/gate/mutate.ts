import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { emitOpenapi } from "../../../codegen/openapi/compile.ts";
import { normalise } from "../../../codegen/openapi/normalise.ts";
import type { Documents } from "../../../release/gate/baseline.ts";
import { scratch } from "../../support/scratch.ts";
import type { Edit } from "./mutants.ts";

/** The contract that spec/ makes with these edits. */
export async function documentsOf(edits: readonly Edit[]): Promise<Documents> {
  const folder = await scratch();
  await cp("spec", join(folder, "spec"), { recursive: true });
  for (const [file, from, to] of edits) {
    const path = join(folder, "spec", file);
    const text = await readFile(path, "utf8");
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
    await writeFile(
      path,
      text.replace(from, () => to),
    );
  }
  return documentsAt(join(folder, "spec", "main.tsp"));
}

/** The contract that a spec makes. */
export async function documentsAt(entry: string): Promise<Documents> {
  const { documents } = await emitOpenapi(entry);
  return Object.fromEntries(
    documents.map((document) => normalise(document)).map((document) => [document.info.version, document]),
  );
}
