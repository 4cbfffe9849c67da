import type { Document, Path } from "../document.ts";

/** Where a document breaks a rule, and what to do about it in `spec/` or `codegen/`. */
export type Breach = [path: Path, message: string];

/** What generators of other languages need of a document: each breach of it, if any. */
export type Rule = (document: Document) => Iterable<Breach>;
