import { type IncomingHttpHeaders, request } from "node:http";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { defaultModels, startEmulator } from "../../../src/emulator/index.ts";
import { validateErrorBody, validateUnsupportedParameterError } from "../../../src/validation/index.ts";
import { emulate, messages } from "../call.ts";

const chat = (more: object = {}) => ({ path: "/chat/completions", body: { messages, ...more } });
const pass = { "extra-parameters": "pass-through" };

describe("D07, D09, D17, D18, D20, D21: what is refused, and how", () => {
  test.each<[string, Parameters<Awaited<ReturnType<typeof emulate>>>[0], number, object]>([
    ["an unknown route", { path: "/images/generations" }, 404, { error: { code: "404" } }],
    ["a wrong method", { path: "/chat/completions" }, 405, { error: { message: "This resource takes POST" } }],
    ["no key", { path: "/info", headers: { "api-key": "" } }, 401, { statusCode: 401 }],
    ["a wrong key", { path: "/info", headers: { "api-key": "bad" } }, 401, { statusCode: 401 }],
    [
      "two keys that differ",
      { path: "/info", headers: { authorization: "Bearer other" } },
      401,
      { message: "api-key and the bearer differ" },
    ],
    [
      "D06: no api-version",
      { path: "/info", query: "" },
      400,
      { error: { message: expect.stringContaining("is missing; supported are 2024-04-01-preview, ") } },
    ],
    [
      "D06: an unknown api-version",
      { path: "/info", query: "api-version=2023-01-01" },
      400,
      { error: { code: "UnsupportedApiVersion" } },
    ],
    [
      "another content type",
      { ...chat(), headers: { "content-type": "text/plain" } },
      415,
      { error: { code: "UnsupportedMediaType" } },
    ],
    [
      "a body that is not JSON",
      { path: "/embeddings", body: "{" },
      400,
      { error: { message: "The body is not JSON: line 1, column 2: it ends before the value is complete" } },
    ],
    [
      "audit E-charset: a charset other than UTF-8",
      { ...chat(), headers: { "content-type": "application/json; charset=utf-16" } },
      415,
      { error: { message: "The charset of the content type must be utf-8, which JSON requires" } },
    ],
    [
      "a body that is no object",
      { path: "/embeddings", body: "[]" },
      400,
      { error: { message: "The body is not a JSON object" } },
    ],
    [
      "a missing property",
      { path: "/embeddings", body: {} },
      422,
      { detail: [{ type: "missing", loc: ["body", "input"], msg: "is missing" }] },
    ],
    [
      "an unknown role",
      chat({ messages: [{ role: "usr", content: "a" }] }),
      422,
      { detail: [{ type: "value_error", loc: ["body", "messages", 0, "role"], input: "usr" }] },
    ],
    [
      "an unknown property of a message",
      chat({ messages: [{ role: "user", content: "a", mood: "n" }] }),
      422,
      { detail: [{ type: "extra_forbidden", loc: ["body", "messages", 0, "mood"], input: "n" }] },
    ],
    [
      "a list of two kinds",
      { path: "/embeddings", body: { input: ["a", 1] } },
      422,
      { detail: [{ loc: ["body", "input"], msg: "must hold items of one kind" }] },
    ],
    [
      "an extra property",
      chat({ safe_mode: true }),
      400,
      { status: 400, message: expect.stringMatching(/not allowed: safe_mode\. .*pass-through/) },
    ],
    [
      "an unknown value of extra-parameters",
      { ...chat(), headers: { "extra-parameters": "ignore" } },
      400,
      { detail: "extra-parameters must be one of error, drop, pass-through" },
    ],
    ["an unknown model", chat({ model: "gpt-9" }), 404, { error: { code: "unknown_model" } }],
    [
      "a route that the model does not serve",
      { path: "/embeddings", body: { input: "a", model: "emulated-chat-small" } },
      404,
      { error: { code: "api_not_supported" } },
    ],
    [
      "a parameter that the model does not know",
      chat({ model: "EMULATED-CHAT-SMALL", tool_choice: "auto" }),
      422,
      { code: "parameter_not_supported", detail: { loc: ["body", "tool_choice"], input: "auto" } },
    ],
    [
      "a role that the model does not know",
      chat({ model: "emulated-chat-small", messages: [{ role: "system", content: "a" }, ...messages] }),
      422,
      { detail: { loc: ["body", "messages", 0, "role"], input: "system" } },
    ],
    [
      "a part that the model does not know",
      chat({
        model: "emulated-chat-small",
        messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "u" } }] }],
      }),
      422,
      { detail: { loc: ["body", "messages", 0, "content", 0, "type"], input: "image_url" } },
    ],
    [
      "dimensions out of range",
      { path: "/embeddings", body: { input: "a", dimensions: 0 } },
      422,
      { detail: { loc: ["body", "dimensions"], input: 0 } },
    ],
    [
      "an unknown encoding",
      { path: "/embeddings", body: { input: "a", encoding_format: "toString" } },
      422,
      { detail: { loc: ["body", "encoding_format"] } },
    ],
    [
      "an image that is no data URL",
      { path: "/images/embeddings", body: { input: [{ image: "http://127.0.0.1/a.png" }] } },
      422,
      { detail: { loc: ["body", "input", 0, "image"] } },
    ],
    [
      "an image whose base64 is cut off",
      { path: "/images/embeddings", body: { input: [{ image: "data:image/png;base64,AAAAA" }] } },
      422,
      { detail: { loc: ["body", "input", 0, "image"] } },
    ],
    [
      "too many dimensions",
      { path: "/embeddings", body: { input: "a", dimensions: 4097 } },
      422,
      { detail: { loc: ["body", "dimensions"], input: 4097 } },
    ],
    [
      "a prompt of token ids and texts",
      { path: "/completions", body: { prompt: [1, "a"] } },
      422,
      { detail: [{ loc: ["body", "prompt"], msg: "must hold items of one kind" }] },
    ],
    [
      "no prompt at all, asked as a stream",
      { path: "/completions", body: { prompt: [], stream: true } },
      422,
      { detail: [{ loc: ["body", "prompt"], msg: "must have at least 1 item" }] },
    ],
    [
      "a body nested beyond all use",
      { path: "/chat/completions", body: `{"messages":${"[".repeat(20_000)}${"]".repeat(20_000)}}` },
      400,
      { error: { message: "The body is nested more than 256 levels deep" } },
    ],
    [
      "a prompt that the filter stops",
      chat({ messages: [{ role: "user", content: "[jailbreak]" }] }),
      400,
      {
        error: {
          code: "content_filter",
          innererror: {
            content_filter_result: {
              jailbreak: { filtered: true, detected: true },
              hate: { filtered: false, severity: "safe" },
            },
          },
        },
      },
    ],
    [
      "D23: the same, asked as a stream",
      chat({ stream: true, messages: [{ role: "user", content: "[hate]" }] }),
      400,
      { error: { code: "content_filter" } },
    ],
  ])("%s", async (_, call, status, body) => {
    const answer = await (await emulate({ keys: ["k"], strict: true }))(call);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject(body);
    expect(validateErrorBody(answer.body)).toBe(true);
    expect(answer.headers.get("x-ms-error-code")).toMatch(/./);
    expect(answer.headers.get("x-request-id")).toMatch(/^req-[0-9a-f]{24}$/);
    if (answer.headers.get("x-ms-error-code") === "parameter_not_supported")
      expect(validateUnsupportedParameterError(answer.body)).toBe(true);
  });
});

