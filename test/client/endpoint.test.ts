import { describe, expect, test } from "vitest";
import { type ClientOptions, createClient } from "../../src/client/index.ts";

/** What a client of an endpoint sends, seen by a `fetch` that answers everything. */
async function sent(endpoint: string, options: Partial<ClientOptions> = {}, call: object = {}) {
  const requests: Request[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    requests.push(new Request(url, init));
    return Response.json({ model: "m", data: [] });
  };
  const client = createClient({ endpoint, credential: { key: "k" }, fetch, ...options });
  await client.getEmbeddings({ input: "a" }, call);
  const [request] = requests;
  if (request === undefined) throw new Error("nothing was sent");
  const { url, headers } = request;
  const keys = ["api-key", "authorization"].filter((name) => headers.has(name));
  return {
    url,
    keys: keys.length === 2 ? "both" : keys[0],
    policy: headers.get("extra-parameters"),
    body: await request.json(),
  };
}

const extras = { extras: { safe_prompt: true } };
const version = "?api-version=2024-05-01-preview";

describe("C09: each kind of endpoint is known by its URL, and gets what it wants", () => {
  test.each<[kind: string, endpoint: string, url: string, key: string, policy: string | null]>([
    [
      "serverless",
      "https://a.eastus.models.ai.azure.com",
      `https://a.eastus.models.ai.azure.com/embeddings${version}`,
      "authorization",
      "pass-through",
    ],
    [
      "serverless, older host",
      "https://a.eastus.inference.ai.azure.com/",
      `https://a.eastus.inference.ai.azure.com/embeddings${version}`,
      "authorization",
      "pass-through",
    ],
    [
      "serverless, OpenAI-style",
      "https://a.eastus.models.ai.azure.com/v1",
      "https://a.eastus.models.ai.azure.com/v1/embeddings",
      "authorization",
      "pass-through",
    ],
    [
      "managed compute",
      "https://a.eastus.inference.ml.azure.com",
      `https://a.eastus.inference.ml.azure.com/embeddings${version}`,
      "authorization",
      "pass-through",
    ],
    [
      "Foundry",
      "https://a.services.ai.azure.com/models",
      `https://a.services.ai.azure.com/models/embeddings${version}`,
      "api-key",
      "pass-through",
    ],
    [
      "Foundry, as its OpenAPI files say",
      "https://a.services.ai.azure.com/api/models",
      `https://a.services.ai.azure.com/api/models/embeddings${version}`,
      "api-key",
      "pass-through",
    ],
    [
      "Azure OpenAI",
      "https://a.openai.azure.com/openai/deployments/gpt",
      "https://a.openai.azure.com/openai/deployments/gpt/embeddings?api-version=2024-10-21",
      "api-key",
      null,
    ],
    [
      "Azure OpenAI on a Foundry host",
      "https://a.services.ai.azure.com/openai/deployments/gpt",
      "https://a.services.ai.azure.com/openai/deployments/gpt/embeddings?api-version=2024-10-21",
      "api-key",
      null,
    ],
    [
      "Azure OpenAI, older host",
      "https://a.cognitiveservices.azure.com/openai/deployments/gpt",
      "https://a.cognitiveservices.azure.com/openai/deployments/gpt/embeddings?api-version=2024-10-21",
      "api-key",
      null,
    ],
    [
      "OpenAI v1",
      "https://a.openai.azure.com/openai/v1/",
      "https://a.openai.azure.com/openai/v1/embeddings",
      "api-key",
      null,
    ],
    [
      "OpenAI v1 on a Foundry host",
      "https://A.Services.AI.Azure.com/openai/v1",
      "https://a.services.ai.azure.com/openai/v1/embeddings",
      "api-key",
      null,
    ],
    ["OpenAI-compatible", "http://localhost:11434/v1", "http://localhost:11434/v1/embeddings", "authorization", null],
    ["OpenAI-compatible, IPv6", "http://[::1]:8080/v1", "http://[::1]:8080/v1/embeddings", "authorization", null],
    ["custom", "https://gateway.example/ai", `https://gateway.example/ai/embeddings${version}`, "both", "pass-through"],
    [
      "custom, IDN and default port",
      "https://bücher.example:443",
      `https://xn--bcher-kva.example/embeddings${version}`,
      "both",
      "pass-through",
    ],
  ])("%s: %s", async (_, endpoint, url, key, policy) => {
    expect(await sent(endpoint, {}, extras)).toEqual({
      url,
      keys: key,
      policy,
      body: { input: "a", safe_prompt: true },
    });
  });

  test("options win over what the URL tells", async () => {
    const options = { kind: "foundry", keyHeader: "both", apiVersion: "2025-04-01" } as const;
    expect(await sent("https://gateway.example/ai", options)).toMatchObject({
      url: "https://gateway.example/ai/embeddings?api-version=2025-04-01",
      keys: "both",
    });
    expect(await sent("https://gateway.example/v1", { kind: "custom" })).toMatchObject({
      url: `https://gateway.example/v1/embeddings${version}`,
    });
    expect(await sent("https://a.openai.azure.com/openai/v1", { apiVersion: "preview" })).toMatchObject({
      url: "https://a.openai.azure.com/openai/v1/embeddings?api-version=preview",
    });
  });

  test("where the server does not know extra-parameters, drop leaves the extras out", async () => {
    const call = { ...extras, extraParameters: "drop" };
    expect((await sent("http://localhost/v1", {}, call)).body).toEqual({ input: "a" });
    expect(await sent("https://gateway.example", {}, call)).toMatchObject({
      policy: "drop",
      body: { safe_prompt: true },
    });
  });
});

describe("a URL that no call can use is refused with what to pass instead", () => {
  test.each<[string, RegExp]>([
    ["https://a.eastus.inference.ml.azure.com/score", /must not be the scoring URL: leave \/score out/],
    ["https://a.services.ai.azure.com", /must end with \/models for the models of a resource, or with \/openai\/v1/],
    ["https://a.services.ai.azure.com/api/projects/p", /must end with \/models/],
    ["https://a.openai.azure.com", /must end with \/openai\/deployments\/<deployment>, or with \/openai\/v1/],
    ["https://a.openai.azure.com/models", /must be on the host <resource>\.services\.ai\.azure\.com/],
    ["https://a.cognitiveservices.azure.com/models", /must be on the host <resource>\.services\.ai\.azure\.com/],
    [
      "https://a.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=2024-06-01",
      /must not end with a route: leave \/chat\/completions out/,
    ],
    ["https://a.eastus.models.ai.azure.com/v1/embeddings/", /must not end with a route: leave \/embeddings out/],
    ["https://gateway.example/?api-key=s3cret", /must not hold a key in its query; pass it as `credential`/],
    ["https://gateway.example/?code=s3cret", /must not hold a key in its query/],
    ["http://gateway.example/s3cret", /must be https, .* or with `allowInsecureConnection: true`/],
  ])("%s", (endpoint, message) => {
    const make = () => createClient({ endpoint, credential: { key: "k" } });
    expect(make).toThrow(message);
    expect(make).not.toThrow(/s3cret/);
  });

  test("C07: allowInsecureConnection lets http through", async () => {
    expect((await sent("http://gateway.example", { allowInsecureConnection: true })).url).toBe(
      `http://gateway.example/embeddings${version}`,
    );
  });

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
});
