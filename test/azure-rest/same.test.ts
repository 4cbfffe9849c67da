import { AzureKeyCredential } from "@azure/core-auth";
import Theirs, { isUnexpected as theirIsUnexpected } from "@azure-rest/ai-inference";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import Ours, { isUnexpected, type ModelClientOptions, type RequestParameters } from "../../src/azure-rest/index.ts";
import { type Emulator, startEmulator } from "../../src/emulator/index.ts";
import { type Answer, type Received, serve } from "../support/server.ts";

// The same call with the retired package and with ours, member by member.

const options = { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } };
const messages = [{ role: "user", content: "Hello" }];
type Method = "get" | "post" | "put" | "patch" | "delete" | "head" | "options";

async function both(
  url: string,
  [method, path, parameters]: Call,
  more: ModelClientOptions = {},
  key = "good",
): Promise<[theirs: Told, ours: Told]> {
  const credential = new AzureKeyCredential(key);
  const theirs = await Theirs(url, credential, { ...options, ...(more as object) })
    .pathUnchecked(path)
    [method](parameters);
  const ours = await Ours(url, credential, { ...options, ...more })
    .pathUnchecked(path)
    [method](parameters);
  return [told(theirs, theirIsUnexpected(theirs)), told(ours, isUnexpected(ours))];
}

type Call = [method: Method, path: string, parameters?: Omit<RequestParameters, "onResponse">];
type Told = ReturnType<typeof told>;

interface Response {
  status: string;
  headers: Record<string, string>;
  body: unknown;
  request: {
    url: string;
    method: string;
    headers: { toJSON(): Record<string, string> };
    body?: unknown;
    timeout: number;
  };
}

/** What a program sees of an answer. Left out of headers: what differs from call to call, what a transport adds, the key. */
function told({ status, headers, body, request }: Response, unexpected: boolean) {
  const { url, method, timeout } = request;
  const sent = request.headers.toJSON();
  const volatile = ["date", "x-ms-client-request-id", "connection", "keep-alive", "transfer-encoding"];
  const added = ["accept-encoding", "user-agent", "content-length", "api-key", "authorization"];
  return {
    ...{ status, body, unexpected, url, method, timeout, sentBody: request.body },
    headers: without(headers, volatile),
    sentHeaders: without(sent, [...volatile, ...added]),
  };
}

const without = (headers: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));

describe("responses of the emulator", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator({ keys: ["good"], strict: true });
  });
  afterAll(() => emulator.stop());

  test.each<[string, Call, string, string?]>([
    ["chat", ["post", "/chat/completions", { body: { messages } }], "200"],
    ["a stream that is awaited as a whole", ["post", "/chat/completions", { body: { messages, stream: true } }], "200"],
    ["info", ["get", "/info"], "200"],
    ["info of one model", ["get", "/info", { queryParameters: { model: "emulated-embed" } }], "200"],
    ["embeddings", ["post", "/embeddings", { body: { input: ["a"], dimensions: 4 } }], "200"],
    ["a wrong key", ["get", "/info"], "401", "bad"],
    ["no such route", ["get", "/no/such"], "404"],
    ["no such model", ["post", "/chat/completions", { body: { messages, model: "none" } }], "404"],
    ["a member that is none", ["post", "/chat/completions", { body: { messages, extra: 1 } }], "400"],
    [
      "a stopped prompt",
      ["post", "/chat/completions", { body: { messages: [{ role: "user", content: "[hate]" }] } }],
      "400",
    ],
    [
      "a parameter that the model does not know",
      [
        "post",
        "/chat/completions",
        { body: { messages, model: "emulated-chat-small", response_format: { type: "json_object" } } },
      ],
      "422",
    ],
    ["a body that is wrong", ["post", "/chat/completions", { body: { messages: "Hello" } }], "422"],
  ])("%s", async (_, call, status, key) => {
    const [theirs, ours] = await both(emulator.url, call, {}, key);
    expect(theirs.status).toBe(status);
    expect(ours).toEqual(theirs);
  });
});

