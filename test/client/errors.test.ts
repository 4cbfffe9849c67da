import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  AbortError,
  type Client,
  ConnectionError,
  createClient,
  InferenceError,
  isInferenceError,
  isResponseError,
  narrow,
  type ProblemKind,
  ResponseError,
} from "../../src/client/index.ts";
import { type Answer, chunk, clientOf, events, key, messages, serve } from "../server.ts";

const prompt = "a prompt that is no one's business";

async function failureOf(answer: Answer): Promise<ResponseError> {
  const { client } = await clientOf(answer);
  const error = await client.getCompletions({ prompt }).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ResponseError);
  return error as ResponseError;
}

describe("the two documented bodies", () => {
  test("422: the parameter and its value", async () => {
    const error = await failureOf({
      status: 422,
      body: {
        status: 422,
        code: "parameter_not_supported",
        detail: { loc: ["body", "response_format"], input: "json_object" },
        message: "A parameter is not usable with this model",
      },
    });
    expect(error.problem).toEqual({
      kind: "unsupported_parameter",
      code: "parameter_not_supported",
      message: "A parameter is not usable with this model",
      parameters: [{ loc: ["body", "response_format"], pointer: "/response_format", value: "json_object" }],
    });
    expect(error.message).toMatch(
      /^POST http:.*\/completions answered 422: unsupported_parameter \(parameter_not_supported\) at \/response_format$/,
    );
  });

  test.each([
    [
      "flat",
      { status: 400, code: "content_filter", message: "Blocked", param: "messages", type: null },
      {},
      "messages",
    ],
    [
      "nested",
      {
        error: {
          message: "Blocked",
          param: "prompt",
          code: "content_filter",
          status: 400,
          innererror: {
            code: "ResponsibleAIPolicyViolation",
            content_filter_result: { hate: { filtered: true, severity: "high" } },
          },
        },
      },
      { hate: { filtered: true, severity: "high" } },
      "prompt",
    ],
  ])("400, %s: the categories that the filter judged", async (_, body, categories, parameter) => {
    const { problem } = await failureOf({ status: 400, body });
    expect(problem).toEqual({
      kind: "content_filter",
      code: "content_filter",
      message: "Blocked",
      categories,
      parameter,
    });
  });
});

test("a 422 with a list tells every parameter", async () => {
  const detail = [
    { type: "extra_forbidden", loc: ["body", "user"], msg: "Member not allowed", input: "abc" },
    { type: "missing", loc: ["body", "messages", 0, "content"], msg: "Field required" },
  ];
  const { problem } = await failureOf({ status: 422, body: { detail } });
  expect(problem).toMatchObject({
    kind: "unsupported_parameter",
    message: "Member not allowed; Field required",
    parameters: [{ pointer: "/user", value: "abc" }, { pointer: "/messages/0/content" }],
  });
});

describe("the parameter that a refusal names is found wherever it stands", () => {
  const vllm = {
    object: "error",
    message: "[{'type': 'extra_forbidden', 'loc': ('body', 'stream_options'), 'msg': 'x'}]",
    code: 400,
  };
  test.each<[string, number, object, string[]]>([
    ["detail as an object", 422, { detail: { loc: ["body", "seed"], value: 7 } }, ["/seed"]],
    ["details in place of detail", 422, { details: [{ loc: ["body", "seed"] }] }, ["/seed"]],
    ["loc as a text", 422, { detail: [{ loc: "seed" }] }, ["/seed"]],
    [
      "the parameter by name",
      400,
      { error: { message: "Unsupported parameter", param: "max_tokens", code: "unsupported_parameter" } },
      ["/max_tokens"],
    ],
    ["F: Python text", 400, vllm, ["/stream_options"]],
    [
      "F: the same as JSON in a text",
      400,
      { error: { code: "Bad Request", message: JSON.stringify(vllm), status: 400 } },
      ["/stream_options"],
    ],
  ])("%s", async (_, status, body, pointers) => {
    const { problem } = await failureOf({ status, body });
    expect(problem).toMatchObject({
      kind: "unsupported_parameter",
      parameters: pointers.map((pointer) => ({ pointer })),
    });
  });
});

test("what a gateway wraps as text is unwrapped, and its own code kept", async () => {
  const said = JSON.stringify({
    error: { code: "content_filter", message: "Blocked", content_filter_results: { hate: { filtered: true } } },
  });
  const { problem } = await failureOf({ status: 400, body: { error: { code: "BadRequest", message: said } } });
  expect(problem).toEqual({
    kind: "content_filter",
    code: "BadRequest",
    message: "Blocked",
    categories: { hate: { filtered: true } },
    parameter: undefined,
  });
});

