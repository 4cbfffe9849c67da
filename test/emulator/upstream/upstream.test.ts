import { Agent, fetch as undiciFetch } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";
import { type ChatCompletions, createClient } from "../../../src/client/index.ts";
import { type Flavour, startEmulator, type Upstream } from "../../../src/emulator/index.ts";
import { validateErrorBody } from "../../../src/validation/index.ts";
import { type Answer, chunk, eventStream, serve } from "../../support/server.ts";
import { messages } from "../call.ts";
import { answer, ask, type FrontOptions, front, inFrontOf, key } from "../front.ts";

describe("what reaches the upstream", () => {
  test("the properties of the contract, the upstream's key, and nothing of the caller's", async () => {
    const { emulator, received, sent } = await front({ body: answer });
    const headers = { "api-key": "callers-key", "x-ms-client-request-id": "me", cookie: "a=b" };
    const { status, body } = await ask(emulator, { temperature: 0.5, model: "real" }, { headers });
    expect([status, body]).toEqual([200, answer]);
    expect(received[0]).toMatchObject({ method: "POST", url: "/v1/chat/completions" });
    expect(sent()).toEqual({ model: "real", messages, temperature: 0.5 });
    expect(received[0]?.headers["authorization"]).toBe(`Bearer ${key}`);
    expect(JSON.stringify(received)).not.toContain("callers-key");
    expect(received[0]?.headers).not.toHaveProperty("cookie");
  });

  test("no key where none is given, and the query of the base URL", async () => {
    const { url, received } = await serve({ body: answer });
    const emulator = await inFrontOf(`${url}/v1/?api-version=7`);
    expect((await ask(emulator)).status).toBe(200);
    expect(received[0]?.url).toBe("/v1/chat/completions?api-version=7");
    expect(received[0]?.headers).not.toHaveProperty("authorization");
  });

  test.each<[string, object, FrontOptions, unknown]>([
    ["the one that the request names", { model: "Llama" }, {}, "Llama"],
    ["none where the request names none", {}, {}, undefined],
    ["the default one where the request names none", {}, { model: "usual" }, "usual"],
    ["the upstream's own, whatever the request names", { model: "Llama" }, { upstream: { model: "own" } }, "own"],
  ])("the model: %s", async (_, body, options, expected) => {
    const { emulator, sent } = await front({ body: answer }, options);
    await ask(emulator, body);
    expect(sent()["model"]).toBe(expected);
  });

  test("the model of a path", async () => {
    const { emulator, sent } = await front({ body: answer });
    const { status } = await ask(emulator, {}, { path: "/serverless/phi/chat/completions?api-version=2025-04-01" });
    expect([status, sent()["model"]]).toEqual([200, "phi"]);
  });

  test.each([
    ["error", 400, undefined],
    ["drop", 200, undefined],
    ["pass-through", 200, 5],
  ])("D18: unknown properties under extra-parameters: %s", async (policy, status, top_k) => {
    const { emulator, received, sent } = await front({ body: answer });
    const got = await ask(emulator, { top_k: 5 }, { headers: { "extra-parameters": policy } });
    expect(got.status).toBe(status);
    expect(received).toHaveLength(status === 200 ? 1 : 0);
    expect(sent()["top_k"]).toBe(top_k);
    expect(emulator.journal.entries[0]?.extraParameters).toMatchObject({ members: ["top_k"], policy });
  });

  test("OpenAI's properties as they are at OpenAI's paths, within messages too", async () => {
    const { emulator, sent } = await front({ body: answer });
    const body = { n: 2, max_completion_tokens: 9, messages: [{ role: "user", name: "Ann", content: "Hi" }] };
    expect((await ask(emulator, { ...body, model: "m" }, { path: "/v1/chat/completions" })).status).toBe(200);
    expect(sent()).toEqual({ ...body, model: "m" });
  });

  test("unknown properties within messages at the other paths too, unless strict", async () => {
    const { emulator, sent } = await front({ body: answer });
    const body = { messages: [{ role: "user", content: "Hi", mood: "good" }], user: "u" };
    expect((await ask(emulator, { ...body, model: "m" })).status).toBe(200);
    expect(sent()).toEqual({ ...body, model: "m" });
    expect((await ask((await front({ body: answer }, { strict: true })).emulator, body)).status).toBe(400);
  });

  test.each<[string, object, FrontOptions, number]>([
    ["does not fit the contract", { max_tokens: "x" }, {}, 422],
    ["has no key", {}, { auth: "token" }, 401],
    [
      "is for a model that is not served",
      { model: "other" },
      { models: [{ name: "m", type: "chat-completion", provider: "p", operations: ["getChatCompletions"] }] },
      404,
    ],
    ["the content filter stops", {}, { contentFilter: [{ category: "hate", match: "Hello" }] }, 400],
    ["a rule responds", {}, { rules: [{ answer: "ruled" }] }, 200],
    ["no rule matches, where that is refused", {}, { unmatched: "refuse" }, 404],
    ["meets a fault instead of the response", {}, { faults: [{ kind: "status", status: 503 }] }, 503],
  ])("nothing of a request that %s", async (_, body, options, status) => {
    const { emulator, received } = await front({ body: answer }, options);
    expect((await ask(emulator, body)).status).toBe(status);
    expect(received).toEqual([]);
  });

  test("the emulator itself handles /info", async () => {
    const { emulator, received } = await front({ body: answer }, { model: "phi" });
    const info = await fetch(`${emulator.url}/info?api-version=2025-04-01`, { headers: { "api-key": "k" } });
    expect(await info.json()).toMatchObject({ model_name: "phi" });
    expect(received).toEqual([]);
  });
});

