import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { ConfigurationError, createFetch } from "../../../src/client/index.ts";
import { key, serve } from "../../support/server.ts";
import { fetchOf } from "./fetch-of.ts";

const answer = { body: { model: "m", data: [] } };
const now = { "retry-after-ms": "0" };

describe("what is sent", () => {
  test.each<[string, (url: string) => Parameters<typeof fetch>]>([
    ["a text", (url) => [url, { method: "post", body: '{"a":1}', headers: { "content-type": "application/json" } }]],
    [
      "a URL",
      (url) => [new URL(url), { method: "POST", body: '{"a":1}', headers: [["content-type", "application/json"]] }],
    ],
    [
      "a Request",
      (url) => [new Request(url, { method: "POST", body: '{"a":1}', headers: { "content-type": "application/json" } })],
    ],
    [
      "a Request with an init that wins",
      (url) => [
        new Request(url, { method: "PUT", body: "b", headers: { "content-type": "text/css" } }),
        { method: "POST", body: '{"a":1}', headers: new Headers({ "content-type": "application/json" }) },
      ],
    ],
  ])("%s goes out with the endpoint's credential and version", async (_, args) => {
    const { fetch, endpoint, received } = await fetchOf(answer);
    const response = await fetch(...args(`${endpoint}/embeddings?a=1`));
    expect(response).toBeInstanceOf(Response);
    expect(await response.json()).toEqual(answer.body);
    const url = "/models/embeddings?a=1&api-version=2024-05-01-preview";
    expect(response.url).toBe(new URL(url, endpoint).href);
    expect(received).toMatchObject([{ method: "POST", url, body: '{"a":1}' }]);
    expect(received[0]?.headers).toMatchObject({
      "content-type": "application/json",
      authorization: `Bearer ${key}`,
      "api-key": key,
    });
  });

  test("the caller's own credentials never travel, in whatever form its headers have", async () => {
    const { fetch, endpoint, received } = await fetchOf(answer, { credential: { key, header: "api-key" } });
    const dummies = { Authorization: "Bearer dummy", "API-Key": "dummy", "x-kept": "yes" };
    for (const headers of [dummies, Object.entries(dummies), new Headers(dummies)]) {
      await fetch(`${endpoint}/info`, { headers });
      await fetch(new Request(`${endpoint}/info`, { headers }));
    }
    expect(received).toHaveLength(6);
    for (const { headers } of received) {
      expect(headers).toMatchObject({ "api-key": key, "x-kept": "yes" });
      expect(headers.authorization).toBeUndefined();
    }
  });

  test("headers of the fetch stand behind those of a call, and may hold what a gateway wants", async () => {
    const headers = { authorization: "Basic gateway", "x-team": "a", "x-own": "b" };
    const { fetch, endpoint, received } = await fetchOf(answer, { headers, credential: { key, header: "api-key" } });
    await fetch(`${endpoint}/info`, { headers: { authorization: "Bearer dummy", "x-own": "c" } });
    expect(received[0]?.headers).toMatchObject({ authorization: "Basic gateway", "x-team": "a", "x-own": "c" });
  });

  test.each<[string, Parameters<typeof fetchOf>[1], string, string]>([
    ["is not added twice", {}, "/models/info?api-version=v", "/models/info?api-version=v"],
    ["is that of the options", { apiVersion: "v 1" }, "/models/info", "/models/info?api-version=v+1"],
    ["is not sent where the kind has none", { kind: "openai-v1" }, "/models/other?a=%20b", "/models/other?a=%20b"],
  ])("C09: api-version %s", async (_, options, asked, sent) => {
    const { fetch, url, received } = await fetchOf(answer, options);
    await fetch(url + asked);
    expect(received.map(({ url }) => url)).toEqual([sent]);
  });

  test("C09: the query of the endpoint travels too, where the call has no such name", async () => {
    const { url, received } = await serve(answer);
    const fetch = createFetch({ endpoint: `${url}/?tenant=a&api-version=v`, credential: { key } });
    await fetch(`${url}/info?tenant=b#part`);
    expect(received[0]?.url).toBe("/info?tenant=b&api-version=v");
  });

  const form = new FormData();
  form.set("file", new Blob(["bytes"]), "a.txt");
  test.each<[string, () => BodyInit, string, RegExp]>([
    ["a text", () => "text", "text/plain;charset=UTF-8", /^text$/],
    ["bytes", () => new TextEncoder().encode("bytes"), "", /^bytes$/],
    ["parameters", () => new URLSearchParams({ a: "1" }), "application/x-www-form-urlencoded;charset=UTF-8", /^a=1$/],
    ["a form", () => form, "multipart/form-data; boundary=", /name="file"; filename="a.txt"[\s\S]*bytes/],
    ["a stream", () => new Blob(["st", "ream"]).stream(), "", /^stream$/],
    ["an empty text", () => "", "text/plain;charset=UTF-8", /^$/],
  ])(
    "A09: %s is the same in each attempt, with the content type that the platform gives it",
    async (_, body, type, sent) => {
      const { fetch, endpoint, received } = await fetchOf({ status: 503, headers: now }, { retry: { retries: 1 } });
      await fetch(`${endpoint}/files`, { method: "POST", body: body() });
      await fetch(new Request(`${endpoint}/files`, { method: "POST", body: body(), ...{ duplex: "half" } }));
      expect(received).toHaveLength(4);
      for (const { body, headers } of received) {
        expect(body).toMatch(sent);
        expect(headers["content-type"] ?? "").toContain(type);
      }
      expect(received[1]?.body).toBe(received[0]?.body);
    },
  );

  test("what else an init holds reaches what carries the requests", async () => {
    const carried: RequestInit[] = [];
    const { fetch, endpoint } = await fetchOf(answer, {
      fetch: (url, init) => {
        carried.push(init);
        return globalThis.fetch(url, init);
      },
    });
    await fetch(`${endpoint}/info`, { keepalive: true, redirect: "follow" });
    expect(carried).toMatchObject([{ keepalive: true, redirect: "manual" }]);
  });
});

