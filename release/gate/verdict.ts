import type { Accepted, Baseline, Snapshot } from "./baseline.ts";
import { type Bump, type Change, highest } from "./change.ts";
import { compare } from "./compare.ts";
import type { Differ } from "./oasdiff.ts";
import { compareSurfaces, type SurfaceChange } from "./surface.ts";

/** What changed since a release, and whether it may. */
export interface Verdict {
  /** Version of the release. */
  released: string;
  changes: readonly Change[];
  surfaces: readonly SurfaceChange[];
  /** The smallest bump that the next release may be. */
  bump: Bump;
  /** Breaking changes of a released api-version that are not accepted: the gate fails. */
  refused: readonly Change[];
  /** Accepted changes that do not exist or have no reason: the gate fails. */
  stale: readonly Accepted[];
}

/** Compares a release with the current tree. */
export async function judge(
  released: Baseline,
  present: Snapshot,
  accepted: readonly Accepted[],
  differ: Differ,
): Promise<Verdict> {
  const changes = await compare(released.documents, present.documents, differ);
  const surfaces = compareSurfaces(released.surfaces, present.surfaces);
  const breaks = changes.filter((change) => change.breaks !== undefined);
  return {
    released: released.version,
    changes,
    surfaces,
    bump: highest([...changes, ...surfaces].map(({ bump }) => bump)),
    refused: breaks.filter((change) => !accepted.some((entry) => isAbout(entry, change))),
    stale: accepted.filter((entry) => !entry.reason?.trim() || !breaks.some((change) => isAbout(entry, change))),
  };
}

const isAbout = ({ reason: _, ...accepted }: Accepted, change: Change): boolean =>
  Object.entries(accepted).every(([member, value]) => change[member as keyof typeof accepted] === value);