describe("what the upstream refuses is reported in the contract's words", () => {
  const openai = (code: string | null, message: string, param: string | null = null) => ({
    error: { message, type: "invalid_request_error", param, code },
  });
  test.each<[string, Answer, number, object]>([
    [
      "OpenAI's 400",
      { status: 400, body: openai("bad_thing", "No good") },
      400,
      { error: { code: "bad_thing", message: "No good" } },
    ],
    [
      "a parameter",
      { status: 400, body: openai("unsupported_parameter", "No", "temperature") },
      422,
      { code: "parameter_not_supported", detail: { loc: ["body", "temperature"], input: 0.5 } },
    ],
    [
      "FastAPI's list",
      {
        status: 422,
        body: { detail: [{ type: "missing", loc: ["body", "messages", 0, "role"], msg: "Field required" }] },
      },
      422,
      { detail: [{ loc: ["body", "messages", 0, "role"], msg: "Field required", type: "missing" }] },
    ],
    [
      "vLLM's flat form",
      { status: 400, body: { object: "error", message: "Too hot", type: "BadRequestError", param: null, code: 400 } },
      400,
      { error: { code: "BadRequestError", message: "Too hot" } },
    ],
    [
      "vLLM's 404 of a model",
      {
        status: 404,
        body: { object: "error", message: "The model `x` does not exist.", type: "NotFoundError", code: 404 },
      },
      404,
      { error: { code: "unknown_model" } },
    ],
    [
      "a route that is not there",
      { status: 404, body: { detail: "Not Found" } },
      404,
      { error: { code: "api_not_supported", message: "Not Found" } },
    ],
    [
      "llama.cpp's 501",
      {
        status: 501,
        body: { error: { code: 501, message: "Start it with --embeddings", type: "not_supported_error" } },
      },
      404,
      { error: { code: "api_not_supported" } },
    ],
    [
      "a context that is too long",
      { status: 400, body: openai("context_length_exceeded", "Too long") },
      413,
      { error: { code: "tokens_limit_reached" } },
    ],
    [
      "the content filter",
      {
        status: 400,
        body: {
          error: {
            message: "Stopped",
            code: "content_filter",
            param: "prompt",
            innererror: { code: "X", content_filter_result: { hate: { filtered: true } } },
          },
        },
      },
      400,
      { error: { code: "content_filter", innererror: { content_filter_result: { hate: { filtered: true } } } } },
    ],
    [
      "a limit",
      {
        status: 429,
        headers: { "retry-after": "7", "x-secret": "1" },
        body: openai("rate_limit_exceeded", "Slow down"),
      },
      429,
      { error: { code: "rate_limit_exceeded", message: "Slow down" } },
    ],
    [
      "a page of a gateway",
      { status: 503, headers: { "content-type": "text/html" }, body: "<html>busy</html>" },
      503,
      { error: { code: "503", message: "The upstream answered 503" } },
    ],
    [
      "the emulator's key",
      { status: 401, body: openai("invalid_api_key", `Incorrect API key: ${key}`) },
      502,
      {
        error: {
          code: "UpstreamUnauthorized",
          message: "The upstream answered 401: Incorrect API key: REDACTED; see the key of the upstream",
        },
      },
    ],
    [
      "a redirect",
      { status: 307, headers: { location: "http://127.0.0.1:1/elsewhere" } },
      502,
      { error: { code: "UpstreamRedirect" } },
    ],
  ])("%s", async (_, refused, status, body) => {
    const { emulator } = await front(refused);
    for (const stream of [false, true]) {
      const got = await ask(emulator, { temperature: 0.5, stream });
      expect([got.status, got.body]).toMatchObject([status, body]);
      expect(validateErrorBody(got.body)).toBe(true);
      if (status === 429) expect([got.headers.get("retry-after"), got.headers.get("x-secret")]).toEqual(["7", null]);
    }
    expect(emulator.journal.entries[0]).toMatchObject({ status, code: expect.any(String) as string });
  });

  test.each<[Flavour, string, number, object | undefined]>([
    ["serverless", "/serverless/m", 422, { detail: { loc: ["body", "temperature"] } }],
    ["managed", "/managed/m", 424, { detail: { loc: ["body", "temperature"] } }],
    ["foundry", "/models", 422, { detail: { loc: ["body", "temperature"] } }],
    ["azure-openai", "/openai/deployments/m", 400, { error: { code: "unsupported_parameter", param: "temperature" } }],
    ["openai-v1", "/v1", 400, { error: { code: "unsupported_parameter", param: "temperature" } }],
  ])("as %s writes it", async (flavour, base, status, body) => {
    const { emulator } = await front({ status: 400, body: openai("unsupported_parameter", "No", "temperature") });
    const query = flavour === "azure-openai" ? "2024-10-21" : "2025-04-01";
    const got = await ask(emulator, { temperature: 1 }, { path: `${base}/chat/completions?api-version=${query}` });
    expect([got.status, got.body]).toMatchObject([status, body]);
  });

  test.each<[string, Answer, string]>([
    [
      "is not JSON",
      { headers: { "content-type": "application/json", "content-length": "6" }, body: "<oops>" },
      "UpstreamAnswer",
    ],
    ["is a stream that no one asked for", eventStream(chunk("a"), "[DONE]"), "UpstreamAnswer"],
    [
      "ends too soon",
      { headers: { "content-type": "application/json", "content-length": "1000" }, body: "{" },
      "UpstreamUnreachable",
    ],
  ])("a response that %s is a 502", async (_, given, code) => {
    const { emulator } = await front((_, response) => {
      response.writeHead(200, given.headers);
      response.write(given.body as string);
      response.socket?.end();
      return undefined;
    });
    const got = await ask(emulator);
    expect([got.status, got.body]).toMatchObject([502, { error: { code } }]);
  });

  test("an upstream that is not there is a 502 that says where it was looked for", async () => {
    const gone = await startEmulator();
    await gone.stop();
    const emulator = await inFrontOf(`${gone.url}/v1?code=hidden`);
    const { status, body } = await ask(emulator);
    const message = `The upstream ${gone.url} gave no whole answer: ECONNREFUSED`;
    expect([status, body]).toEqual([502, { error: { code: "UpstreamUnreachable", message, details: message } }]);
  });

  test("one that takes too long is a 504", async () => {
    const dispatcher = new Agent({ headersTimeout: 50 });
    onTestFinished(() => dispatcher.close());
    const impatient = ((url: URL, init: object) =>
      undiciFetch(url, { ...init, dispatcher })) as unknown as typeof fetch;
    const { emulator } = await front(() => undefined, { upstream: { fetch: impatient } });
    expect(await ask(emulator)).toMatchObject({ status: 504, body: { error: { code: "UpstreamTimeout" } } });
  });
});

