import * as hooks from "vitest";
import { describe } from "vitest";
import { createClient } from "../../src/client/index.ts";
import { type ModelProfile, useEmulator } from "../../src/emulator/index.ts";
import { scenarios } from "../support/scenarios.ts";

// test/consumers/llama.test.ts has the same run against a real engine.

const tiny: ModelProfile = {
  name: "tiny",
  type: "chat-completion",
  provider: "model-inference",
  operations: ["getChatCompletions", "getCompletions", "getEmbeddings"],
  limits: { contextTokens: 512 },
};
const emulator = useEmulator(hooks, { keys: ["sesame"], models: [tiny] });

describe.each(["serverless", "managed", "foundry", "azure-openai", "openai-v1"] as const)("one code at %s", (kind) => {
  scenarios((key) =>
    createClient({ endpoint: emulator.urlOf(kind), kind, credential: { key }, retry: { retries: 0 } }),
  );
});
