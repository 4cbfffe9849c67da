import { describe, expect, test } from "vitest";
import ModelClient, { type HttpClient, type PipelinePolicy } from "../../src/azure-rest/index.ts";
import { key, serve } from "../support/server.ts";

const info = { model_name: "m", model_type: "chat-completion", model_provider_name: "p" };
const answering = (statuses: number[]) => () => ({
  status: statuses.shift() ?? 200,
  headers: { "retry-after-ms": "1" },
  body: info,
});

/** Notes its name on the way there and on the way back, and names itself in a header. */
const noting = (name: string, notes: string[]): PipelinePolicy => ({
  name,
  sendRequest: async (request, next) => {
    notes.push(`${name} ${request.method} ${request.headers.get("x-ms-retry-count") ?? 0}`);
    request.headers.set(`x-${name}`, "1");
    const response = await next(request);
    notes.push(`${name} ${response.status}`);
    return response;
  },
});

describe("policies", () => {
  test("wrap each attempt, in their order, and see and change what is sent", async () => {
    const { url, received } = await serve(answering([503]));
    const notes: string[] = [];
    const client = ModelClient(
      url,
      { key },
      { additionalPolicies: [{ policy: noting("one", notes), position: "perCall" }] },
    );
    client.pipeline.addPolicy(noting("two", notes));
    client.pipeline.addPolicy(noting("zero", notes), { beforePolicies: ["one"] });
    expect(client.pipeline.getOrderedPolicies().map(({ name }) => name)).toEqual(["zero", "one", "two"]);
    expect((await client.path("/info").get()).body).toEqual(info);
    const attempt = (count: number, status: number) => [
      ...["zero", "one", "two"].map((name) => `${name} GET ${count}`),
      ...["two", "one", "zero"].map((name) => `${name} ${status}`),
    ];
    expect(notes).toEqual([...attempt(0, 503), ...attempt(1, 200)]);
    expect(received.map(({ headers }) => [headers["x-zero"], headers["x-two"], headers["api-key"]])).toEqual(
      Array(2).fill(["1", "1", key]),
    );
  });

  test("are removed by name or phase, and one of the retired package's own is not there", async () => {
    const { url, received } = await serve({ body: info });
    const client = ModelClient(url, { key });
    client.pipeline.addPolicy(noting("one", []), { phase: "Sign" });
    client.pipeline.addPolicy(noting("two", []), { afterPolicies: ["one"] });
    expect(client.pipeline.removePolicy({ name: "BearerTokenAuthenticationPolicy" })).toEqual([]);
    expect(client.pipeline.removePolicy({ phase: "Sign" }).map(({ name }) => name)).toEqual(["one"]);
    expect(client.pipeline.removePolicy({ name: "two" }).map(({ name }) => name)).toEqual(["two"]);
    await client.path("/info").get();
    expect(Object.keys(received[0]?.headers ?? {}).filter((name) => /^x-(?:one|two)$/.test(name))).toEqual([]);
  });

  test("may return a response themselves", async () => {
    const { url, received } = await serve({ body: {} });
    const client = ModelClient(url, { key });
    client.pipeline.addPolicy({
      name: "canned",
      sendRequest: async (request) => {
        request.headers.set("content-type", "application/json");
        return { request, status: 200, headers: request.headers, bodyAsText: JSON.stringify(info) };
      },
    });
    expect(await client.path("/info").get()).toMatchObject({ status: "200", body: info });
    expect(received).toHaveLength(0);
  });

  test.each<[object, string]>([
    [{ name: "one" }, "has a policy named one already"],
    [{ name: "", sendRequest: 1 }, "a policy must have a name and sendRequest(request, next)"],
  ])("that cannot be added are refused: %j", async (policy, message) => {
    const { pipeline } = ModelClient("https://host.example", { key });
    pipeline.addPolicy(noting("one", []));
    expect(() => pipeline.addPolicy({ ...noting("one", []), ...policy })).toThrow(message);
    expect(() => pipeline.addPolicy(noting("two", []), { beforePolicies: ["one"], afterPolicies: ["one"] })).toThrow(
      "cannot put two",
    );
  });
});

test("httpClient carries every attempt", async () => {
  let calls = 0;
  const httpClient: HttpClient = {
    sendRequest: async (request) => {
      calls += 1;
      const { status, headers, body } = await fetch(request.url, {
        method: request.method,
        headers: request.headers.toJSON(),
      });
      return {
        request,
        status,
        headers: { ...request.headers, [Symbol.iterator]: () => headers[Symbol.iterator]() },
        readableStreamBody: body,
      } as never;
    },
  };
  const { url, received } = await serve(answering([503]));
  expect((await ModelClient(url, { key }, { httpClient }).path("/info").get()).body).toEqual(info);
  expect([calls, received.length]).toEqual([2, 2]);
});

test("F3: errors of a credential are thrown unchanged", async () => {
  class CredentialUnavailableError extends Error {}
  const error = new CredentialUnavailableError("no login");
  const failing = { getToken: () => Promise.reject(error) };
  await expect(ModelClient("https://host.example", failing).path("/info").get()).rejects.toBe(error);
});

test("the code of a failed connection is on the error itself", async () => {
  const client = ModelClient("http://127.0.0.1:9", { key }, { retryOptions: { maxRetries: 0 } });
  await expect(client.path("/info").get()).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