test("any JSON at any status narrows to a kind, and neither error nor message repeats it", () => {
  const secret = "s3cret-prompt";
  const values = fc
    .jsonValue({ maxDepth: 4 })
    .map((value) => JSON.parse(JSON.stringify(value, (_, part) => (typeof part === "string" ? secret : part))));
  const shaped = fc.record(
    {
      error: values,
      message: values,
      code: values,
      detail: values,
      details: values,
      status: values,
      innererror: values,
      param: values,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(values, shaped), fc.integer({ min: 200, max: 599 }), (body, status) => {
      const headers = new Headers();
      const problem = narrow(body, { status, headers } as Response);
      expect(typeof problem.kind).toBe("string");
      expect(typeof problem.message).toBe("string");
      const info = {
        status,
        headers,
        requestId: undefined,
        attempts: 1,
        dropped: [],
        missingDone: false,
        rateLimits: { requests: {}, tokens: {} },
      };
      const error = new ResponseError("POST", "https://host/x", problem, body, info, {
        retryAfterMs: undefined,
        retryBudgetExhausted: false,
      });
      expect(
        inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }) + JSON.stringify(error),
      ).not.toContain(`${secret} `);
      expect(error.message.replaceAll(secret, "")).toMatch(/^POST https:\/\/host\/x answered \d+: \w+/);
    }),
  );
});

describe("every other body lands in a kind, by its status", () => {
  test.each<[number, object | string, ProblemKind, string]>([
    [
      400,
      { error: { code: "no_model_name", message: "Name a model", details: "Name a model" } },
      "invalid_request",
      "Name a model",
    ],
    [400, { detail: "Unknown value for extra-parameters" }, "invalid_request", "Unknown value for extra-parameters"],
    [
      400,
      { message: "Extra parameters ['a'] are not allowed; use pass-through" },
      "extra_parameters_refused",
      "Extra parameters ['a'] are not allowed; use pass-through",
    ],
    [401, { statusCode: 401, message: "Token missing" }, "authentication", "Token missing"],
    [401, { status: "Invalid auth token" }, "authentication", "The server answered 401 and gave no reason."],
    [403, { error: { code: "no_access", message: "No" } }, "permission", "No"],
    [404, { error: { code: "404", message: "Resource not found" } }, "not_found", "Resource not found"],
    [405, "", "not_found", "The server answered 405 and gave no reason."],
    [410, "gone", "retired", "gone"],
    [413, { error: { code: "tokens_limit_reached", message: "Too long" } }, "too_large", "Too long"],
    [
      422,
      { error: ["Role must be user", "Member not allowed"] },
      "invalid_request",
      "Role must be user; Member not allowed",
    ],
    [400, { error: { code: "context_length_exceeded", message: "Too long" } }, "too_large", "Too long"],
    [429, { status: 429, error: "Too Many Requests", message: "Slow down" }, "rate_limited", "Slow down"],
    [
      500,
      { error: { message: "Server error", type: "server_error", param: null, code: null } },
      "unavailable",
      "Server error",
    ],
    [502, "<html>Bad gateway</html>", "unavailable", "<html>Bad gateway</html>"],
    [503, { error: "Model is overloaded", error_type: "overloaded" }, "unavailable", "Model is overloaded"],
    [418, {}, "unknown", "The server answered 418 and gave no reason."],
  ])("%i %o", async (status, body, kind, message) => {
    const error = await failureOf({ status, body });
    expect(error.problem).toMatchObject({ kind, message });
    expect(error.status).toBe(status);
    expect(error.body).toEqual(body === "" ? undefined : body);
  });

  test("a 424 keeps the status that the model's container answered with", async () => {
    const headers = { "ms-azureml-model-error-statuscode": "429" };
    const { problem } = await failureOf({ status: 424, headers, body: { detail: "Not Found" } });
    expect(problem).toMatchObject({ kind: "model_failed", innerStatus: 429, message: "Not Found" });
  });

  test("the code may come as a header", async () => {
    const { problem } = await failureOf({ status: 429, headers: { "x-ms-error-code": "RateLimitReached" } });
    expect(problem.code).toBe("RateLimitReached");
  });
});

test("a failure is narrowed by its class and status", async () => {
  const error: unknown = await failureOf({ status: 429, headers: { "x-request-id": "r-9" } });
  expect(isResponseError(error)).toBe(true);
  expect(isResponseError(error, 429)).toBe(true);
  expect(isResponseError(error, 500)).toBe(false);
  expect(isInferenceError(error)).toBe(true);
  expect(isResponseError(new Error())).toBe(false);
  expect((error as ResponseError).requestId).toBe("r-9");
});

test("C01: an error that is printed or serialised shows neither key nor prompt, though the server repeats both", async () => {
  const detail = [{ loc: ["body", "prompt"], msg: `${prompt} ${key}`, input: prompt }];
  const error = await failureOf({ status: 422, body: { detail, code: `${prompt} ${key}` } });
  const printed = [
    inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    JSON.stringify(error),
    String(error.stack),
  ];
  for (const text of printed) {
    expect(text).not.toContain(key);
    expect(text).not.toContain(prompt);
  }
});

