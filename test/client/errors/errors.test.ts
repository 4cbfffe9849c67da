import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createMask } from "../../../src/client/errors/mask.ts";
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
} from "../../../src/client/index.ts";
import { type Answer, chunk, clientOf, events, key, messages } from "../../support/server.ts";

const prompt = "a prompt that is no one's business";

async function failureOf(answer: Answer): Promise<ResponseError> {
  const { client } = await clientOf(answer);
  const error = await client.getCompletions({ prompt }).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ResponseError);
  return error as ResponseError;
}

test("audit U2: the message of a failure shows its kind, its code, the positions of parameters, and what the server said", async () => {
  const detail = [{ loc: ["body", "response_format"] }, { loc: ["body", "tools", 0] }];
  const body = { code: "parameter_not_supported", detail, message: "Not usable\nwith this model" };
  const error = await failureOf({ status: 422, headers: { "x-request-id": "r-1" }, body });
  expect(error.message).toMatch(
    /^422 unsupported_parameter \(parameter_not_supported\) at \/response_format, \/tools\/0: Not usable with this model — POST http:.*\/completions \[request id r-1\]$/,
  );
});

test("audit C-19: a printed error holds the server's message and the problem", async () => {
  const error = await failureOf({
    status: 400,
    body: { error: { code: "unknown_model", message: "Unknown model: foo" } },
  });
  expect(error.message).toMatch(/^400 not_found \(unknown_model\): Unknown model: foo — POST http:/);
  expect(inspect(error).replace(/\s+/g, " ")).toContain(
    "problem: { kind: 'not_found', code: 'unknown_model', message: 'Unknown model: foo' }",
  );
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({ problem: { message: "Unknown model: foo" } });
});

test("a server that gives no reason is given no words", async () => {
  expect((await failureOf({ status: 502, body: "" })).message).toMatch(/^502 unavailable — POST http:\S+$/);
});

