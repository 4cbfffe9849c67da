import { AzureKeyCredential } from "@azure/core-auth";
import { describe, expect, test } from "vitest";
import { createClient, type TokenCredential } from "../../src/client/index.ts";
import { clientOf, serve } from "../server.ts";

test("a key that is updated is seen by the next call", async () => {
  const credential = new AzureKeyCredential("before");
  const { client, received } = await clientOf({ body: {} }, { credential });
  await client.getModelInfo();
  credential.update("after");
  await client.getModelInfo();
  expect(received.map(({ headers }) => headers["api-key"])).toEqual(["before", "after"]);
});

test("a token is asked for the scope of its endpoint, or for those that are given", async () => {
  const asked: (string | string[])[] = [];
  const credential: TokenCredential = {
    getToken: async (scopes) => {
      asked.push(scopes);
      return { token: "t", expiresOnTimestamp: 0 };
    },
  };
  const fetch = async (): Promise<Response> => Response.json({ data: [] });
  const endpoint = "https://a.services.ai.azure.com/models";
  await createClient({ endpoint, credential, fetch }).getEmbeddings({ input: "a" });
  await createClient({ endpoint, credential, fetch, scopes: "mine" }).getEmbeddings({ input: "a" });
  expect(asked).toEqual([["https://cognitiveservices.azure.com/.default"], ["mine"]]);
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

/** A credential whose tokens live so long, and a server that takes any. */
async function tokens(lifeMs: number, refreshAfterMs?: number) {
  const asked: (string | undefined)[] = [];
  const credential: TokenCredential = {
    getToken: async (_, options) => {
      asked.push(options?.claims);
      const refresh = refreshAfterMs === undefined ? {} : { refreshAfterTimestamp: Date.now() + refreshAfterMs };
      return { token: `t-${asked.length}`, expiresOnTimestamp: Date.now() + lifeMs, ...refresh };
    },
  };
  return { asked, ...(await clientOf({ body: {} }, { credential })) };
}

test("A32: calls at the same time share one token, and ask for it once", async () => {
  const { client, received, asked } = await tokens(3_600_000);
  await Promise.all(Array.from({ length: 50 }, () => client.getModelInfo()));
  expect(asked).toHaveLength(1);
  expect(new Set(received.map(({ headers }) => headers.authorization))).toEqual(new Set(["Bearer t-1"]));
});

test.each<[string, number, number | undefined, string[]]>([
  ["far from its end serves on", 3_600_000, undefined, ["t-1", "t-1", "t-1"]],
  ["within two minutes of its end serves while the next is fetched", 60_000, undefined, ["t-1", "t-1", "t-2"]],
  ["past its refresh time serves while the next is fetched", 3_600_000, 0, ["t-1", "t-1", "t-2"]],
  ["within a second of its end is waited for", 500, undefined, ["t-1", "t-2", "t-3"]],
])("A33: a token %s", async (_, lifeMs, refreshAfterMs, used) => {
  const { client, received } = await tokens(lifeMs, refreshAfterMs);
  for (const _ of used) await client.getModelInfo();
  expect(received.map(({ headers }) => headers.authorization)).toEqual(used.map((token) => `Bearer ${token}`));
});

describe("A34: a 401 that asks for claims", () => {
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
  const challenge = (encoded: string) => `Bearer realm="", error="insufficient_claims", claims="${encoded}"`;

  async function challenged(header: string, credential?: TokenCredential) {
    const asked: (string | undefined)[] = [];
    const counting: TokenCredential = {
      getToken: async (_, options) => {
        asked.push(options?.claims);
        return { token: "t", expiresOnTimestamp: Date.now() + 3_600_000 };
      },
    };
    const { client, received } = await clientOf(
      { status: 401, headers: { "www-authenticate": header } },
      { credential: credential ?? counting },
    );
    await expect(client.getModelInfo()).rejects.toMatchObject({ status: 401 });
    return { asked, received };
  }

  test("gets a token with them, once", async () => {
    const { asked, received } = await challenged(challenge(btoa(claims)));
    expect(asked).toEqual([undefined, claims]);
    expect(received).toHaveLength(2);
  });

  test("in a way that cannot be read is the 401 that it is", async () => {
    expect((await challenged(challenge("%%%"))).received).toHaveLength(1);
    expect((await challenged('Bearer error="invalid_token"')).received).toHaveLength(1);
  });

  test("cannot be answered by a key", async () => {
    const { client, received } = await clientOf({
      status: 401,
      headers: { "www-authenticate": challenge(btoa(claims)) },
    });
    await expect(client.getModelInfo()).rejects.toMatchObject({ status: 401 });
    expect(received).toHaveLength(1);
  });
});

test("A15: a caller who cancels does not wait for a token, and the others still get it", async () => {
  let give: (token: { token: string; expiresOnTimestamp: number }) => void = () => undefined;
  const token = new Promise<{ token: string; expiresOnTimestamp: number }>((resolve) => {
    give = resolve;
  });
  const { client, received } = await clientOf({ body: {} }, { credential: { getToken: () => token } });
  const controller = new AbortController();
  const cancelled = client.getModelInfo({ signal: controller.signal });
  const patient = client.getModelInfo();
  controller.abort("enough");
  await expect(cancelled).rejects.toMatchObject({ name: "AbortError", cause: "enough" });
  give({ token: "t", expiresOnTimestamp: Date.now() + 3_600_000 });
  await patient;
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
