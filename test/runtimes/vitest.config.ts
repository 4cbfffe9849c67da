import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

/** What `npm run test:runtimes` runs: it needs a browser and other runtimes beside Node. */
export default defineConfig({
  resolve: { alias: { "#platform": resolve("src/node/platform.ts") } },
  test: {
    include: ["test/runtimes/*.test.ts"],
    globalSetup: ["test/runtimes/setup.ts"],
    maxWorkers: 1,
    testTimeout: 60_000,
    passWithNoTests: false,
    // So that what is left out for want of a runtime is named.
    reporters: ["verbose"],
  },
});
