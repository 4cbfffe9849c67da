export interface Done {
  /** As many as were asked for, or somewhat more where they come in bundles. */
  units: number;
  /** The time of the part that is to be timed, where that is not all. */
  wallMs?: number;
  /** What else the task is for. */
  told?: number;
}

/** Does so many units. */
export type Work = (units: number) => Promise<Done>;
