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

test("the message of a failure tells its kind, its code and the places of parameters", async () => {
  const detail = [{ loc: ["body", "response_format"] }, { loc: ["body", "tools", 0] }];
  const error = await failureOf({ status: 422, body: { code: "parameter_not_supported", detail, message: prompt } });
  expect(error.message).toMatch(
    /^POST http:.*\/completions answered 422: unsupported_parameter \(parameter_not_supported\) at \/response_format, \/tools\/0$/,
  );
});

test.each<[string, object | string, unknown]>([
  ["JSON", { error: { code: "X" } }, { error: { code: "X" } }],
  ["text", "<html>", "<html>"],
  ["empty", "", undefined],
])("the body of a failure is kept as it came: %s", async (_, body, kept) => {
  expect((await failureOf({ status: 502, body })).body).toEqual(kept);
});

test("of a long text, the problem repeats 1024 characters", async () => {
  expect((await failureOf({ status: 502, body: "x".repeat(2000) })).problem.message).toBe("x".repeat(1024));
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

test.each([
  ["HTML", `<html>${prompt}</html>`, "is not JSON (content type text/html)"],
  ["JSON that is cut", `{"text":"${prompt}`, "is not JSON (content type text/html)"],
  ["an object without its list", JSON.stringify({ choices: prompt }), "has no list `choices`"],
])(
  "A27, A28: a success that is no answer is a ValidationError that does not quote it: %s",
  async (_, body, message) => {
    const { client } = await clientOf({ headers: { "content-type": "text/html" }, body });
    const error = await client.getCompletions({ prompt }).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(InferenceError);
    expect(error).toMatchObject({ name: "ValidationError", stage: "response", issues: [{ pointer: "", message }] });
    expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain(prompt);
  },
);
