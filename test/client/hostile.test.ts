import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { ConnectionError, createClient, createFetch, StreamError } from "../../src/client/index.ts";
import { chunk, clientOf, eventStream, events, key, messages, serve } from "../support/server.ts";

const body = { messages: [...messages] };
const big = JSON.stringify({ choices: [{ index: 0, message: { content: "x".repeat(100_000) } }] });

describe("audit C-10: maxResponseBytes", () => {
  test.each([
    ["with a length", big, {}],
    ["chunked", big, { "transfer-encoding": "chunked" }],
    ["gzip, a fraction of it on the wire", gzipSync(big), { "content-encoding": "gzip" }],
  ])("ends a response that is longer: %s", async (_, bytes, headers) => {
    const { client, received, closed } = await answeringBytes(bytes, headers);
    const failure = { name: "ConnectionError", reason: "too_large", committed: true, attempts: 1 };
    await expect(client.getChatCompletions(body)).rejects.toMatchObject(failure);
    await expect(client.http.POST("/chat/completions", { body })).rejects.toMatchObject(failure);
    expect(received).toHaveLength(2);
    await closed(2);
    await client.getChatCompletions(body, { maxResponseBytes: 200_000 });
  });

  test("ends a response that never ends, over a caller's fetch too", async () => {
    for (const options of [{}, { fetch: globalThis.fetch }]) {
      const { client } = await clientOf(
        (_, response) => {
          response.writeHead(200, { "content-type": "application/json" });
          const more = (): void => {
            while (!response.destroyed && response.write("x".repeat(65_536)));
            if (!response.destroyed) response.once("drain", more);
          };
          more();
          return undefined;
        },
        { maxResponseBytes: 1_000_000, ...options },
      );
      await expect(client.getModelInfo()).rejects.toThrow(
        / received a response that is too large \(.*maxResponseBytes \(1000000\)\)$/,
      );
    }
  });

  test("ends a stream that is collected, and not one that is read chunk by chunk", async () => {
    const { client } = await clientOf(eventStream(...Array(50).fill(chunk("a")), chunk("", "stop"), "[DONE]"), {
      maxResponseBytes: 2_000,
    });
    const failed = await client
      .streamChatCompletions(body)
      .collect()
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(StreamError);
    expect(failed).toMatchObject({ reason: "too_large" });
    let count = 0;
    for await (const _ of client.streamChatCompletions(body)) count += 1;
    expect(count).toBe(51);
  });

  test.each([0, -1, 1.5, 536_870_889, Number.POSITIVE_INFINITY])(
    "is a whole number up to the longest text: %d is not",
    (maxResponseBytes) => {
      expect(() => createClient({ endpoint: "http://localhost", credential: { key }, maxResponseBytes })).toThrow(
        "maxResponseBytes: must be a whole number from 1 to 536870888",
      );
    },
  );
});

async function answeringBytes(bytes: string | Buffer, headers: object) {
  let closings = 0;
  const closedOnce: (() => void)[] = [];
  const made = await clientOf(
    (_, response) => {
      response.once("close", () => {
        closings += 1;
        for (const look of closedOnce) look();
      });
      response.writeHead(200, { "content-type": "application/json", ...headers });
      response.end(bytes);
      return undefined;
    },
    { maxResponseBytes: 50_000 },
  );
  const closed = (count: number) =>
    new Promise<void>((resolve) => {
      const look = (): void => (closings >= count ? resolve() : undefined);
      closedOnce.push(look);
      look();
    });
  return { ...made, closed };
}

test("S8, B48: an event stream instead of a response is reported at once, and its connection closes", async () => {
  let closed: () => void = () => undefined;
  const end = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const { client } = await clientOf((_, response) => {
    response.once("close", closed);
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(events(chunk("a")));
    return undefined;
  });
  await expect(client.getChatCompletions(body)).rejects.toThrow(
    /is an event stream; use the method whose name begins with `stream`/,
  );
  await end;
});

describe("S5: a failure whose body stalls or breaks is a failure of its status", () => {
  const stalling = (status: number, ends: boolean) => (_: unknown, response: import("node:http").ServerResponse) => {
    response.writeHead(status, { "content-type": "application/json", "content-length": "200", "retry-after-ms": "1" });
    response.write('{"error":{', () => ends && response.destroy());
    return undefined;
  };

  test.each([true, false])("400, closed: %s", async (ends) => {
    const { client, received } = await clientOf(stalling(400, ends), { timeoutMs: 300 });
    await expect(client.getChatCompletions(body)).rejects.toMatchObject({
      ...{ name: "ResponseError", status: 400, incomplete: true, body: '{"error":{' },
      message: expect.stringContaining(" (the body is incomplete) — POST "),
    });
    expect(received).toHaveLength(1);
  });

  test("429 is tried again", async () => {
    let asked = 0;
    const { client, received } = await clientOf(
      (request, response) => {
        asked += 1;
        return asked === 1 ? stalling(429, false)(request, response) : { body: { choices: [] } };
      },
      { timeoutMs: 300, retry: { retries: 1 } },
    );
    await client.getChatCompletions(body);
    expect(received).toHaveLength(2);
  });

  test("a caller who cancels meanwhile gets an AbortError", async () => {
    const { client } = await clientOf(stalling(400, false));
    await expect(client.getChatCompletions(body, { signal: AbortSignal.timeout(100) })).rejects.toMatchObject({
      name: "AbortError",
    });
  });

  test("a body beyond 64 KiB is marked too", async () => {
    const { client } = await clientOf({ status: 400, body: "x".repeat(70_000) });
    await expect(client.getModelInfo()).rejects.toMatchObject({ incomplete: true });
    const whole = await clientOf({ status: 400, body: "x" });
    await expect(whole.client.getModelInfo()).rejects.toMatchObject({ incomplete: false });
  });
});