describe("in front of an emulator of OpenAI v1", () => {
  async function pair(options: FrontOptions = {}) {
    const behind = await startEmulator({ flavour: "openai-v1", keys: [key], strict: true });
    onTestFinished(() => behind.stop());
    return { behind, emulator: await inFrontOf(behind.urlOf("openai-v1"), { ...options, upstream: { key } }) };
  }

  test.each(["custom", "serverless", "managed", "foundry", "azure-openai", "openai-v1"] as const)(
    "chat, a stream, vectors and a mistake at %s",
    async (kind) => {
      const { emulator, behind } = await pair({ model: "emulated-all" });
      const endpoint = emulator.urlOf(kind as "serverless", "emulated-all");
      const client = createClient({ endpoint, kind, credential: { key: "any" }, retry: { retries: 0 } });
      const asked = { messages: [{ role: "user" as const, content: "Hello" }] };
      const said = (choices: ChatCompletions["choices"]) => choices[0]?.message.content;
      expect(said((await client.getChatCompletions(asked)).choices)).toMatch(/^You said "Hello"/);
      expect(said((await client.streamChatCompletions(asked).collect()).choices)).toMatch(/^You said "Hello"/);
      expect((await client.getEmbeddings({ input: ["a"], dimensions: 4 })).data[0]?.embedding).toHaveLength(4);
      await expect(client.getEmbeddings({ input: ["a"], dimensions: 9_999 })).rejects.toMatchObject({
        problem: { message: expect.stringContaining("1 to 4096") as string },
      });
      expect(behind.journal.entries.map(({ status }) => status)).toEqual([200, 200, 200, 400]);
      expect(behind.journal.entries.every(({ aborted }) => !aborted)).toBe(true);
    },
  );

  test("a model that is not there is the contract's 404, a wrong key of the emulator's a 502", async () => {
    const { emulator, behind } = await pair();
    expect(await ask(emulator, { model: "nobody" })).toMatchObject({
      status: 404,
      body: { error: { code: "unknown_model" } },
    });
    const wrong = await inFrontOf(behind.urlOf("openai-v1"), { upstream: { key: "wrong-key" } });
    const refused = await ask(wrong);
    expect(refused).toMatchObject({ status: 502, body: { error: { code: "UpstreamUnauthorized" } } });
    expect(refused.headers.get("x-should-retry")).toBe("false");
  });
});

test.each<[string, unknown, string]>([
  [
    "no URL",
    { url: "localhost:8080" },
    "upstream.url: must be a base URL of http or https, such as http://127.0.0.1:8080/v1",
  ],
  [
    "a URL with a password",
    { url: "http://a:secret@localhost" },
    "upstream.url: must hold no user name and password; give a key by upstream.key",
  ],
  [
    "a key with a line break",
    { url: "http://localhost", key: "secret\n" },
    "upstream.key: must be a string of printable ASCII without blanks",
  ],
  ["an empty model", { url: "http://localhost", model: "" }, 'upstream.model: must be a non-empty string, not ""'],
  [
    "an unknown property",
    { url: "http://localhost", kye: "" },
    "upstream.kye: is not known here; known are url, key, model, fetch",
  ],
  ["a text", "http://localhost", 'upstream: must be an object of url, key, model, fetch, not "string"'],
])("an upstream that cannot be is reported without secrets: %s", async (_, upstream, message) => {
  await expect(startEmulator({ upstream: upstream as Upstream })).rejects.toThrow(new RangeError(message));
});
