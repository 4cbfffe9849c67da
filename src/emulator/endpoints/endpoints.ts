import { operations } from "../../../generated/operations.ts";
import type { ResolvedEmulatorOptions } from "../options.ts";
import { type Flavour, flavourNames, flavours } from "./flavour.ts";

/** What a caller who knows only the address needs to know to send a request. */
export interface Endpoints {
  /** The first version is the newest; none where the kind of endpoint has none. */
  endpoints: {
    flavour: Flavour;
    /** The path of its base URL; `*` is the name of a model. */
    base: string;
    versions: readonly string[];
    operations: readonly string[];
    modelIn: readonly string[];
  }[];
  auth: ResolvedEmulatorOptions["auth"];
  /** Whether any key does. */
  anyKey: boolean;
  operations: typeof operations;
}

/** The endpoint types that are served, and how callers authenticate; without keys. */
export function endpointsOf({ flavour: only, auth, keys }: ResolvedEmulatorOptions): Endpoints {
  const served = only === undefined ? flavourNames : [only];
  return {
    endpoints: served.map((flavour) => {
      const { base, aloneBase, versions = [], operations, modelIn } = flavours[flavour];
      return {
        flavour,
        base: only === undefined ? base : aloneBase,
        versions: [...versions].reverse(),
        operations,
        modelIn,
      };
    }),
    auth,
    anyKey: keys === undefined,
    operations,
  };
}
