/** What the types of the packed package are checked with. */
import { resolve } from "node:path";
import { place } from "./installed.ts";

export interface Project {
  /** The `type` of the project's package.json. */
  type: "module" | "commonjs";
  module: string;
  moduleResolution: string;
}

const projects: readonly Project[] = [
  { type: "module", module: "esnext", moduleResolution: "bundler" },
  { type: "module", module: "node16", moduleResolution: "node16" },
  { type: "module", module: "nodenext", moduleResolution: "nodenext" },
  { type: "commonjs", module: "node16", moduleResolution: "node16" },
  { type: "commonjs", module: "nodenext", moduleResolution: "nodenext" },
];

/** TypeScript 6 deprecates `node10`, and 7 no longer has it. */
const withNode10: readonly Project[] = [
  ...projects,
  { type: "module", module: "esnext", moduleResolution: "node10" },
  { type: "commonjs", module: "commonjs", moduleResolution: "node10" },
];

export const compilers = [
  { name: "TypeScript 5.4", path: resolve("node_modules/typescript-oldest/bin/tsc"), projects: withNode10 },
  { name: "TypeScript 5.6", path: place("typescript-5.6/bin/tsc"), projects: withNode10 },
  { name: "TypeScript 5.9", path: resolve("node_modules/typescript/bin/tsc"), projects: withNode10 },
  { name: "TypeScript 6", path: place("typescript-6/bin/tsc"), projects },
  { name: "TypeScript 7", path: resolve("node_modules/typescript-newest/bin/tsc"), projects },
];