describe("what is refused before anything is sent", () => {
  test.each([
    ["another origin", "https://other.example/models/info"],
    ["another port", "http://127.0.0.1:1/models/info"],
    ["another scheme", "https://127.0.0.1/models/info"],
    ["another path", "/info"],
    ["a path that only begins alike", "/models-of-others/info"],
    ["a path that climbs out", "/models/../info"],
    ["one that climbs where a server decodes it", "/models/..%2Finfo"],
    ["a path alone", "info"],
  ])("C10: a URL of %s", async (_, place) => {
    const { fetch, url, received } = await fetchOf(answer);
    const input = place.startsWith("/") ? url + place : place;
    await expect(fetch(input)).rejects.toMatchObject({ name: "ConfigurationError", option: "input" });
    expect(received).toEqual([]);
  });

  test("C08: a URL with a password, which the error does not repeat", async () => {
    const { fetch, endpoint } = await fetchOf(answer);
    const error = await fetch(`${endpoint.replace("//", `//user:${key}@`)}/info`).catch((error: unknown) => error);
    expect(error).toMatchObject({ option: "input" });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(key);
  });

  test.each<[string, RequestInit]>([
    ["method", { method: "TRACE" }],
    ["method", { method: "a b" }],
    ["body", { body: "a" }],
    ["body", { method: "POST", body: { a: 1 } as unknown as string }],
    ["body", { method: "POST", body: ["a"] as unknown as string }],
    ['headers["x-a"]', { headers: [["x-a", `a\r\n${key}`]] }],
    ["headers", { headers: { [`a b ${key}`]: "a" } }],
    ["signal", { signal: {} as AbortSignal }],
  ])("C05: a wrong %s", async (option, init) => {
    const { fetch, endpoint, received } = await fetchOf(answer);
    const error = await fetch(`${endpoint}/info`, init).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ option });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(key);
    expect(received).toEqual([]);
  });

  test("a body that has been read", async () => {
    const { fetch, endpoint } = await fetchOf(answer);
    const request = new Request(`${endpoint}/files`, { method: "POST", body: "a" });
    await request.text();
    await expect(fetch(request)).rejects.toMatchObject({ option: "input" });
    const stream = new Blob(["a"]).stream();
    await new Response(stream).text();
    await expect(fetch(`${endpoint}/files`, { method: "POST", body: stream })).rejects.toMatchObject({
      option: "body",
    });
  });

  test.each([
    [{ endpoint: "no URL" }, "endpoint"],
    [{ credential: {} }, "credential"],
    [{ timeoutMs: 0 }, "timeoutMs"],
    [{ validation: undefined }, "validation"],
    [{ onUnsupported: "drop" }, "onUnsupported"],
    [{ timeout: 1 }, "timeout"],
  ])("a wrong option, when the fetch is made: %o", (wrong, option) => {
    const options = { endpoint: "https://host.example", credential: { key }, ...wrong };
    expect(() => createFetch(options as never)).toThrow(
      expect.objectContaining({ name: "ConfigurationError", option }),
    );
  });
});
