import { defineConfig } from "@hey-api/openapi-ts";

export default defineConfig({
  input: "./openapi-3.1.json",
  output: "generated/hey-api",
  plugins: ["@hey-api/client-fetch", "@hey-api/typescript", "@hey-api/sdk"],
});