describe("responses of any server", () => {
  test.each<[string, Answer]>([
    ["empty", { status: 200 }],
    ["204", { status: 204 }],
    ["201", { status: 201, body: { a: 1 } }],
    ["JSON under no type", { body: '{"a":1}' }],
    ["text under no type", { body: "plain" }],
    ["JSON as text", { body: '{"a":1}', headers: { "content-type": "text/plain; charset=utf-8" } }],
    ["a page of a gateway", { status: 502, body: "<html>Bad</html>", headers: { "content-type": "text/html" } }],
    ["a text as JSON", { status: 500, body: '"text"', headers: { "content-type": "application/json" } }],
    ["a list as failure", { status: 400, body: "[1]", headers: { "content-type": "application/json" } }],
    ["a redirect to another host", { status: 307, headers: { location: "https://host.example/" } }],
    ["a redirect of a POST that would change it", { status: 302, headers: { location: "/other" } }],
    ["a header of many values", { headers: { "X-Many": "a, b" }, body: {} }],
  ])("%s", async (_, answer) => {
    const { url } = await serve(answer);
    const [theirs, ours] = await both(url, ["post", "/chat/completions", { body: { messages } }]);
    expect(ours).toEqual(theirs);
  });
});

describe("what a server receives", () => {
  const transports = [
    "user-agent",
    "accept-encoding",
    "accept-language",
    "sec-fetch-mode",
    "connection",
    "content-length",
  ];
  const essence = ({ method, url, headers, body }: Received) => ({
    ...{ method, url, body },
    headers: without(headers, [...transports, "x-ms-client-request-id", "host"]),
  });

  test.each<[string, Call, ModelClientOptions?, string?]>([
    ["the key in both headers", ["get", "/info"]],
    ["the key in a header of one's own", ["get", "/info"], { credentials: { apiKeyHeaderName: "X-Key" } }],
    ["another version", ["get", "/info"], { apiVersion: "2025-04-01" }],
    ["no version", ["get", "/info"], { apiVersion: "" }],
    ["the version of the call", ["get", "/info", { queryParameters: { "api-version": "v" } }], { apiVersion: "w" }],
    ["the version of the endpoint", ["get", "/info"], { apiVersion: "w" }, "?api-version=v&a=b%20c"],
    ["an endpoint with a path", ["get", "/info"], {}, "/deep/models/"],
    ["a path with a query", ["get", "/info?x=1&y=%2F"]],
    ["a path without a slash", ["get", "info"]],
    [
      "query values of all kinds",
      ["get", "/info", { queryParameters: { a: "ä &", b: [1, "c/d"], c: true, d: undefined, e: new Date(0) } }],
    ],
    ["headers of all kinds", ["get", "/info", { headers: { "X-Number": 1, "x-true": true, "X-TEXT": "a" } }]],
    [
      "accept and content type",
      ["post", "/info", { accept: "text/csv", contentType: "application/json", body: { a: 1 } }],
    ],
    ["accept among the headers", ["post", "/info", { headers: { accept: "text/csv" }, body: {} }]],
    [
      "content type among the headers",
      ["post", "/info", { headers: { "content-type": "application/json" }, body: [] }],
    ],
    ["bytes", ["post", "/info", { body: new Uint8Array([104, 105]) }]],
    ["a view of bytes", ["post", "/info", { body: new Uint8Array([1, 104, 105, 2]).subarray(1, 3) }]],
    ["a text", ["post", "/info", { body: "a text", contentType: "text/plain" }]],
    ["null", ["post", "/info", { body: null }]],
    ["no body", ["post", "/info"]],
    ["PUT", ["put", "/info", { body: {} }]],
    ["PATCH", ["patch", "/info", { body: {} }]],
    ["DELETE", ["delete", "/info"]],
    ["OPTIONS", ["options", "/info"]],
    ["HEAD", ["head", "/info"]],
  ])("%s", async (_, call, more, path = "") => {
    const { url, received } = await serve({ body: {} });
    await both(url + path, call, more);
    const [theirs, ours] = received.map(essence);
    expect(theirs).toBeDefined();
    expect(ours).toEqual(theirs);
  });
});
