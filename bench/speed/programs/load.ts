import type { ContestantId } from "../contestants.ts";
import type { Connect } from "../subject.ts";

/** A worker loads one of them, and no other's code. */
export const load: Readonly<Record<ContestantId, () => Promise<{ connect: Connect }>>> = {
  raw: () => import("../contestants/raw.ts"),
  "raw-again": () => import("../contestants/raw.ts"),
  "raw-limited": () => import("../contestants/raw-limited.ts"),
  "node-http": () => import("../contestants/node-http.ts"),
  undici: () => import("../contestants/undici.ts"),
  "openapi-fetch": () => import("../contestants/openapi-fetch.ts"),
  azure: () => import("../contestants/azure.ts"),
  openai: () => import("../contestants/openai.ts"),
  "ai-sdk": () => import("../contestants/ai-sdk.ts"),
  ours: () => import("../contestants/ours.ts"),
  "ours-platform": () => import("../contestants/ours-platform.ts"),
  "ours-validated": () => import("../contestants/ours-validated.ts"),
  "ours-platform-validated": () => import("../contestants/ours-platform-validated.ts"),
};
