import { defineConfig } from "vitest/config";

/** What `npm run test:instrumentation` runs: the packed package in processes with tracing and mocking tools. */
export default defineConfig({
  test: {
    include: ["test/instrumentation/*.test.ts"],
    globalSetup: ["test/instrumentation/setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
    reporters: ["verbose"],
  },
});
