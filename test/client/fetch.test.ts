import { getEventListeners, once } from "node:events";
import type { ServerResponse } from "node:http";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  ConfigurationError,
  type ConnectionError,
  createFetch,
  type FetchOptions,
  StreamError,
} from "../../src/client/index.ts";
import { type Answer, chunk, eventStream, events, key, serve } from "../server.ts";

const credential = { key };
const post = (body: BodyInit, init: RequestInit = {}): RequestInit => ({ method: "POST", body, ...init });

async function fetchOf(answer: Parameters<typeof serve>[0], options: Partial<FetchOptions> = {}) {
  const { url, received } = await serve(answer);
  return { fetch: createFetch({ endpoint: url, credential, retry: { retries: 0 }, ...options }), url, received };
}

const failed = { status: 503, headers: { "retry-after-ms": "0" } };

/** Answers with these in turn. */
const inTurn =
  (...answers: Answer[]) =>
  (): Answer =>
    answers.shift() ?? { status: 500 };

const written =
  (text: string) =>
  (_: unknown, response: ServerResponse): undefined => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(text);
  };

describe("what is sent", () => {
  test("a request as it is, with the credential in place of the caller's, and the api-version", async () => {
    const { fetch, url, received } = await fetchOf(
      { body: { ok: true } },
      { headers: { "x-own": "ours", "x-both": "ours" } },
    );
    const response = await fetch(`${url}/any/route?a=1#part`, {
      ...post('{"a":1}'),
      headers: {
        authorization: "Bearer theirs",
        "api-key": "theirs",
        "x-both": "theirs",
        "content-type": "application/json",
      },
    });
    expect(await response.json()).toEqual({ ok: true });
    expect(received).toHaveLength(1);
    const [{ method, url: target, body, headers } = { headers: {} }] = received;
    expect([method, target, body]).toEqual(["POST", "/any/route?a=1&api-version=2024-05-01-preview", '{"a":1}']);
    expect(headers).toMatchObject({
      authorization: `Bearer ${key}`,
      "api-key": key,
      "content-type": "application/json",
      "x-own": "ours",
      "x-both": "theirs",
    });
  });

  test("an api-version in the URL is kept; kinds without one get none", async () => {
    const { fetch, url, received } = await fetchOf({ body: {} });
    await fetch(new URL(`${url}/info?api-version=2025-04-01`));
    const bare = createFetch({ endpoint: url, credential, kind: "openai-v1" });
    await bare(`${url}/models`);
    expect(received.map(({ url }) => url)).toEqual(["/info?api-version=2025-04-01", "/models"]);
  });

  test("every form of body, the same in each attempt", async () => {
    const form = new FormData();
    form.set("a", "1");
    const bodies: [BodyInit, RegExp][] = [
      ["text", /^text$/],
      [new TextEncoder().encode("bytes"), /^bytes$/],
      [new URLSearchParams({ a: "1" }), /^a=1$/],
      [form, /name="a"/],
      [new Blob(["blob"]).stream(), /^blob$/],
    ];
    for (const [body, sent] of bodies) {
      const { fetch, url, received } = await fetchOf(inTurn(failed, { body: {} }), { retry: { retries: 1 } });
      const init = { ...post(body), duplex: "half" };
      expect((await fetch(new Request(`${url}/files`, init))).status).toBe(200);
      expect(received).toHaveLength(2);
      expect(received[0]?.body).toMatch(sent);
      expect(received[1]?.body).toBe(received[0]?.body);
      expect(received[1]?.headers["content-type"]).toBe(received[0]?.headers["content-type"]);
    }
  });

  test.each([
    "https://elsewhere.example/models/info",
    "http://127.0.0.1:1/models",
    "%/modelsandmore/info",
    "%/models/../info",
    "%/models/%2e%2e/info",
    "/info",
    "no URL",
  ])("C10: nothing goes to %s, which is not the endpoint's", async (place) => {
    const { url, received } = await serve({ body: {} });
    const fetch = createFetch({ endpoint: `${url}/models`, credential, fetch: () => expect.unreachable() });
    const error = await fetch(place.replace("%", url)).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ message: `input: must be a URL under ${url}/models, where the credential may go` });
    expect(received).toHaveLength(0);
  });

  test("a URL with a password is refused, and told nowhere", async () => {
    const { fetch, url } = await fetchOf({ body: {} });
    const error = await fetch(url.replace("//", "//user:secret@")).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(inspect(error, { depth: 9 })).not.toContain("secret");
  });

  test("C10: a redirect is an answer, and is not followed", async () => {
    const other = await serve({ body: {} });
    const { fetch, url } = await fetchOf({ status: 307, headers: { location: other.url } });
    expect((await fetch(url, post("{}", { redirect: "follow" }))).status).toBe(307);
    expect(other.received).toHaveLength(0);
  });

  test.each(["validation", "onUnsupported"])("%s is no option here", (name) => {
    const options = { endpoint: "http://localhost", credential, [name]: "drop" };
    expect(() => createFetch(options)).toThrow(`${name}: is for createClient, which knows what is asked`);
  });
});

