import type { Document } from "../codegen/document.ts";

const wordKeys = new Set([
  "description",
  "summary",
  "title",
  "example",
  "examples",
  "externalDocs",
  "x-source",
  "x-sources",
]);

/** A document without what is there for people alone, its members in the order of their names: the contract itself. */
export function contractOf(document: Document): Document {
  const { tags: _, info, ...rest } = document;
  const contract = withoutWords(rest) as Omit<Document, "tags" | "info">;
  return { ...contract, info: { title: info.title, version: info.version }, tags: [] };
}

/** Names of members that a schema lists are no keywords. */
function withoutWords(value: unknown, keywords = true): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutWords(item));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value)
    .filter(([key]) => !keywords || !wordKeys.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, settle(key, member, keywords)] as const);
  return Object.fromEntries(kept);
}

function settle(key: string, member: unknown, keywords: boolean): unknown {
  // The order of these says nothing.
  if (keywords && (key === "required" || key === "enum") && Array.isArray(member)) return [...member].sort();
  return withoutWords(member, !keywords || key !== "properties");
}
