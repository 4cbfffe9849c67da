import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // What needs more than Node has a configuration, and a command, of its own.
    exclude: ["test/consumers/**", "test/rehearsal/**", "test/runtimes/**"],
    // One process a core: the machines have two, and the slow suites start processes of their own.
    maxWorkers: 2,
    testTimeout: 30_000,
  },
});
