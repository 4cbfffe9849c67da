import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "#platform": resolve("src/node/platform.ts") } },
  test: { include: ["test/bullmq/*.test.ts"], testTimeout: 60_000, maxWorkers: 1 },
});
