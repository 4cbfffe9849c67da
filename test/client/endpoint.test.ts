import { expect, test } from "vitest";
import { type ClientOptions, createClient } from "../../src/client/index.ts";

test.each<[Partial<Record<keyof ClientOptions, unknown>>, RegExp]>([
  [
    { kind: "azure" },
    /^kind: must be one of serverless, managed, foundry, azure-openai, openai-v1, openai-compatible, custom$/,
  ],
  [{ keyHeader: "cookie" }, /^keyHeader: must be one of bearer, api-key, both$/],
])("%j", (options, message) => {
  expect(() =>
    createClient({ endpoint: "https://gateway.example", credential: { key: "k" }, ...(options as object) }),
  ).toThrow(message);
});