describe("S7, C14: what stands on Object.prototype is no option", () => {
  test.each<[string, unknown]>([
    ["headers", { "x-evil": "1" }],
    ["body", "z"],
    ["signal", {}],
    ["extras", { evil: 1 }],
    ["extraParameters", "drop"],
    ["timeoutMs", -1],
    ["retry", { retries: 99 }],
    [
      "fetch",
      () => {
        throw new Error("evil");
      },
    ],
    ["kind", "evil"],
  ])("%s", async (name, value) => {
    const { url, received } = await serve({ body: { choices: [] } });
    const property = { value, configurable: true, writable: true };
    const forget = () => Reflect.deleteProperty(Object.prototype, name);
    onTestFinished(() => void forget());
    // A `body` or `headers` of everyone breaks Node's own fetch before it is asked.
    const client = (() => {
      Object.defineProperty(Object.prototype, name, property);
      const made = createClient({ endpoint: url, credential: { key } });
      forget();
      return made;
    })();
    Object.defineProperty(Object.prototype, name, property);
    const calls = [client.getModelInfo(), client.getChatCompletions(body)].map((call) =>
      call.catch((error: unknown) => error),
    );
    forget();
    await Promise.all(calls);
    expect(received.map(({ headers }) => headers["x-evil"])).toEqual(received.map(() => undefined));
    expect(received.map(({ body }) => body).sort()).toEqual(["", JSON.stringify(body)]);
  });
});

describe("a body that JSON cannot hold is a ConfigurationError, and nothing is sent", () => {
  const cycle: Record<string, unknown> = {};
  cycle["a secret name"] = cycle;
  let deep: object = {};
  for (let level = 0; level < 20_000; level += 1) deep = { deep };
  test.each([
    ["a cycle", cycle, "holds what JSON cannot"],
    ["a BigInt", { n: 1n }, "holds what JSON cannot"],
    [
      "a getter that throws",
      {
        get n() {
          throw new Error("secret");
        },
      },
      "holds what JSON cannot",
    ],
    ["20,000 levels", deep, "is nested too deeply"],
  ])("%s", async (_, metadata, message) => {
    const { client, received } = await clientOf({ body: { choices: [] } });
    const given = { ...body, metadata } as never;
    for (const call of [
      () => client.getChatCompletions(given),
      () => client.streamChatCompletions(given).collect(),
      () => client.http.POST("/chat/completions", { body: given }),
    ]) {
      const error = await call().catch((error: unknown) => error);
      expect(error).toMatchObject({ name: "ConfigurationError", option: "body" });
      expect((error as Error).message).toContain(message);
      expect((error as Error).message).not.toContain("secret");
    }
    expect(received).toHaveLength(0);
  });
});

describe("a caller's fetch that ignores its signal", () => {
  const deaf = (answer: () => Promise<Response>) =>
    createClient({
      endpoint: "http://localhost",
      credential: { key },
      fetch: answer,
      timeoutMs: 50,
      stream: { idleTimeoutMs: 50 },
      retry: { retries: 0 },
    });
  const silent = () => new Response(new ReadableStream(), { headers: { "content-type": "text/event-stream" } });

  test("ends with the time limit while it is waited for", async () => {
    const client = deaf(() => new Promise(() => undefined));
    await expect(client.getModelInfo()).rejects.toMatchObject({ reason: "timeout" });
  });

  test("ends with the time limit while its body is read", async () => {
    const client = deaf(
      async () => new Response(new ReadableStream(), { headers: { "content-type": "application/json" } }),
    );
    await expect(client.getModelInfo()).rejects.toMatchObject({ reason: "timeout" });
  });

  test("ends a stream that is silent", async () => {
    await expect(
      deaf(async () => silent())
        .streamChatCompletions(body)
        .collect(),
    ).rejects.toMatchObject({ reason: "stalled" });
    const call = createFetch({
      endpoint: "http://localhost",
      credential: { key },
      fetch: async () => silent(),
      stream: { idleTimeoutMs: 50 },
    });
    const response = await call("http://localhost/chat/completions", { method: "POST", body: '{"stream":true}' });
    await expect(response.text()).rejects.toMatchObject({ reason: "stalled" });
  });

  test("closes a late response", async () => {
    const cancelled = vi.fn();
    let give: (response: Response) => void = () => undefined;
    const client = deaf(
      () =>
        new Promise((resolve) => {
          give = resolve;
        }),
    );
    await expect(client.getModelInfo()).rejects.toBeInstanceOf(ConnectionError);
    give(new Response(new ReadableStream({ cancel: cancelled })));
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalled());
  });
});
