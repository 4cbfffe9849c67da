import { defineConfig } from "orval";

export default defineConfig({
  inference: {
    input: "./openapi-3.0.json",
    output: {
      target: "generated/orval.ts",
      client: "fetch",
      override: {
        mutator: { path: "./carry.ts", name: "carry" },
        // With it, orval writes the status range 4XX as if it were a number.
        fetch: { includeHttpResponseReturnType: false },
      },
    },
  },
});
