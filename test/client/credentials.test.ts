import { AzureKeyCredential } from "@azure/core-auth";
import { expect, test } from "vitest";
import { createClient, type TokenCredential } from "../../src/client/index.ts";
import { clientOf, serve } from "../server.ts";

const token = (value: string): TokenCredential => ({
  getToken: async () => ({ token: value, expiresOnTimestamp: Date.now() + 3_600_000 }),
});

test("a token travels as a bearer and as nothing else", async () => {
  const { client, received } = await clientOf({ body: {} }, { credential: token("t-1") });
  await client.getModelInfo();
  expect(received[0]?.headers.authorization).toBe("Bearer t-1");
  expect(received[0]?.headers["api-key"]).toBeUndefined();
});

test("a key that is updated is seen by the next call", async () => {
  const credential = new AzureKeyCredential("before");
  const { client, received } = await clientOf({ body: {} }, { credential });
  await client.getModelInfo();
  credential.update("after");
  await client.getModelInfo();
  expect(received.map(({ headers }) => headers["api-key"])).toEqual(["before", "after"]);
});

test("an api-key header of the caller's own is left alone", async () => {
  const { client, received } = await clientOf({ body: {} }, { headers: { "api-key": "mine" } });
  await client.getModelInfo();
  expect(received[0]?.headers["api-key"]).toBe("mine");
});

test.each([
  ["https://a.eastus.models.ai.azure.com", "https://ml.azure.com/.default"],
  ["https://a.eastus.inference.ai.azure.com", "https://ml.azure.com/.default"],
  ["https://a.eastus.inference.ml.azure.com", "https://ml.azure.com/.default"],
  ["https://a.services.ai.azure.com/models", "https://cognitiveservices.azure.com/.default"],
  ["https://a.openai.azure.com/openai/deployments/d", "https://cognitiveservices.azure.com/.default"],
  ["https://a.cognitiveservices.azure.com/openai/v1", "https://cognitiveservices.azure.com/.default"],
])("the token for %s is asked for the scope %s", async (endpoint, scope) => {
  const asked: (string | string[])[] = [];
  const credential: TokenCredential = {
    getToken: async (scopes) => {
      asked.push(scopes);
      return { token: "t", expiresOnTimestamp: 0 };
    },
  };
  const fetch = async (): Promise<Response> => Response.json({});
  await createClient({ endpoint, credential, fetch }).getModelInfo();
  await createClient({ endpoint, credential, fetch, scopes: "mine" }).getModelInfo();
  expect(asked).toEqual([[scope], ["mine"]]);
});

test("A35: a credential that throws is told as such, sends nothing, and is asked again by the next call", async () => {
  const cause = new Error("no login");
  let calls = 0;
  const credential: TokenCredential = {
    getToken: async () => {
      calls += 1;
      if (calls === 1) throw cause;
      return { token: "t", expiresOnTimestamp: 0 };
    },
  };
  const { client, received } = await clientOf({ body: {} }, { credential });
  await expect(client.getModelInfo()).rejects.toMatchObject({
    name: "ConfigurationError",
    option: "credential",
    cause,
  });
  expect(received).toHaveLength(0);
  await client.getModelInfo();
  expect(received).toHaveLength(1);
});

test("a credential that gives no token is told as such", async () => {
  const { client } = await clientOf({ body: {} }, { credential: { getToken: async () => null } });
  await expect(client.getModelInfo()).rejects.toThrow("credential: gave no token for https://ml.azure.com/.default");
});

test("C10: a redirect is not followed, so no key reaches where it points", async () => {
  const elsewhere = await serve({ body: {} });
  for (const status of [301, 302, 303, 307, 308]) {
    const { client } = await clientOf({ status, headers: { location: `${elsewhere.url}/info` } });
    await expect(client.getEmbeddings({ input: "a" })).rejects.toMatchObject({ name: "ResponseError", status });
  }
  expect(elsewhere.received).toHaveLength(0);
});
