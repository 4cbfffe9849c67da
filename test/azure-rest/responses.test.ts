import { inspect } from "node:util";
import TheirClient, { isUnexpected as theirIsUnexpected } from "@azure-rest/ai-inference";
import { describe, expect, test } from "vitest";
import { type FullOperationResponse, isUnexpected, problemOf } from "../../src/azure-rest/index.ts";
import { ValidationError } from "../../src/client/index.ts";
import { type Answer, key } from "../support/server.ts";
import { body, clientOf } from "./client-of.ts";

describe("responses", () => {
  test("no key is in the request, nor what a call gives as its own", async () => {
    const { chat, received } = await clientOf(
      { status: 401, body: {} },
      { credentials: { apiKeyHeaderName: "x-key" } },
    );
    const responses = [
      await chat.post({ body }),
      await chat.post({ body, headers: { Authorization: `Bearer ${key}` } }),
    ];
    expect(received.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${key}`, `Bearer ${key}`]);
    for (const response of responses) {
      expect(inspect(response, { depth: 9 })).not.toContain(key);
      expect(JSON.stringify([response.request, ...response.request.headers])).not.toContain(key);
    }
  });

  test("the request is reported as it was sent", async () => {
    const { chat, url, received } = await clientOf({ body: {} });
    const { request } = await chat.post({ body, timeout: 5_000, headers: { "X-Own": 1 } });
    expect(request).toMatchObject({
      url: `${url}/chat/completions?api-version=2024-05-01-preview`,
      method: "POST",
      body: JSON.stringify(body),
      timeout: 5_000,
      requestId: received[0]?.headers["x-ms-client-request-id"],
    });
    expect(request.headers.get("X-OWN")).toBe("1");
    expect(request.headers.get("authorization")).toBeUndefined();
  });

  test.each<[what: string, body: object, error: object]>([
    ["flat", { statusCode: 401, message: "No key" }, { code: "422", message: "No key", details: [] }],
    ["flat with a code", { code: "BadRequest", message: "No" }, { code: "BadRequest", message: "No", details: [] }],
    [
      "of a validator",
      { detail: [{ type: "value_error", loc: ["body", "temperature"], msg: "must be >= 0", input: -4 }] },
      { code: "422", message: "must be >= 0", target: "temperature", details: [] },
    ],
    ["with detail alone", { detail: "Not Found" }, { code: "422", message: "Not Found", details: [] }],
  ])("a failure that is %s can be thrown as its error, and is reported as it was sent", async (_, sent, error) => {
    const { chat } = await clientOf({ status: 422, body: sent });
    const response = await chat.post({ body });
    if (!isUnexpected(response)) throw new Error("expected");
    expect(response.body.error).toEqual(error);
    expect(response.body).toEqual(sent);
    expect(JSON.parse(JSON.stringify(response.body))).toEqual(sent);
  });

  test.each<[string, Answer]>([
    ["nested", { status: 404, body: { error: { code: "x", message: "m" } } }],
    ["flat", { status: 404, body: { code: "x", message: "m" } }],
    ["text", { status: 404, body: "m", headers: { "x-ms-error-code": "x" } }],
  ])("problemOf reads a body that is %s", async (_, answer) => {
    const { chat } = await clientOf(answer);
    expect(problemOf(await chat.post({ body }))).toEqual({ kind: "not_found", code: "x", message: "m" });
  });

  test.each([201, 204, 302, 400, 500])("%d is unexpected", async (status) => {
    const { chat } = await clientOf({ status, headers: { "content-type": "application/json" } });
    expect(isUnexpected(await chat.post({ body }))).toBe(true);
  });

  test("observers get the events of an attempt", async () => {
    const types: string[] = [];
    const observer = {
      request: ({ type }: { type: string }) => types.push(type),
      response: ({ type }: { type: string }) => types.push(type),
    };
    const { client } = await clientOf({ body: {} }, { observe: observer });
    await client.path("/info").get();
    expect(types).toEqual(["request", "response"]);
  });

  test("onResponse receives the response", async () => {
    const { chat } = await clientOf({ status: 400, body: { a: 1 }, headers: { "X-A": "b" } });
    const told: FullOperationResponse[] = [];
    await chat.post({ body, onResponse: (raw) => told.push(raw) });
    expect(told).toMatchObject([
      { status: 400, bodyAsText: '{"a":1}', parsedBody: { a: 1 }, request: { method: "POST" } },
    ]);
    expect(told[0]?.headers.get("x-a")).toBe("b");
  });

  test("a 200 of any path is expected, where the retired package knows its own alone", async () => {
    const { client, url } = await clientOf({ body: {} });
    const theirs = await TheirClient(url, { key }, { allowInsecureConnection: true }).pathUnchecked("/other").get();
    const ours = await client.pathUnchecked("/other").get();
    expect([theirs.status, theirIsUnexpected(theirs)]).toEqual(["200", true]);
    expect([ours.status, isUnexpected(ours)]).toEqual(["200", false]);
  });

  test("a failure that says it is JSON and is not is reported as its text, where the retired package throws it", async () => {
    const { client, url } = await clientOf({
      status: 400,
      body: "secret",
      headers: { "content-type": "application/json" },
    });
    const theirs = TheirClient(url, { key }, { allowInsecureConnection: true });
    await expect(Promise.resolve(theirs.path("/info").get())).rejects.toThrow("secret");
    expect(await client.path("/info").get()).toMatchObject({ status: "400", body: "secret" });
  });

  test("a success that says it is JSON and is not is a ValidationError that does not quote it", async () => {
    const { chat } = await clientOf({ body: "secret", headers: { "content-type": "application/json" } });
    const error = await Promise.resolve(chat.post({ body })).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ValidationError);
    expect(inspect(error)).not.toContain("secret");
  });
});
