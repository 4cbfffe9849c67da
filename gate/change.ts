/** What a release that holds a change is to be called, least first. */
export const bumps = ["none", "patch", "minor", "major"] as const;
export type Bump = (typeof bumps)[number];

/**
 * Whom a change breaks: `callers` by what they send, `readers` by what they are sent, `everyone` who knows the thing
 * by its name.
 */
export type Audience = "callers" | "readers" | "everyone";

/** One change of the contract since its release. */
export interface Change {
  apiVersion: string;
  /** The rule that told it: oasdiff's, or one of `unseen.ts` and `compare.ts`. */
  rule: string;
  /** `POST /chat/completions`, a component, or the document. */
  place: string;
  words: string;
  bump: Bump;
  /** `undefined` for a change that breaks no one. */
  breaks: Audience | undefined;
}

/** The highest of these; `none` of nothing. */
export const highest = (asked: Iterable<Bump>): Bump =>
  [...asked].reduce((most, bump) => (bumps.indexOf(bump) > bumps.indexOf(most) ? bump : most), "none");
