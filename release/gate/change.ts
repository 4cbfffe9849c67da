/** The kinds of release, smallest first. */
export const bumps = ["none", "patch", "minor", "major"] as const;
export type Bump = (typeof bumps)[number];

/** Who is affected: `callers` by the requests they send, `readers` by the responses they get, `everyone` by a name. */
export type Audience = "callers" | "readers" | "everyone";

/** One change of the contract since the last release. */
export interface Change {
  apiVersion: string;
  /** The rule that found it: one of oasdiff, `unseen.ts` or `compare.ts`. */
  rule: string;
  /** `POST /chat/completions`, a JSON pointer, or `the document`. */
  place: string;
  words: string;
  bump: Bump;
  /** `undefined` if the change breaks no one. */
  breaks: Audience | undefined;
}

/** The largest of these bumps; `none` for an empty list. */
export const highest = (asked: Iterable<Bump>): Bump =>
  [...asked].reduce((most, bump) => (bumps.indexOf(bump) > bumps.indexOf(most) ? bump : most), "none");