describe("what comes back", () => {
  test("failures that pass are tried again, by the server's hints", async () => {
    const { fetch, url, received } = await fetchOf(inTurn(failed, failed, { body: { ok: 1 } }), {
      retry: { retries: 2 },
    });
    expect(await (await fetch(url)).json()).toEqual({ ok: 1 });
    expect(received.map(({ headers }) => headers["x-ms-retry-count"])).toEqual([undefined, "1", "2"]);
  });

  test("a failure that is left is an answer, which says that it has been tried enough", async () => {
    const { fetch, url } = await fetchOf({
      status: 429,
      headers: { "retry-after": "86400", "x-ratelimit-limit-requests": "1" },
      body: { message: "slow down" },
    });
    const response = await fetch(url);
    expect([response.status, response.ok, await response.json()]).toEqual([429, false, { message: "slow down" }]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "x-should-retry": "false",
      "retry-after": "86400",
      "x-ratelimit-limit-requests": "1",
    });
  });

  test.each([204, 304])("%s, which has no body", async (status) => {
    const { fetch, url } = await fetchOf({ status });
    expect(await (await fetch(url)).text()).toBe("");
  });

  test("A17: a body that stalls is a ConnectionError", async () => {
    const stall = (_: unknown, response: ServerResponse): undefined => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      response.write("{");
    };
    const { fetch, url } = await fetchOf(stall, { timeoutMs: 200 });
    const reason: ConnectionError["reason"] = "timeout";
    await expect(fetch(url)).rejects.toMatchObject({ name: "ConnectionError", reason });
  });

  test("A15: the caller's signal ends it, with the caller's own reason", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const { fetch, url } = await fetchOf(() => {
      controller.abort(reason);
      return undefined;
    });
    const error = await fetch(url, { signal: controller.signal }).catch((error: Error) => error);
    expect(error).toBe(reason);
  });
});

