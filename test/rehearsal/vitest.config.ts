import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

/** What `npm run test:release` runs: it needs the tools of a release and a registry to get packages from. */
export default defineConfig({
  resolve: { alias: { "#platform": resolve("src/node/platform.ts") } },
  test: {
    include: ["test/rehearsal/*.test.ts"],
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
  },
});
