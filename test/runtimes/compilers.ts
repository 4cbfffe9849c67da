/** What the types of the packed package are checked with. */
import { resolve } from "node:path";
import { place } from "./installed.ts";

export const compilers = [
  { name: "TypeScript 5.4", path: resolve("node_modules/typescript-oldest/bin/tsc"), requiresModules: false },
  { name: "TypeScript 5.9", path: resolve("node_modules/typescript/bin/tsc"), requiresModules: true },
  { name: "TypeScript 6", path: place("typescript-6/bin/tsc"), requiresModules: true },
  { name: "TypeScript 7", path: resolve("node_modules/typescript-newest/bin/tsc"), requiresModules: true },
];

export const resolutions = [
  { moduleResolution: "bundler", module: "esnext" },
  { moduleResolution: "node16", module: "node16" },
  { moduleResolution: "nodenext", module: "nodenext" },
];
