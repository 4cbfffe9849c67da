import { describe, expect, test } from "vitest";
import { type ClientOptions, createClient, resolveEndpoint } from "../../../src/client/index.ts";

test.each<[Partial<Record<keyof ClientOptions, unknown>>, RegExp]>([
  [
    { kind: "azure" },
    /^kind: must be one of serverless, managed, foundry, azure-openai, openai-v1, openai-compatible, custom$/,
  ],
  [{ credential: { key: "k", header: "cookie" } }, /^credential\.header: must be one of bearer, api-key, both$/],
])("%j", (options, message) => {
  expect(() =>
    createClient({ endpoint: "https://gateway.example", credential: { key: "k" }, ...(options as object) }),
  ).toThrow(message);
});

const ml = (cloud: string) => [`https://ml.${cloud}/.default`];
const cognitive = (cloud: string) => [`https://cognitiveservices.${cloud}/.default`];

describe.each(["azure.com", "azure.us", "azure.cn"])("audit C-25: endpoints under %s", (cloud) => {
  test.each<[string, string, "bearer" | "api-key", (cloud: string) => string[]]>([
    [`https://phi.eastus.models.ai.${cloud}`, "serverless", "bearer", ml],
    [`https://phi.eastus.inference.ai.${cloud}/v1`, "serverless", "bearer", ml],
    [`https://phi.eastus.inference.ml.${cloud}`, "managed", "bearer", ml],
    [`https://res.services.ai.${cloud}/models`, "foundry", "api-key", cognitive],
    [`https://res.services.ai.${cloud}/openai/v1`, "openai-v1", "api-key", cognitive],
    [`https://res.openai.${cloud}/openai/v1`, "openai-v1", "api-key", cognitive],
    [`https://res.cognitiveservices.${cloud}/openai/v1/`, "openai-v1", "api-key", cognitive],
    [`https://res.openai.${cloud}/openai/deployments/d`, "azure-openai", "api-key", cognitive],
    [`https://res.cognitiveservices.${cloud}/openai/deployments/d`, "azure-openai", "api-key", cognitive],
    [`https://res.services.ai.${cloud}/openai/deployments/d`, "azure-openai", "api-key", cognitive],
  ])("%s", (url, kind, keyHeader, scopes) => {
    expect(resolveEndpoint(url)).toMatchObject({ kind, keyHeader, scopes: scopes(cloud) });
  });

  test.each([
    [`https://res.openai.${cloud}`, "must end with /openai/deployments/<deployment>, or with /openai/v1"],
    [`https://res.openai.${cloud}/models`, `must end with /openai/v1; this host does not serve /models`],
    [`https://phi.eastus.inference.ml.${cloud}/score`, "must not be the scoring URL"],
  ])("%s is refused", (url, message) => {
    expect(() => resolveEndpoint(url)).toThrow(message);
  });
});

test.each([
  "https://res.openai.azure.com.evil.example/openai/v1",
  "https://openai.azure.us/openai/v1",
  "https://res.openai.azure.example/openai/v1",
])("audit C-25: %s is no host of Azure", (url) => {
  expect(resolveEndpoint(url).kind).toBe("openai-compatible");
});

test.each(["localhost", "x.localhost", "localhost.", "127.0.0.1", "127.9.8.7", "[::1]", "[::ffff:127.0.0.1]"])(
  "R3: http://%s is this machine",
  (host) => {
    expect(resolveEndpoint(`http://${host}:8080`).kind).toBe("custom");
  },
);

test.each([
  "127.evil.example",
  "127.0.0.1.evil.example",
  "notlocalhost",
  "localhost.evil.example",
  "[::2]",
  "10.0.0.1",
  "[::ffff:10.0.0.1]",
])("R3: http://%s is another machine", (host) => {
  expect(() => resolveEndpoint(`http://${host}:8080`)).toThrow("must be https");
});
