import { once } from "node:events";
import { inspect } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { createFetch } from "../../../src/client/index.ts";
import { key, serve } from "../../support/server.ts";
import { fetchOf } from "./fetch-of.ts";

const answer = { body: { model: "m", data: [] } };
const now = { "retry-after-ms": "0" };

describe("answers", () => {
  test("A07: a failure comes as it is, once, and is not to be tried again", async () => {
    for (const status of [400, 401, 409, 422, 501]) {
      const { fetch, endpoint, received } = await fetchOf(
        { status, body: { message: "no" } },
        { retry: { retries: 3 } },
      );
      const response = await fetch(`${endpoint}/info`);
      expect([response.ok, response.status, await response.json()]).toEqual([false, status, { message: "no" }]);
      expect(response.headers.get("x-should-retry")).toBe("false");
      expect(received).toHaveLength(1);
    }
  });

  test("A08, A11: what passes is tried again; the last failure remains, whatever the server says of it", async () => {
    const { fetch, endpoint, received } = await fetchOf(
      { status: 503, headers: { ...now, "x-should-retry": "true" } },
      { retry: { retries: 3 } },
    );
    const response = await fetch(`${endpoint}/info`);
    expect([response.status, response.headers.get("x-should-retry")]).toEqual([503, "false"]);
    expect(received.map(({ headers }) => headers["x-ms-retry-count"])).toEqual([undefined, "1", "2", "3"]);
    expect(new Set(received.map(({ headers }) => headers["x-ms-client-request-id"])).size).toBe(1);
  });

  test("a success after a failure is a success", async () => {
    const { fetch, endpoint, received } = await fetchOf(
      () => (received.length < 2 ? { status: 429, headers: now } : answer),
      { retry: { retries: 1 } },
    );
    const response = await fetch(`${endpoint}/info`);
    expect([response.status, response.headers.get("x-should-retry")]).toEqual([200, null]);
  });

  test("a hint above the limit is not waited for", async () => {
    const { fetch, endpoint, received } = await fetchOf(
      { status: 429, headers: { "retry-after": "86400" } },
      { retry: { retries: 3 } },
    );
    const { status, headers } = await fetch(`${endpoint}/info`);
    expect([status, headers.get("retry-after"), received.length]).toEqual([429, "86400", 1]);
  });

  test("A31: one budget serves all calls", async () => {
    const { fetch, endpoint, received } = await fetchOf({ status: 503, headers: now }, { retry: { retries: 10 } });
    for (let call = 0; call < 12; call += 1) await fetch(`${endpoint}/info`);
    expect(received).toHaveLength(12 + 100);
  });

  test("A12: a missing response is an error of ours, and is retried", async () => {
    let tries = 0;
    const { fetch, endpoint } = await fetchOf(
      (_, response) => {
        tries += 1;
        response.destroy();
        return undefined;
      },
      { retry: { retries: 2, delayMs: 0 } },
    );
    await expect(fetch(`${endpoint}/info`)).rejects.toMatchObject({
      name: "ConnectionError",
      reason: "network",
      attempts: 3,
    });
    expect(tries).toBe(3);
  });

  test.each([
    ["timeoutMs", "timeout"],
    ["deadlineMs", "deadline"],
  ])("A17: a body that stalls ends by %s", async (option, reason) => {
    let closed: Promise<unknown> | undefined;
    const { fetch, endpoint } = await fetchOf(
      (_, response) => {
        closed = once(response, "close");
        response.writeHead(200, { "content-type": "application/json" });
        response.write("{");
        return undefined;
      },
      { [option]: 100 },
    );
    await expect(fetch(`${endpoint}/info`)).rejects.toMatchObject({ name: "ConnectionError", reason });
    await closed;
  });

  test.each([204, 304])("a %i has no body", async (status) => {
    const { fetch, endpoint } = await fetchOf({ status });
    const response = await fetch(`${endpoint}/info`);
    expect([response.status, response.body]).toEqual([status, null]);
  });

  test("cookies and other headers come as they were", async () => {
    const { fetch, endpoint } = await fetchOf((_, response) => {
      response.setHeader("set-cookie", ["a=1", "b=2"]);
      response.statusMessage = "Fine";
      return answer;
    });
    const { headers, statusText } = await fetch(`${endpoint}/info`);
    expect([headers.getSetCookie(), statusText]).toEqual([["a=1", "b=2"], "Fine"]);
  });

  test.each([301, 302, 303, 307, 308])(
    "C10, C11, C13: a %i to another origin becomes a response whose location is cut to the origin",
    async (status) => {
      const other = await serve(answer);
      for (const followRedirects of [false, true]) {
        const { fetch, endpoint } = await fetchOf(
          { status, headers: { location: `${other.url}/a?token=${key}` } },
          { followRedirects },
        );
        const response = await fetch(`${endpoint}/embeddings`, { method: "POST", body: "a", redirect: "follow" });
        expect([response.status, response.headers.get("location")]).toEqual([status, other.url]);
      }
      expect(other.received).toEqual([]);
    },
  );

  test("C12: one within the origin is followed where that is asked for, and the response shows where it came from", async () => {
    const { fetch, url, endpoint } = await fetchOf(
      ({ url }) => (url.startsWith("/models") ? { status: 307, headers: { location: "/moved" } } : answer),
      { followRedirects: true },
    );
    const response = await fetch(`${endpoint}/embeddings`, { method: "POST", body: "a" });
    expect([response.status, response.url]).toEqual([200, `${url}/moved`]);
  });

  test("C01: neither a response nor an error shows the credential", async () => {
    const { fetch, endpoint } = await fetchOf(answer);
    const refused = createFetch({ endpoint: "http://127.0.0.1:1", credential: { key }, retry: { retries: 0 } });
    const shown = [
      fetch,
      await fetch(`${endpoint}/info`),
      await refused("http://127.0.0.1:1/a").catch((error: unknown) => error),
    ];
    expect(inspect(shown, { depth: 9, showHidden: true })).not.toContain(key);
  });
});

