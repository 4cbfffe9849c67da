/** What a client's calls go to, so far as it decides an answer: for work that must not be mixed up with that of another model. */
export const target: unique symbol = Symbol.for("model-inference.target") as never;

/** Kind, URL, query and headers of each call. Never shown: a header may hold a credential. */
export type Target = readonly [kind: string, base: string, search: string, headers: Readonly<Record<string, string>>];
