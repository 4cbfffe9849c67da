import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

/** What `npm run test:mutation` runs against each mutant: the tests of the client that tell at once. */
export default defineConfig({
  resolve: { alias: { "#platform": resolve("src/node/platform.ts") } },
  test: {
    include: ["test/client/**/*.test.ts"],
    exclude: ["test/client/request/leaks.test.ts"],
    maxWorkers: 1,
    testTimeout: 10_000,
  },
});
