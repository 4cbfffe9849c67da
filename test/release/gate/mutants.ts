/** One edit of a file below spec/: the text there, and what stands in its place. */
export type Edit = readonly [file: string, from: string, to: string];

/** What somebody may do to the contract after it was released. */
export interface Mutant {
  what: string;
  edits: readonly Edit[];
  /** What was another way at the release already, where the contract has no case of its own. */
  released?: readonly Edit[];
}
