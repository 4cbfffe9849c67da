import { type Document, objects, operations } from "../document.ts";

/**
 * Documents, oldest first -> the newest, with the operations that it no longer has as described by the last document that had them
 * them: a client of today still calls them by an older api-version.
 */
export function everyOperation(documents: readonly Document[]): Document {
  const [newest, ...older] = [...documents].reverse();
  const document = structuredClone(newest as Document);
  for (const earlier of older) {
    const known = new Set([...operations(document)].map(({ operation }) => operation.operationId));
    for (const { route, method, operation } of operations(earlier)) {
      if (known.has(operation.operationId)) continue;
      document.paths[route] = { ...document.paths[route], [method]: operation };
      addComponents(document, earlier, operation);
    }
  }
  return document;
}

/** Components that a part names and the document lacks. */
function addComponents(document: Document, earlier: Document, part: unknown): void {
  for (const { value } of objects(part)) {
    const [, kind = "", name = ""] = /^#\/components\/(\w+)\/(\w+)$/.exec(String(value["$ref"])) ?? [];
    const [here, there] = [document, earlier].map(
      ({ components }) => (components as unknown as Record<string, Record<string, unknown>>)[kind],
    );
    if (here === undefined || there?.[name] === undefined || name in here) continue;
    here[name] = there[name];
    addComponents(document, earlier, there[name]);
  }
}
