/** A process may hold this package twice: loaded with `import` and with `require`, or in two versions. */
import { isDeepStrictEqual } from "node:util";
import { expect, test, vi } from "vitest";
import * as first from "../../src/client/index.ts";
import { clientOf, messages } from "../support/server.ts";

vi.resetModules();
const second: typeof first = await import("../../src/client/index.ts");

test("F4: errors of one copy are errors of the other, by the guards and by instanceof", async () => {
  expect(second.ResponseError).not.toBe(first.ResponseError);
  const { client } = await clientOf({ status: 404, body: { error: { code: "X" } } });
  const error = await client.getChatCompletions({ messages }).catch((error: unknown) => error);
  for (const copy of [first, second]) {
    expect(copy.isInferenceError(error)).toBe(true);
    expect(copy.isResponseError(error, 404)).toBe(true);
    expect(copy.isResponseError(error, 500)).toBe(false);
    expect(error).toBeInstanceOf(copy.ResponseError);
    expect(error).toBeInstanceOf(copy.InferenceError);
    expect(error).not.toBeInstanceOf(copy.StreamError);
    expect(error).not.toBeInstanceOf(copy.ConnectionError);
  }
});

test.each([
  ["AbortError", new first.AbortError("why")],
  ["ConfigurationError", new first.ConfigurationError("endpoint", "must be")],
  ["ConnectionError", new first.ConnectionError("GET", "https://host", "network")],
  ["StreamError", new first.StreamError("stalled", "nothing came")],
  ["ValidationError", new first.ValidationError("request", "getModelInfo", [])],
] as const)("F4: instanceof distinguishes a %s of the other copy from all other errors", (name, error) => {
  const names = ["AbortError", "ConfigurationError", "ConnectionError", "ResponseError", "StreamError"] as const;
  for (const other of [...names, "ValidationError"] as const)
    expect(error instanceof second[other]).toBe(other === name);
  expect(second.isInferenceError(error)).toBe(true);
});

test("what is no error of this package is none of the other copy either", () => {
  for (const value of [
    null,
    undefined,
    "ResponseError",
    {},
    { name: "ResponseError" },
    new Error("no"),
    new DOMException(),
  ])
    expect(first.isInferenceError(value) || second.isResponseError(value)).toBe(false);
});

test("a class that a caller derives has its own instances alone", () => {
  class Mine extends first.ConfigurationError {}
  const mine = new Mine("a", "b");
  expect([mine instanceof Mine, mine instanceof second.ConfigurationError]).toEqual([true, true]);
  expect(new first.ConfigurationError("a", "b") instanceof Mine).toBe(false);
});

test("F4: responseInfo of one copy knows the responses of the other, which stay plain JSON", async () => {
  const body = { id: "1", choices: [] };
  const { client } = await clientOf({ status: 200, headers: { "x-request-id": "7" }, body });
  const answer = await client.getChatCompletions({ messages });
  expect(second.responseInfo(answer)).toMatchObject({ status: 200, requestId: "7", attempts: 1 });
  expect(second.responseInfo(answer)).toBe(first.responseInfo(answer));
  expect(JSON.stringify(answer)).toBe(JSON.stringify(body));
  expect(structuredClone(answer)).toEqual(body);
  expect(isDeepStrictEqual(answer, body)).toBe(true);
  expect(Reflect.ownKeys(answer)).toEqual(["id", "choices"]);
});
