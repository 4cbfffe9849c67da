import { expect, onTestFinished, test, vi } from "vitest";
import { createClient, responseInfo } from "../../src/client/index.ts";
import { clientOf, key } from "../support/server.ts";

const answers = {
  info: { model_name: "m", model_type: "chat-completion", model_provider_name: "p" },
  chat: {
    id: "1",
    created: 1,
    model: "m",
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Hi" } }],
  },
  embeddings: { model: "m", data: [{ index: 0, embedding: [0.6, 0.8] }] },
};
const messages = [{ role: "user", content: "Hello" }] as const;

test("C16: an extra named like a property of the contract is refused before anything is sent", async () => {
  const { client, received } = await clientOf({ body: answers.chat });
  for (const name of ["stream", "model", "messages"]) {
    await expect(
      client.getChatCompletions({ messages: [...messages] }, { extras: { [name]: 1 } }),
    ).rejects.toMatchObject({
      name: "ConfigurationError",
      option: `extras.${name}`,
    });
  }
  expect(received).toHaveLength(0);
});

test("a body that asks for a stream is refused by the methods that do not stream", async () => {
  const { client, received } = await clientOf({ body: answers.chat });
  const body: object = { messages, stream: true };
  await expect(client.getChatCompletions(body as { messages: [] })).rejects.toThrow(
    /stream.*whose name begins with `stream`/,
  );
  expect(received).toHaveLength(0);
});

test("A37: responseInfo shows the request id and rate limits of a response, which itself stays plain JSON", async () => {
  const headers = {
    "x-request-id": "r-1",
    "x-ratelimit-limit-requests": "1000",
    "x-ratelimit-remaining-requests": "-1",
    "x-ratelimit-remaining-tokens": "7",
    "x-ratelimit-reset-tokens": "3",
  };
  const { client } = await clientOf({ headers, body: answers.embeddings });
  const answer = await client.getEmbeddings({ input: "a" });
  expect(JSON.stringify(answer)).toBe(JSON.stringify(answers.embeddings));
  const info = responseInfo(answer);
  expect(info).toMatchObject({ status: 200, requestId: "r-1" });
  expect(info?.rateLimits).toEqual({ requests: { limit: 1000 }, tokens: { remaining: 7, resetSeconds: 3 } });
  expect(info?.headers.get("x-request-id")).toBe("r-1");
  expect(responseInfo({})).toBeUndefined();
});

test("client.http gives data and response, or error and response, and throws for no status", async () => {
  const { client } = await clientOf(({ url }) =>
    url.startsWith("/info") ? { status: 404, body: { error: { code: "404" } } } : { body: answers.chat },
  );
  const chat = await client.http.POST("/chat/completions", { body: { messages: [...messages] } });
  expect(chat.data).toEqual(answers.chat);
  const info = await client.http.GET("/info");
  expect(info.response.status).toBe(404);
  expect(info.error).toEqual({ error: { code: "404" } });
});

test("client.http carries the credential, the api-version and the client's headers", async () => {
  const { client, received } = await clientOf(
    { body: answers.info },
    { apiVersion: "2025-04-01", headers: { "x-a": "1" } },
  );
  await client.http.GET("/info", { params: { query: { model: "m" } } });
  expect(received[0]?.url).toBe("/info?api-version=2025-04-01&model=m");
  expect(received[0]?.headers).toMatchObject({ "api-key": key, "x-a": "1" });
});

test("A39: the caller's fetch carries every request", async () => {
  const urls: string[] = [];
  const { client } = await clientOf(
    { body: answers.info },
    {
      fetch: (url, init) => {
        urls.push(new URL(url).pathname);
        return fetch(url, init);
      },
    },
  );
  await client.getModelInfo();
  await client.http.GET("/info");
  expect(urls).toEqual(["/info", "/info"]);
});

test.each([422, 424])(
  "onUnsupported drop sends a call refused with %i once more without the property, and shows which",
  async (status) => {
    const refusal = {
      status,
      body: { code: "parameter_not_supported", detail: { loc: ["body", "seed"], input: 7 } },
    };
    const answering = ({ body }: { body: string }) => ("seed" in JSON.parse(body) ? refusal : { body: answers.chat });
    const { client, received } = await clientOf(answering, { onUnsupported: "drop" });
    const answer = await client.getChatCompletions({ messages: [...messages], seed: 7, top_p: 1 });
    expect(received.map(({ body }) => JSON.parse(body))).toEqual([
      { messages, seed: 7, top_p: 1 },
      { messages, top_p: 1 },
    ]);
    expect(responseInfo(answer)?.dropped).toEqual(["seed"]);
    const strict = await clientOf(answering);
    await expect(strict.client.getChatCompletions({ messages: [...messages], seed: 7 })).rejects.toMatchObject({
      status,
    });
    expect(strict.received).toHaveLength(1);
  },
);

test.each([422, 424])("U3: onUnsupported drop keeps a mistake of the caller, refused with %i", async (status) => {
  const detail = [
    { type: "greater_than_equal", loc: ["body", "temperature"], msg: "Input should be at least 0", input: -4 },
    { type: "extra_forbidden", loc: ["body", "seed"], msg: "Extra inputs are not permitted", input: 7 },
  ];
  const { client, received } = await clientOf({ status, body: { detail } }, { onUnsupported: "drop" });
  await expect(client.getChatCompletions({ messages: [...messages], temperature: -4, seed: 7 })).rejects.toMatchObject({
    problem: { kind: "invalid_request", parameters: [{ pointer: "/temperature" }, { pointer: "/seed" }] },
  });
  expect(received).toHaveLength(1);
});

test.each([
  ["a required property", ["body", "messages"]],
  ["a place within a required property", ["body", "messages", 0, "content"]],
  ["a property that was not sent", ["body", "seed"]],
])("onUnsupported drop lets a refusal of %s be", async (_, loc) => {
  const refusal = { status: 422, body: { code: "parameter_not_supported", detail: { loc } } };
  const { client, received } = await clientOf(refusal, { onUnsupported: "drop" });
  await expect(client.getChatCompletions({ messages: [...messages] })).rejects.toMatchObject({ status: 422 });
  expect(received).toHaveLength(1);
});

test("C24: in a page a key is refused unless it is allowed, and a token is not", () => {
  vi.stubGlobal("window", globalThis);
  vi.stubGlobal("document", {});
  vi.stubGlobal("process", undefined);
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  const endpoint = "https://host.example";
  expect(() => createClient({ endpoint, credential: { key } })).toThrow(/^credential: must not be a key in a page/);
  expect(() => createClient({ endpoint, credential: { key }, dangerouslyAllowBrowser: true })).not.toThrow();
  expect(() => createClient({ endpoint, credential: { getToken: async () => null } })).not.toThrow();
});
