/** What `npm run bench` was asked for. */
import { parseArgs } from "node:util";

export interface Options {
  /** Ids of measures; all where none is named. */
  only: readonly string[];
  quick: boolean;
  /** Executables of Node that run the contestants; where none is named, those that `main.ts` finds. */
  nodes: readonly string[];
  /** Folder of the pages; by default, `main.ts` decides. */
  out: string | undefined;
}

/** @throws {Error} that names the option at fault and what is allowed. */
export function parseOptions(args: readonly string[], measures: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", multiple: true, default: [] },
      quick: { type: "boolean", default: false },
      node: { type: "string", multiple: true, default: [] },
      out: { type: "string" },
    },
  });
  const only = values.only.flatMap((names) => names.split(","));
  for (const name of only) {
    if (!measures.includes(name)) throw new Error(`--only: must be one of ${measures.join(", ")}, not "${name}"`);
  }
  return { only, quick: values.quick, nodes: values.node, out: values.out };
}

/** What was measured, as a command; where it ran is of one machine. */
export function commandOf({ only, quick }: Options): string {
  const flags = [...(quick ? ["--quick"] : []), ...(only.length > 0 ? [`--only ${only.join(",")}`] : [])];
  return ["npm run bench", ...(flags.length > 0 ? ["--", ...flags] : [])].join(" ");
}