test("A16: one signal of many calls keeps no listener", async () => {
  const { fetch, url } = await fetchOf(({ url }) => (url.startsWith("/info") ? { body: {} } : eventStream(chunk("a"))));
  const { signal } = new AbortController();
  for (let round = 0; round < 50; round += 1) {
    await fetch(new Request(`${url}/info`), { signal });
    const { body } = await fetch(`${url}/chat/completions`, post("{}", { signal }));
    await new Response(body).text().catch(() => undefined);
  }
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("A15: the signal of a Request counts as well", async () => {
  const controller = new AbortController();
  const { fetch, url } = await fetchOf(() => {
    controller.abort("enough");
    return undefined;
  });
  const { signal } = controller;
  await expect(fetch(new Request(url, { signal }))).rejects.toBe("enough");
});

describe("streams of chunks", () => {
  const path = "/chat/completions";
  const first = events(chunk("a"));

  async function read(answer: Parameters<typeof serve>[0], options: Partial<FetchOptions> = {}, at = path) {
    const { fetch, url } = await fetchOf(answer, options);
    const { body, headers } = await fetch(url + at, post("{}"));
    let text = "";
    const decoder = new TextDecoder();
    const reading = (async () => {
      for await (const bytes of body ?? []) text += decoder.decode(bytes, { stream: true });
    })();
    const error = await reading.then(
      () => undefined,
      (error: unknown) => error,
    );
    return { text, error, headers };
  }

  test.each(["/chat/completions", "/completions"])("the events of %s come unchanged", async (at) => {
    const sent = [
      chunk("a"),
      { choices: [], big: 1 },
      '{"choices": [], "n": 12345678901234567890}',
      chunk(null, "stop"),
      "[DONE]",
    ];
    const { text, error, headers } = await read(eventStream(...sent), {}, at);
    expect([text, error]).toEqual([events(...sent), undefined]);
    expect(headers.get("content-type")).toBe("text/event-stream");
  });

  test("B03: comments are left out, line ends made one, data of several lines kept", async () => {
    const body = `: hello\r\r${first.replaceAll("\n", "\r")}event: message\rid: 7\rdata: {"choices":\rdata: []}\r\r${events(chunk(null, "stop")).replaceAll("\n", "\r\n")}`;
    const { text, error } = await read({ headers: { "content-type": "text/event-stream" }, body });
    expect([text, error]).toEqual([
      `${first}data: {"choices":\ndata: []}\n\n${events(chunk(null, "stop"))}`,
      undefined,
    ]);
  });

  test.each<[string, string, object]>([
    ["that is cut between events", first, { reason: "interrupted" }],
    ["that is cut within an event", `${first}data: {"choices":[`, { reason: "interrupted" }],
    [
      "with a nested error",
      first + events({ error: { code: "overloaded", message: "no" } }),
      { reason: "failed", problem: { code: "overloaded" } },
    ],
    [
      "with a flat error",
      first + events({ object: "error", message: "no", code: 500 }),
      { reason: "failed", problem: { kind: "unavailable" } },
    ],
    [
      "with an event named error",
      `${first}event: error\n${events({ message: "no", code: "x" })}`,
      { reason: "failed", problem: { code: "x" } },
    ],
    ["with an event that is no JSON", `${first}data: <html>\n\n`, { reason: "malformed" }],
  ])("B41: one %s fails after the events before it", async (_, body, failure) => {
    const { text, error } = await read({ headers: { "content-type": "text/event-stream" }, body });
    expect(text).toBe(first);
    expect(error).toBeInstanceOf(StreamError);
    expect(error).toMatchObject({ ...failure, partial: { choices: [{ message: { content: "a" } }] } });
  });

  test("A27: an answer that is no stream, though one was asked for, fails", async () => {
    const { fetch, url } = await fetchOf({ headers: { "content-type": "text/html" }, body: "<html>" });
    const { body } = await fetch(url + path, post('{"stream": true}'));
    await expect(new Response(body).text()).rejects.toMatchObject({
      name: "StreamError",
      reason: "not_a_stream",
      message: "The server answered a stream request with text/html.",
    });
    const nested = await fetch(url + path, post('{"metadata":{"stream":true}}'));
    expect(await nested.text()).toBe("<html>");
  });

  test("a stream without a content type is one where it was asked for", async () => {
    const { fetch, url } = await fetchOf((_, response) => {
      response.end(events(chunk("a", "stop"), "[DONE]"));
      return undefined;
    });
    const response = await fetch(url + path, post('{"stream":true}'));
    expect(await response.text()).toBe(events(chunk("a", "stop"), "[DONE]"));
  });

  test.each([path, "/responses"])("one of %s that stalls fails", async (at) => {
    const { text, error } = await read(written(first), { streamIdleTimeoutMs: 50 }, at);
    expect(text).toBe(first);
    expect(error).toMatchObject({ name: "StreamError", reason: "stalled" });
  });

  test("other streams come byte for byte", async () => {
    const body = ": comment\r\n\r\nevent: response.created\ndata: {}\n\n";
    const { text } = await read({ headers: { "content-type": "text/event-stream" }, body }, {}, "/responses");
    expect(text).toBe(body);
  });

  test("A20: a reader who leaves closes the connection", async () => {
    let closed: Promise<unknown> | undefined;
    const { fetch, url } = await fetchOf((request, response) => {
      closed = once(response, "close");
      return written(first)(request, response);
    });
    const { body } = await fetch(url + path, post("{}"));
    for await (const _ of body ?? []) break;
    await closed;
  });
});
