/** Symbol of a client method that returns its `Target`. Bulk journals use it to detect another endpoint or model. */
export const target: unique symbol = Symbol.for("model-inference.target") as never;

/** Endpoint kind, base URL, query and default headers of a client. Headers may contain credentials: never print it. */
export type Target = readonly [kind: string, base: string, search: string, headers: Readonly<Record<string, string>>];
