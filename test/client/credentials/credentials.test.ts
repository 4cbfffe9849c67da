import { inspect } from "node:util";
import { AzureKeyCredential } from "@azure/core-auth";
import { describe, expect, test, vi } from "vitest";
import { createClient, type TokenCredential } from "../../../src/client/index.ts";
import { clientOf, key, serve } from "../../support/server.ts";

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

test("A35: a credential that throws is reported as such, sends nothing, and is asked again by the next call", async () => {
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

  test("in a format that cannot be read is a plain 401", async () => {
    expect((await challenged(challenge("%%%"))).received).toHaveLength(1);
    expect((await challenged('Bearer error="invalid_token"')).received).toHaveLength(1);
  });

  test("cannot be satisfied with a key", async () => {
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

const hour = 3_600_000;

test("F2: a token may be given at once, without a promise", async () => {
  const { client, received } = await clientOf(
    { body: {} },
    { credential: { getToken: () => ({ token: "t", expiresOnTimestamp: Date.now() + hour }) } },
  );
  await client.getModelInfo();
  expect(received[0]?.headers.authorization).toBe("Bearer t");
});

class CredentialUnavailableError extends Error {
  override readonly name = "CredentialUnavailableError";
}
const unavailable = new CredentialUnavailableError("AADSTS700016: no such\napplication");
const told =
  "getToken() failed for https://ml.azure.com/.default: CredentialUnavailableError: AADSTS700016: no such application";

test.each<[string, () => unknown, string, unknown]>([
  [
    "throws",
    () => {
      throw unavailable;
    },
    told,
    unavailable,
  ],
  ["rejects", () => Promise.reject(unavailable), told, unavailable],
  [
    "throws what is no Error",
    () => {
      throw "no login";
    },
    "getToken() failed for https://ml.azure.com/.default: threw no login",
    "no login",
  ],
  [
    "gives null",
    () => null,
    "returned no token for https://ml.azure.com/.default: getToken() returned null",
    undefined,
  ],
  [
    "resolves to null",
    async () => null,
    "returned no token for https://ml.azure.com/.default: getToken() returned null",
    undefined,
  ],
  [
    "gives undefined",
    () => undefined,
    "returned no token for https://ml.azure.com/.default: getToken() returned undefined",
    undefined,
  ],
  ["gives an object without a token", () => ({}), "must return { token } with a string, not undefined", undefined],
  [
    "gives a token that is a number",
    () => ({ token: 1 }),
    "must return { token } with a string, not a number",
    undefined,
  ],
  ["gives a text", () => "t", "must return { token } with a string, not undefined", undefined],
  [
    "gives an empty token",
    () => ({ token: " " }),
    "must give a token of printable ASCII without spaces, and not an empty one",
    undefined,
  ],
  [
    "gives a token with a line break",
    () => ({ token: "SECRET\nX: 1" }),
    "must give a token of printable ASCII without spaces, and not an empty one",
    undefined,
  ],
  [
    "gives a token beyond ASCII",
    () => ({ token: "SECRET\u{1f511}" }),
    "must give a token of printable ASCII without spaces, and not an empty one",
    undefined,
  ],
])(
  "A35, C05, F2, F3, S6: a credential that %s is the error, sends nothing and is not asked again",
  async (_, give, message, cause) => {
    const getToken = vi.fn(give) as unknown as TokenCredential["getToken"];
    const { client, received } = await clientOf({ body: {} }, { credential: { getToken } });
    for (const call of [() => client.getModelInfo(), () => client.http.GET("/info")]) {
      const error = await call().catch((error: unknown) => error);
      expect(error).toMatchObject({
        name: "ConfigurationError",
        option: "credential",
        message: `credential: ${message}`,
      });
      expect((error as Error).cause).toBe(cause);
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain("SECRET");
    }
    expect(received).toHaveLength(0);
    expect(getToken).toHaveBeenCalledTimes(2);
  },
);

test.each([
  ["a status of 503", { statusCode: 503 }, 3],
  ["too many requests", { statusCode: 429 }, 3],
  ["a connection that was reset", { code: "ECONNRESET" }, 3],
  ["its own word", { retryable: true }, 3],
  ["temporarily_unavailable", { errorResponse: { error: "temporarily_unavailable" } }, 3],
  ["a status of 400", { statusCode: 400 }, 1],
  ["nothing", {}, 1],
])("F3: a credential that fails with %s", async (_, members, calls) => {
  const getToken = vi.fn(async () => {
    throw Object.assign(new Error("no"), members);
  });
  const { client } = await clientOf({ body: {} }, { credential: { getToken }, retry: { retries: 2, delayMs: 1 } });
  await expect(client.getModelInfo()).rejects.toMatchObject({ name: "ConfigurationError" });
  expect(getToken).toHaveBeenCalledTimes(calls);
});

test("S6: a newline at the end of a token is not sent", async () => {
  const { client, received } = await clientOf(
    { body: {} },
    { credential: { getToken: () => ({ token: "t\n", expiresOnTimestamp: Date.now() + hour }) } },
  );
  await client.getModelInfo();
  expect(received[0]?.headers.authorization).toBe("Bearer t");
});

test.each([undefined, Number.NaN, "soon", null])(
  "A33: a token that expires at %j is asked for anew by each call",
  async (expiresOnTimestamp) => {
    const getToken = vi.fn(() => ({ token: "t", expiresOnTimestamp: expiresOnTimestamp as number }));
    const { client } = await clientOf({ body: {} }, { credential: { getToken } });
    await client.getModelInfo();
    await client.getModelInfo();
    expect(getToken).toHaveBeenCalledTimes(2);
  },
);

test("F3: a credential receives the scopes, `enableCae`, and the claims of the server", async () => {
  const claims = '{"access_token":{}}';
  const told: unknown[] = [];
  const header = `Bearer authorization_uri="https://login.microsoftonline.com/contoso.example/oauth2/authorize", error="insufficient_claims", claims="${btoa(claims)}"`;
  const { client } = await clientOf(
    { status: 401, headers: { "www-authenticate": header } },
    {
      credential: {
        getToken: (scopes, { abortSignal, ...options } = {}) => {
          told.push([scopes, options, abortSignal instanceof AbortSignal]);
          return { token: "t", expiresOnTimestamp: Date.now() + hour };
        },
      },
    },
  );
  await expect(client.getModelInfo()).rejects.toMatchObject({ status: 401 });
  expect(told).toEqual([
    [["https://ml.azure.com/.default"], { enableCae: true }, true],
    [["https://ml.azure.com/.default"], { enableCae: true, claims, tenantId: "contoso.example" }, true],
  ]);
});

test("A15, F3: the credential is aborted with the last call that waits for it, and asked anew by the next", async () => {
  const signals: (AbortSignal | undefined)[] = [];
  const { client, received } = await clientOf(
    { body: {} },
    {
      credential: {
        getToken: (_, { abortSignal } = {}) => {
          signals.push(abortSignal);
          if (signals.length > 1) return { token: "t", expiresOnTimestamp: Date.now() + hour };
          return new Promise((_, reject) => abortSignal?.addEventListener("abort", () => reject(abortSignal.reason)));
        },
      },
    },
  );
  const [one, two] = [new AbortController(), new AbortController()];
  const calls = [one, two].map(({ signal }) => client.getModelInfo({ signal }).catch((error: unknown) => error));
  one.abort("enough");
  await calls[0];
  expect(signals.map((signal) => signal?.aborted)).toEqual([false]);
  two.abort("enough, too");
  expect(await calls[1]).toMatchObject({ name: "AbortError", cause: "enough, too" });
  expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
  await client.getModelInfo();
  expect(received).toHaveLength(1);
});

test("F3: a key that cannot be read is reported as such", async () => {
  const credential = {
    get key(): string {
      if (sealed) throw new Error("sealed");
      return key;
    },
  };
  let sealed = false;
  const { client } = await clientOf({ body: {} }, { credential });
  sealed = true;
  await expect(client.getModelInfo()).rejects.toThrow("credential.key: cannot be read: Error: sealed");
});

test("C10: a redirect is not followed, so no key reaches where it points", async () => {
  const elsewhere = await serve({ body: {} });
  for (const status of [301, 302, 303, 307, 308]) {
    const { client } = await clientOf({ status, headers: { location: `${elsewhere.url}/info` } });
    await expect(client.getEmbeddings({ input: "a" })).rejects.toMatchObject({ name: "ResponseError", status });
  }
  expect(elsewhere.received).toHaveLength(0);
});
