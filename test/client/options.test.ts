import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { type ClientOptions, ConfigurationError, createClient } from "../../src/client/index.ts";
import { clientOf, key, serve } from "../support/server.ts";

const endpoint = "https://resource.services.ai.azure.com/models";

/** What `createClient` says of options that a JavaScript caller may pass. */
function refusal(options: Record<string, unknown>): string {
  try {
    createClient({ endpoint, credential: { key }, ...options } as ClientOptions);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as Error).message;
  }
  throw new Error("nothing was refused");
}

describe("an option that cannot be is refused by name, with what is allowed", () => {
  test.each<[Record<string, unknown>, RegExp]>([
    [{ endpoint: undefined }, /^endpoint: must be a URL such as .*nothing was given/],
    [{ endpoint: "" }, /^endpoint: .*nothing was given/],
    [{ endpoint: "resource.services.ai.azure.com" }, /^endpoint: must be a URL such as https:/],
    [{ endpoint: "ftp://host" }, /^endpoint: must be an http\(s\) URL, not ftp:/],
    [{ endpoint: "https://host/#a" }, /^endpoint: must not have a fragment/],
    [{ endpoint: "http://example.org" }, /^endpoint: must be https/],
    [{ credential: undefined }, /^credential: must be \{ key \} or have a getToken\(\) method/],
    [{ credential: key }, /^credential: must be \{ key \}/],
    [{ credential: {} }, /^credential: must be/],
    [{ credential: { key: "" } }, /^credential.key: must be a non-empty string/],
    [{ credential: { key: " \n" } }, /^credential.key: must be a non-empty string/],
    [{ credential: { key: 7 } }, /^credential.key: must be a non-empty string/],
    [{ apiVersion: "" }, /^apiVersion: must be a string such as 2024-04-01-preview, 2024-05-01-preview, 2025-04-01/],
    [{ headers: { "a b": "1" } }, /^headers: contains a name that is not an HTTP token/],
    [{ headers: { "x-a": 1 } }, /^headers\["x-a"\]: must be a string/],
    [{ retry: { maxRetries: 5 } }, /^retry.maxRetries: is not an option; known are retries, maxHintMs, /],
    [{ stream: { idleTimeout: 5 } }, /^stream.idleTimeout: is not an option; known are idleTimeoutMs, /],
    [{ apiversion: "2025-04-01" }, /^apiversion: is not an option; known are endpoint, credential, kind, /],
  ])("%o", (options, message) => {
    expect(refusal(options)).toMatch(message);
  });
});

test("C05: a key or header that cannot be sent is refused without being quoted", () => {
  for (const bad of [`${key}\r\nx: y`, `${key}\0`, `${key}\u2026`, `${key} b`]) {
    expect(refusal({ credential: { key: bad } })).not.toContain(key);
    if (!bad.endsWith(" b"))
      expect(refusal({ headers: { authorization: bad } })).toBe(
        'headers["authorization"]: must be a string of Latin-1 characters without line breaks',
      );
  }
});

test("C06: blanks and newlines around a key are left out", async () => {
  const { client, received } = await clientOf({ body: {} }, { credential: { key: ` ${key}\n` } });
  await client.getModelInfo();
  expect(received[0]?.headers["api-key"]).toBe(key);
});

test("C08: an endpoint with a user name is refused without being quoted", () => {
  expect(refusal({ endpoint: `https://me:${key}@host` })).toMatch(/^endpoint: must not contain a user name/);
  expect(refusal({ endpoint: `https://me:${key}@host` })).not.toContain(key);
  expect(refusal({ endpoint: `not a url ${key}` })).not.toContain(key);
});

test("C07: loopback hosts may be http", () => {
  for (const host of ["localhost", "127.0.0.1", "127.9.9.9:8080", "[::1]"]) {
    expect(() => createClient({ endpoint: `http://${host}/v1`, credential: { key } })).not.toThrow();
  }
});

test.each([
  ["", "/info?api-version=2024-05-01-preview"],
  ["/", "/info?api-version=2024-05-01-preview"],
  ["/models", "/models/info?api-version=2024-05-01-preview"],
  ["/models//", "/models/info?api-version=2024-05-01-preview"],
  ["/openai/deployments/gpt%204", "/openai/deployments/gpt%204/info?api-version=2024-05-01-preview"],
  ["/a?tenant=t&api-version=2025-04-01", "/a/info?tenant=t&api-version=2025-04-01"],
])("C09: routes are appended to the endpoint's path and its query is kept: %s", async (path, expected) => {
  const { url, received } = await serve({ body: {} });
  await createClient({ endpoint: url + path, credential: { key } }).getModelInfo();
  expect(received[0]?.url).toBe(expected);
});

test("C09: the option apiVersion wins over the endpoint's query, and is encoded", async () => {
  const { url, received } = await serve({ body: {} });
  await createClient({ endpoint: `${url}?api-version=1`, credential: { key }, apiVersion: "a&b" }).getModelInfo();
  expect(received[0]?.url).toBe("/info?api-version=a%26b");
});

test("C01, C02: a client that is printed or serialised shows no key", () => {
  const client = createClient({ endpoint, credential: { key }, headers: { "x-secret": key } });
  expect(inspect(client, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain(key);
  expect(JSON.stringify(client)).not.toContain(key);
});
