import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

/** What `npm run test:runtimes` runs: it needs a browser beside Node. */
export default defineConfig({
  resolve: { alias: { "#platform": resolve("src/node/platform.ts") } },
  test: { include: ["test/runtimes/*.test.ts"], maxWorkers: 1, testTimeout: 60_000, passWithNoTests: false },
});
