import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

// What needs more than Node has a configuration, and a command, of its own.
const elsewhere = [
  "test/bullmq/**",
  "test/consumers/**",
  "test/rehearsal/**",
  "test/runtimes/**",
  "test/instrumentation/**",
];

export default defineConfig({
  test: {
    // One process a core: the machines have two, and the slow suites start processes of their own.
    maxWorkers: 2,
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        resolve: { alias: { "#platform": resolve("src/node/platform.ts") } },
        test: { name: "node", include: ["test/**/*.test.ts"], exclude: elsewhere },
      },
      {
        // The client's tests once more, over the platform's `fetch`, as everywhere but on Node.
        extends: true,
        resolve: { alias: { "#platform": resolve("src/client/platform.ts") } },
        test: { name: "platform", include: ["test/client/*.test.ts"] },
      },
    ],
  },
});
