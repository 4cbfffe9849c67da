import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

/** Suites with a configuration of their own, because they need more than Node. */
const elsewhere = [
  "test/bullmq/**",
  "test/consumers/**",
  "test/rehearsal/**",
  "test/runtimes/**",
  "test/instrumentation/**",
];

/** `npm run test:pipeline`: what generates, lints with several linters, or makes a release. */
const pipeline = [
  "test/codegen/{determinism,drift,generate,golden,published,recommended}.test.ts",
  "test/codegen/rules-*.test.ts",
  "test/release/**/*.test.ts",
  "test/spec/equal.test.ts",
];

/** `npm run test:package`: what packs and installs the package, or compiles programs with several compilers. */
const packaging = [
  "test/azure-rest/types.test.ts",
  "test/docs/examples.test.ts",
  "test/package/package-contents.test.ts",
  "test/package/package.test.ts",
  "test/docs/tour.test.ts",
];

const alias = { "#platform": resolve("src/node/platform.ts") };

export default defineConfig({
  test: {
    // One process per core: the machines have two, and the slow suites start processes of their own.
    maxWorkers: 2,
    testTimeout: 30_000,
    tags: [{ name: "soak", description: "Long runs: kills, leaks, memory. `npm run test:soak` runs these alone." }],
    projects: [
      {
        extends: true,
        resolve: { alias },
        test: {
          name: "node",
          include: ["test/**/*.test.ts"],
          exclude: [...elsewhere, ...pipeline, ...packaging],
        },
      },
      {
        // The client's tests once more, over the platform's `fetch`, as everywhere but on Node.
        extends: true,
        resolve: { alias: { "#platform": resolve("src/client/transport/platform.ts") } },
        test: { name: "platform", include: ["test/client/**/*.test.ts"] },
      },
      { extends: true, resolve: { alias }, test: { name: "pipeline", include: pipeline } },
      { extends: true, resolve: { alias }, test: { name: "package", include: packaging } },
    ],
  },
});
