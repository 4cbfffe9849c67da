/** Who takes part. A worker loads one of them, and no other's code. */
import type { Connect } from "./subject.ts";

export interface Contestant {
  /** As the page calls it, and the targets. */
  title: string;
  load(): Promise<{ connect: Connect }>;
}

export const contestants = {
  raw: { title: "raw", load: () => import("./contestants/raw.ts") },
  "raw-again": { title: "raw again", load: () => import("./contestants/raw.ts") },
  "node-http": { title: "node:http by hand", load: () => import("./contestants/node-http.ts") },
  undici: { title: "undici.request", load: () => import("./contestants/undici.ts") },
  "openapi-fetch": { title: "openapi-fetch", load: () => import("./contestants/openapi-fetch.ts") },
  azure: { title: "@azure-rest/ai-inference", load: () => import("./contestants/azure.ts") },
  openai: { title: "openai", load: () => import("./contestants/openai.ts") },
  "ai-sdk": { title: "AI SDK", load: () => import("./contestants/ai-sdk.ts") },
  ours: { title: "ours", load: () => import("./contestants/ours.ts") },
  "ours-platform": { title: "ours, platform fetch", load: () => import("./contestants/ours-platform.ts") },
  "ours-validated": { title: "ours, all validated", load: () => import("./contestants/ours-validated.ts") },
  "ours-platform-validated": {
    title: "ours, platform fetch, all validated",
    load: () => import("./contestants/ours-platform-validated.ts"),
  },
} as const satisfies Record<string, Contestant>;

export type ContestantId = keyof typeof contestants;

export const everyone = Object.keys(contestants) as ContestantId[];
/** Where validation has no part in what is measured. */
export const withoutValidation = everyone.filter((id) => !id.endsWith("-validated"));
/** What all others are measured by. */
export const base: ContestantId = "raw";