test("D18: drop leaves extra properties out, pass-through lets them be", async () => {
  const call = await emulate();
  for (const policy of ["drop", "pass-through"]) {
    expect((await call({ ...chat({ safe_mode: true }), headers: { "extra-parameters": policy } })).status).toBe(200);
  }
  const usage = chat({ stream: true, stream_options: { include_usage: true } });
  const alone = /"choices":\[\]/;
  expect((await call({ ...usage, headers: { "extra-parameters": "drop" } })).text).not.toMatch(alone);
  expect((await call({ ...usage, headers: pass })).text).toMatch(alone);
});

test("a filtered response is a success without text, with the verdict", async () => {
  const { status, body } = await (await emulate())(chat({ messages: [{ role: "user", content: "[answer:sexual]" }] }));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    choices: [
      {
        finish_reason: "content_filter",
        message: { content: "" },
        content_filter_results: { sexual: { filtered: true } },
      },
    ],
  });
});

test("both faults of a prompt are reported", async () => {
  const call = await emulate();
  const { body } = await call({ path: "/completions", body: { prompt: "[hate] and [jailbreak]" } });
  expect(body).toMatchObject({
    error: {
      innererror: {
        content_filter_result: {
          hate: { filtered: true, severity: "high" },
          jailbreak: { filtered: true, detected: true },
          sexual: { filtered: false, severity: "safe" },
        },
      },
    },
  });
});

test("D17: a format that the model does not know is refused as the contract's sample does, others are not", async () => {
  const model = { name: "m", type: "chat", provider: "p", operations: ["getChatCompletions"] as const };
  const call = await emulate({ models: [{ ...model, unsupported: { responseFormats: ["json_object"] } }] });
  const { status, body } = await call(chat({ response_format: { type: "json_object" } }));
  expect(status).toBe(422);
  expect(body).toEqual({
    status: 422,
    code: "parameter_not_supported",
    detail: { loc: ["body", "response_format"], input: "json_object" },
    message: "m does not support response_format",
  });
  expect((await call(chat({ response_format: { type: "text" } }))).status).toBe(200);
});

