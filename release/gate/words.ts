import type { Document } from "../../codegen/document.ts";

const wordKeys = new Set("description summary title example examples externalDocs x-source x-sources".split(" "));

/** The contract of a document: without descriptions and examples, its properties sorted. */
export function contractOf(document: Document): Document {
  const { tags: _, info, ...rest } = document;
  const contract = withoutWords(rest) as Omit<Document, "tags" | "info">;
  return { ...contract, info: { title: info.title, version: info.version }, tags: [] };
}

/** `keywords` is false for the names of `properties`, which are not keywords. */
function withoutWords(value: unknown, keywords = true): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutWords(item));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value)
    .filter(([key]) => !keywords || !wordKeys.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => {
      const isSet = keywords && (key === "required" || key === "enum") && Array.isArray(member);
      return [key, isSet ? [...member].sort() : withoutWords(member, !keywords || key !== "properties")] as const;
    });
  return Object.fromEntries(kept);
}