test("a server that cannot be reached is a ConnectionError with the platform's cause", async () => {
  const { url } = await serve({});
  const { port } = new URL(url);
  const client = createClient({ endpoint: `http://127.0.0.1:${Number(port) === 1 ? 2 : 1}`, credential: { key } });
  const error = await client.getModelInfo().catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ConnectionError);
  expect(error).toMatchObject({ method: "GET", url: "http://127.0.0.1:1/info" });
  expect((error as Error).message).toMatch(/got no answer/);
  expect((error as Error).cause).toBeInstanceOf(Error);
});

test("A13: a connection that breaks after the headers is a ConnectionError, and is not sent again", async () => {
  const { client, received } = await clientOf((_, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
    response.write('{"half":', () => response.destroy());
    return undefined;
  });
  await expect(client.getModelInfo()).rejects.toBeInstanceOf(ConnectionError);
  expect(received).toHaveLength(1);
});

describe("A15: a caller who cancels gets an AbortError whose cause is the very reason", () => {
  const reason = { why: "the user left" };
  const calls: [string, (client: Client, signal: AbortSignal) => Promise<unknown>][] = [
    ["a method", (client, signal) => client.getModelInfo({ signal })],
    ["a stream", (client, signal) => client.streamCompletions({ prompt }, { signal }).collect()],
  ];

  test.each(calls)("%s, before the call: nothing is sent", async (_, call) => {
    const { client, received } = await clientOf({ body: {} });
    const error = await call(client, AbortSignal.abort(reason)).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(AbortError);
    expect((error as AbortError).cause).toBe(reason);
    expect(received).toHaveLength(0);
  });

  test.each(calls)("%s, while waiting for the headers", async (_, call) => {
    const controller = new AbortController();
    const { client } = await clientOf(() => {
      controller.abort(reason);
      return undefined;
    });
    const error = await call(client, controller.signal).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(AbortError);
    expect((error as AbortError).cause).toBe(reason);
  });

  test.each(calls)("%s, in the middle of the body", async (_, call) => {
    const controller = new AbortController();
    const { client } = await clientOf((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: {", () => setImmediate(() => controller.abort(reason)));
      return undefined;
    });
    const error = await call(client, controller.signal).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(AbortError);
    expect((error as AbortError).cause).toBe(reason);
  });

  test("a stream, between two chunks", async () => {
    const controller = new AbortController();
    const { client } = await clientOf((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(events(chunk("a")));
      return undefined;
    });
    const reading = (async () => {
      const stream = client.streamChatCompletions({ messages }, { signal: controller.signal });
      for await (const _ of stream) controller.abort(reason);
    })();
    const error = await reading.catch((error: unknown) => error);
    expect(error).toBeInstanceOf(AbortError);
    expect((error as AbortError).cause).toBe(reason);
  });
});

describe("a success that is no JSON object is a ValidationError that does not quote it", () => {
  test.each([
    ["A29: an empty body", "", "is empty"],
    ["A27: HTML", `<html>${prompt}</html>`, "is not JSON (content type text/html)"],
    ["A28: JSON that is cut", `{"text":"${prompt}`, "is not JSON (content type text/html)"],
    ["a bare value", "7", "is not a JSON object"],
    ["a list", "[]", "is not a JSON object"],
  ])("%s", async (_, body, message) => {
    const { client } = await clientOf({ headers: { "content-type": "text/html" }, body });
    const error = await client.getModelInfo().catch((error: unknown) => error);
    expect(error).toBeInstanceOf(InferenceError);
    expect(error).toMatchObject({ name: "ValidationError", stage: "response", issues: [{ pointer: "", message }] });
    expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain(prompt);
  });

  test.each<[keyof Client & `get${string}`, string]>([
    ["getChatCompletions", "choices"],
    ["getCompletions", "choices"],
    ["getEmbeddings", "data"],
    ["getImageEmbeddings", "data"],
  ])("%s: an object without its list `%s`, also where nothing is validated", async (method, list) => {
    for (const value of [undefined, null, {}, prompt]) {
      const { client } = await clientOf({ body: { [list]: value, status: prompt } });
      const error = await client[method]({ input: [], messages: [], prompt: "" } as never).catch(
        (error: unknown) => error,
      );
      expect(error).toMatchObject({
        name: "ValidationError",
        issues: [{ pointer: "", message: `has no list \`${list}\`` }],
      });
      expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain(prompt);
    }
  });

  test("A29: 204", async () => {
    const { client } = await clientOf({ status: 204 });
    await expect(client.getModelInfo()).rejects.toMatchObject({ issues: [{ message: "is empty" }] });
  });
});