test("a refusal says what would be right: the method, the scheme", async () => {
  const call = await emulate();
  expect((await call({ path: "/chat/completions" })).headers.get("allow")).toBe("POST");
  expect((await call({ path: "/info", headers: { "api-key": "" } })).headers.get("www-authenticate")).toBe("Bearer");
});

test("no request line, however odd, is an error of the emulator's", async () => {
  const emulator = await startEmulator();
  const statusOf = (target: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(emulator.port, "127.0.0.1").on("error", reject);
      socket.once("data", (data) => {
        socket.destroy();
        resolve(/^HTTP\/1\.1 (\d+)/.exec(String(data))?.[1] ?? "");
      });
      socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\napi-key: k\r\n\r\n`);
    });
  for (const target of ["//", "//other.example/info", "/%", "http://[", "*", "/models/models/info", "/info/"])
    expect([target, await statusOf(target)]).toEqual([target, "404"]);
  const info = "/info?api-version=2025-04-01";
  expect(await statusOf(`http://localhost${info}`)).toBe("200");
  expect(await statusOf(`${info}&x=${"a".repeat(20_000)}`)).toBe("431");
  await emulator.stop();
});

test("rules of one's own replace the default ones", async () => {
  const call = await emulate({ contentFilter: [{ category: "violence", match: /\bsword\b/i, severity: "low" }] });
  expect((await call({ path: "/completions", body: { prompt: "A Sword!" } })).body).toMatchObject({
    error: { innererror: { content_filter_result: { violence: { filtered: true, severity: "low" } } } },
  });
  expect((await call({ path: "/completions", body: { prompt: "[violence]" } })).status).toBe(200);
});

test("the model is chosen by the body, by header, and by the query of /info", async () => {
  const call = await emulate();
  const name = async (request: Parameters<typeof call>[0]) =>
    (await call(request)).body as { model?: string; model_name?: string };
  expect(await name(chat({ model: "emulated-chat-small" }))).toMatchObject({ model: "emulated-chat-small" });
  expect(await name({ ...chat(), headers: { "x-ms-model-mesh-model-name": "emulated-chat-small" } })).toMatchObject({
    model: "emulated-chat-small",
  });
  expect(await name({ path: "/info", query: "api-version=2025-04-01&model=emulated-embed" })).toMatchObject({
    model_name: "emulated-embed",
  });
  expect(await name({ path: "/models/info" })).toMatchObject({ model_name: defaultModels[0]?.name });
});

test("the caller's id comes back, and the error's code comes as a header", async () => {
  const call = await emulate();
  const { headers } = await call({ path: "/nowhere", headers: { "x-ms-client-request-id": "c-1" } });
  expect(headers.get("x-ms-client-request-id")).toBe("c-1");
  expect(headers.get("x-ms-error-code")).toBe("404");
  expect(headers.get("x-request-id")).toMatch(/^req-/);
});

test("C28: only requests for its own names are accepted, and no page of another origin", async () => {
  const emulator = await startEmulator();
  const answerFor = (host: string) =>
    new Promise<{ status?: number; headers: IncomingHttpHeaders }>((resolve, reject) => {
      const headers = { host, "api-key": "k", origin: "http://evil.example", "x-ms-client-request-id": "c-1" };
      request(`${emulator.url}/info?api-version=2025-04-01`, { headers }, (response) => {
        const { statusCode: status = 0, headers } = response.resume();
        resolve({ status, headers });
      })
        .on("error", reject)
        .end();
    });
  for (const name of ["evil.example:80", "127.0.0.1.evil.example", "localhost.", "[::1].evil.example"]) {
    const { status, headers } = await answerFor(name);
    expect([name, status]).toEqual([name, 403]);
    expect(headers).toMatchObject({ "x-ms-error-code": "ForbiddenHost", "x-ms-client-request-id": "c-1" });
  }
  for (const name of [`localhost:${emulator.port}`, "LOCALHOST", `[::1]:${emulator.port}`]) {
    const { status, headers } = await answerFor(name);
    expect([name, status]).toEqual([name, 200]);
    expect(Object.keys(headers).filter((header) => header.startsWith("access-control-"))).toEqual([]);
  }
  await emulator.stop();
});

test("C29: a body above 20 MiB is refused", async () => {
  const call = await emulate();
  const { status, body } = await call({ path: "/embeddings", body: { input: "a".repeat(21 * 1024 * 1024) } });
  expect(status).toBe(413);
  expect(body).toMatchObject({ error: { code: "RequestTooLarge" } });
});
