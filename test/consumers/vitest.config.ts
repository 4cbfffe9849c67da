import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

/** What `npm run test:consumers` runs: it needs the toolchains of other languages beside Node. */
export default defineConfig({
  resolve: { alias: { "#platform": resolve("src/node/platform.ts") } },
  test: {
    include: ["test/consumers/*.test.ts"],
    maxWorkers: 1,
    testTimeout: 120_000,
    passWithNoTests: false,
    // So that what is left out for want of a tool is named.
    reporters: ["verbose"],
  },
});
