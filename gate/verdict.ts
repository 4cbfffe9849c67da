import type { Accepted, Baseline } from "./baseline.ts";
import { type Bump, type Change, highest } from "./change.ts";
import { compare } from "./compare.ts";
import type { Differ } from "./oasdiff.ts";
import { compareSurfaces, type SurfaceChange } from "./surface.ts";

/** What the changes since a release ask for. */
export interface Verdict {
  /** The release that was compared with. */
  released: string;
  changes: readonly Change[];
  surfaces: readonly SurfaceChange[];
  /** What the next release is to be called. */
  bump: Bump;
  /** Changes that break a released api-version, and that no one accepted: the gate is shut. */
  refused: readonly Change[];
  /** What was accepted but is no change, or has no reason: the gate is shut for these too. */
  stale: readonly Accepted[];
}

/** A release and the present tree -> what changed, and whether it may. */
export async function judge(
  baseline: Baseline,
  present: Pick<Baseline, "documents" | "surfaces">,
  differ: Differ,
): Promise<Verdict> {
  const changes = await compare(baseline.documents, present.documents, differ);
  const surfaces = compareSurfaces(baseline.surfaces, present.surfaces);
  const breaks = changes.filter((change) => change.breaks !== undefined);
  return {
    released: baseline.version,
    changes,
    surfaces,
    bump: highest([...changes, ...surfaces].map(({ bump }) => bump)),
    refused: breaks.filter((change) => !baseline.accepted.some((accepted) => isAbout(accepted, change))),
    stale: baseline.accepted.filter(
      (accepted) => !accepted.reason?.trim() || !breaks.some((change) => isAbout(accepted, change)),
    ),
  };
}

const isAbout = ({ reason: _, ...accepted }: Accepted, change: Change): boolean =>
  Object.entries(accepted).every(([member, value]) => change[member as keyof typeof accepted] === value);