describe("A15: an abort rejects with the caller's own reason, the very same value", () => {
  const reason = { why: "enough" };

  test("before the call", async () => {
    const { fetch, endpoint, received } = await fetchOf(answer);
    const signal = AbortSignal.abort(reason);
    await expect(fetch(`${endpoint}/info`, { signal })).rejects.toBe(reason);
    await expect(fetch(new Request(`${endpoint}/info`, { signal }))).rejects.toBe(reason);
    expect(received).toEqual([]);
    // As the platform has it: `null` takes the Request's own signal away.
    expect((await fetch(new Request(`${endpoint}/info`, { signal }), { signal: null })).status).toBe(200);
  });

  test("while its body is read", async () => {
    const { fetch, endpoint, received } = await fetchOf(answer);
    const controller = new AbortController();
    let cancelled: unknown;
    const body = new ReadableStream({
      pull: () => controller.abort(reason),
      cancel: (why) => {
        cancelled = why;
      },
    });
    const init = { method: "POST", body, signal: controller.signal };
    await expect(fetch(`${endpoint}/files`, init)).rejects.toBe(reason);
    expect([cancelled, received]).toEqual([reason, []]);
  });

  test("before a response, and while one waits to be tried again", async () => {
    const controller = new AbortController();
    const { fetch, endpoint } = await fetchOf(() => {
      controller.abort(reason);
      return undefined;
    });
    await expect(fetch(`${endpoint}/info`, { signal: controller.signal })).rejects.toBe(reason);
    const own = new AbortController();
    const asked = await fetchOf(() => {
      own.abort(reason);
      return undefined;
    });
    await expect(asked.fetch(new Request(`${asked.endpoint}/info`, { signal: own.signal }))).rejects.toBe(reason);
    const later = new AbortController();
    const waits = await fetchOf(
      (_, response) => {
        response.on("close", () => later.abort(reason));
        return { status: 503, headers: { "retry-after": "59" } };
      },
      { retry: { retries: 1 } },
    );
    await expect(waits.fetch(`${waits.endpoint}/info`, { signal: later.signal })).rejects.toBe(reason);
    expect(waits.received).toHaveLength(1);
  });
});

test("the platform's fetch is looked up at each call", async () => {
  const { fetch, endpoint } = await fetchOf(answer);
  vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(Response.json("replaced"));
  expect(await (await fetch(`${endpoint}/info`)).json()).toBe("replaced");
  vi.restoreAllMocks();
});

test("a form has a content type of its own, whatever the option `headers` says; a text has that of the option", async () => {
  const headers = { "content-type": "application/json" };
  const { fetch, endpoint, received } = await fetchOf({ body: {} }, { headers });
  const form = new FormData();
  form.set("a", "1");
  await fetch(`${endpoint}/files`, { method: "POST", body: form });
  await fetch(`${endpoint}/files`, { method: "POST", body: "{}" });
  expect(received[0]?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
  expect(received[1]?.headers["content-type"]).toBe("application/json");
});