test("the server's message is one line of at most 300 printable characters", async () => {
  const message = `a\r\n\tb\u0000\u001b[31m\u202ec ${"x ".repeat(400)}`;
  const { message: whole } = await failureOf({ status: 400, body: { message } });
  const [, said = ""] = /^400 invalid_request: (.*) — POST /s.exec(whole) ?? [];
  expect(said).toMatch(/^a b \[31m c x x [x ]+…$/);
  expect(said).toHaveLength(300);
});

test.each([
  ["the key that was sent", `Incorrect key ${key}.`, "Incorrect key REDACTED."],
  ["a key of OpenAI", "Incorrect API key provided: sk-proj-abcdefgh123.", "Incorrect API key provided: REDACTED."],
  ["a JSON web token", "Bad eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.x here", "Bad REDACTED here"],
  ["a bearer token", "Got Bearer abcdef.ghijk~1", "Got Bearer REDACTED"],
  ["a key of Azure", `Key ${"0a1B".repeat(8)} is not known`, "Key REDACTED is not known"],
  ["base64 of a key", `Key ${"aB3/".repeat(12)}== is not known`, "Key REDACTED is not known"],
  ["a token by its label", "token: abcdefghijklmnopqrst", "token: REDACTED"],
  [
    "no more than that",
    "The token limit of gpt-4o-2024-08-06 is 128000.",
    "The token limit of gpt-4o-2024-08-06 is 128000.",
  ],
])("C01: a message without secrets: %s", async (_, message, shown) => {
  const { problem, message: whole } = await failureOf({ status: 418, body: { message } });
  expect(problem.message).toBe(shown);
  expect(whole).toContain(`: ${shown} — POST`);
});

test.each([
  ["the whole prompt", (text: string) => text, /^Blocked: … \(sorry\)$/],
  ["its beginning", (text: string) => text.slice(0, 20), /^Blocked: … \(sorry\)$/],
  ["its end", (text: string) => text.slice(-16), /^Blocked: … \(sorry\)$/],
])("C01: what a server repeats of the prompt is not shown: %s", async (_, part, shown) => {
  const error = await failureOf({ status: 400, body: { message: `Blocked: ${part(prompt)} (sorry)` } });
  expect(error.problem.message).toMatch(shown);
});

test("C01: of any part of 16 characters of a prompt in a message, nothing is shown", async () => {
  const text = fc.string({ minLength: 16, maxLength: 80, unit: fc.constantFrom(..."abcdefgh 0123456789.") });
  const { client, received } = await clientOf(({ body }) => ({
    status: 400,
    body: { message: said(JSON.parse(body)) },
  }));
  let cut: [number, number] = [0, 0];
  const said = ({ messages: [{ content }] }: { messages: [{ content: string }] }) => `<${content.slice(...cut)}>`;
  await fc.assert(
    fc.asyncProperty(text, fc.nat(64), fc.integer({ min: 16, max: 80 }), async (content, from, length) => {
      const begin = Math.min(from, content.length - 16);
      cut = [begin, begin + length];
      const error = await client
        .getChatCompletions({ messages: [{ role: "user", content }] }, { retry: { retries: 0 } })
        .catch((error: unknown) => error);
      expect((error as ResponseError).problem.message).toBe("<…>");
    }),
    { numRuns: 50 },
  );
  expect(received.length).toBeGreaterThan(0);
});

test("C01: a key that the server repeats as the request id or as the code does not show", async () => {
  const error = await failureOf({ status: 400, headers: { "x-request-id": key }, body: { code: key, message: "No" } });
  expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error) + error.stack).not.toContain(key);
  expect(error.requestId).toBe("REDACTED");
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
  const secret = "a s3cret prompt";
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
      const error = new ResponseError({
        method: "POST",
        url: "https://host/x",
        problem,
        body,
        info,
        retryAfterMs: undefined,
        retryBudgetExhausted: false,
        mask: createMask({ headers: new Map(), body: JSON.stringify({ prompt: secret }) }),
      });
      expect(
        inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }) + JSON.stringify(error),
      ).not.toContain(secret);
      expect(error.message).toMatch(/^\d+ \w+.* — POST https:\/\/host\/x$/);
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
  const gone = createServer().listen(0, "127.0.0.1");
  await once(gone, "listening");
  const url = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`;
  await new Promise((resolve) => gone.close(resolve));
  const client = createClient({ endpoint: url, credential: { key }, retry: { retries: 1, delayMs: 1 } });
  const error = await client.getModelInfo().catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ConnectionError);
  expect(error).toMatchObject({ method: "GET", url: `${url}/info`, code: "ECONNREFUSED", attempts: 2 });
  expect((error as Error).message).toMatch(/got no response/);
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
  "A27, A28: a success that is no response is a ValidationError that does not quote it: %s",
  async (_, body, message) => {
    const { client } = await clientOf({ headers: { "content-type": "text/html" }, body });
    const error = await client.getCompletions({ prompt }).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(InferenceError);
    expect(error).toMatchObject({ name: "ValidationError", stage: "response", issues: [{ pointer: "", message }] });
    expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain(prompt);
  },
);

test("audit C-20: extra parameters that a text under detail refuses are named", async () => {
  const detail =
    "Extra parameters ['n', 'top_k'] are not allowed when extra-parameters is not set or set to be 'error'. Set extra-parameters to 'pass-through' to pass to the model.";
  const error = await failureOf({ status: 400, body: { detail } });
  expect(error.problem).toMatchObject({
    kind: "extra_parameters_refused",
    parameters: [{ pointer: "/n" }, { pointer: "/top_k" }],
  });
  expect(error.message).toMatch(/^400 extra_parameters_refused at \/n, \/top_k: Extra parameters /);
});

test.each([
  ["unknown_model", 400, "not_found"],
  ["unavailable_model", 424, "not_found"],
  ["DeploymentNotFound", 404, "not_found"],
  ["PermissionDenied", 401, "permission"],
  ["no_access", 401, "permission"],
])("audit C-21: %s under %i is %s", async (code, status, kind) => {
  expect((await failureOf({ status, body: { error: { code, message: "No" } } })).problem.kind).toBe(kind);
});

test("R4: an error knows its attempts when it is made, also where headers had come", async () => {
  let asked = 0;
  const { client } = await clientOf(
    (_, response) => {
      asked += 1;
      if (asked === 1) return { status: 503 };
      response.writeHead(200, { "content-length": "100" });
      response.write("{", () => response.destroy());
      return undefined;
    },
    { retry: { retries: 1, delayMs: 1 } },
  );
  await expect(client.getModelInfo()).rejects.toMatchObject({ name: "ConnectionError", committed: true, attempts: 2 });
});
