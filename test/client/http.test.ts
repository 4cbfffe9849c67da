import { inspect } from "node:util";
import { expect, test } from "vitest";
import { clientOf } from "../support/server.ts";

const prompt = "a secret prompt";
const answer = { body: { model: "m", data: [] } };

test("client.http takes the limits of one call", async () => {
  const { client, received } = await clientOf({ status: 503, headers: { "retry-after-ms": "0" } });
  await client.http.POST("/embeddings", { body: { input: "a" }, retry: { retries: 2 } });
  expect(received).toHaveLength(3);
  const silent = await clientOf(() => undefined);
  for (const limit of ["timeoutMs", "deadlineMs"] as const) {
    await expect(silent.client.http.GET("/info", { [limit]: 50 })).rejects.toMatchObject({
      name: "ConnectionError",
      reason: limit === "timeoutMs" ? "timeout" : "deadline",
    });
  }
  await expect(silent.client.http.GET("/info", { timeoutMs: 0 })).rejects.toThrow("timeoutMs: must be above 0");
});

test("a stream of client.http that stalls fails", async () => {
  const { client } = await clientOf(
    (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: {}\n\n");
      return undefined;
    },
    { stream: { idleTimeoutMs: 50 } },
  );
  const body = { messages: [{ role: "user" as const, content: "Hello" }], stream: true };
  const { data } = await client.http.POST("/chat/completions", { body, parseAs: "stream" });
  const reader = data?.getReader();
  expect((await reader?.read())?.value).toEqual(new TextEncoder().encode("data: {}\n\n"));
  await expect(reader?.read()).rejects.toMatchObject({ name: "StreamError", reason: "stalled" });
});

test("client.http has the middleware of openapi-fetch, for its own calls, until it is ejected", async () => {
  const { client, received } = await clientOf(answer);
  const middleware = {
    onRequest: ({ request }: { request: Request }) => {
      request.headers.set("x-traced", "yes");
      return request;
    },
  };
  client.http.use(middleware);
  await client.http.POST("/embeddings", { body: { input: "a" } });
  client.http.eject(middleware, middleware);
  await client.http.POST("/embeddings", { body: { input: "a" } });
  await client.http.POST("/embeddings", { body: { input: "a" }, middleware: [middleware] });
  expect(received.map(({ headers }) => headers["x-traced"])).toEqual(["yes", undefined, "yes"]);
});

test("A28: a response of client.http that is no JSON is reported without a word of it", async () => {
  const { client } = await clientOf({ headers: { "content-type": "application/json" }, body: `{"a":"${prompt}` });
  const error = await client.http.GET("/info").catch((error: unknown) => error);
  expect(error).toMatchObject({
    name: "ValidationError",
    operation: "GET /info",
    issues: [{ message: "is not JSON" }],
  });
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(prompt);
});

test("A09: a body that can be read once is read before the first attempt, so that each sends all of it", async () => {
  const { client, received } = await clientOf({ status: 503, headers: { "retry-after-ms": "0" } });
  const once = new Blob(['{"input":', '"a"}']).stream();
  await client.http.POST("/embeddings", {
    body: { input: "a" },
    bodySerializer: () => once,
    ...{ duplex: "half" },
    retry: { retries: 1 },
  });
  expect(received.map(({ body }) => body)).toEqual(Array(2).fill('{"input":"a"}'));
});
