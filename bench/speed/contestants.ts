/** Who takes part, as the page and the targets call them. */
export const contestants = {
  raw: { title: "raw" },
  "raw-again": { title: "raw again" },
  "raw-limited": { title: "raw, with a signal and our headers" },
  "node-http": { title: "node:http by hand" },
  undici: { title: "undici.request" },
  "openapi-fetch": { title: "openapi-fetch" },
  azure: { title: "@azure-rest/ai-inference" },
  openai: { title: "openai" },
  "ai-sdk": { title: "AI SDK" },
  ours: { title: "ours" },
  "ours-platform": { title: "ours, platform fetch" },
  "ours-validated": { title: "ours, all validated" },
  "ours-platform-validated": { title: "ours, platform fetch, all validated" },
} as const;

export type ContestantId = keyof typeof contestants;

export const everyone = Object.keys(contestants) as ContestantId[];
/** Where validation has no part in what is measured. */
export const withoutValidation = everyone.filter((id) => !id.endsWith("-validated"));
/** What all others are measured by. */
export const base: ContestantId = "raw";
