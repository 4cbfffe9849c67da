import { describe, expect, test } from "vitest";
import type { ClientOptions } from "../../../src/client/index.ts";
import { clientOf } from "../../support/server.ts";

describe("F2: a fault of a function that the caller gave is reported as such, and nothing is tried again", () => {
  const reference = new ReferenceError("config is not defined");
  const type = new TypeError("config.get is not a function");
  const error = new Error("broken");

  test.each<[string, unknown, string, unknown]>([
    [
      "a ReferenceError",
      () => {
        throw reference;
      },
      "fetch: threw ReferenceError: config is not defined",
      reference,
    ],
    [
      "a TypeError of the engine",
      async () => {
        throw type;
      },
      "fetch: threw TypeError: config.get is not a function",
      type,
    ],
    ["undefined", async () => undefined, "fetch: must return a Response, not undefined", undefined],
    ["the parsed body", async () => ({ choices: [] }), "fetch: must return a Response, not an object", undefined],
  ])("fetch: %s", async (_, fetch, message, cause) => {
    let calls = 0;
    const counting = (...given: unknown[]): unknown => {
      calls += 1;
      return (fetch as (...given: unknown[]) => unknown)(...given);
    };
    const { client } = await clientOf({ body: {} }, { fetch: counting as ClientOptions["fetch"] });
    const error = await client.getModelInfo().catch((error: unknown) => error);
    expect(error).toMatchObject({ name: "ConfigurationError", message });
    expect((error as Error).cause).toBe(cause);
    expect(calls).toBe(1);
  });

  test("fetch: a failure of the network is tried again, and its words are in the message", async () => {
    let calls = 0;
    const fetch = async (): Promise<never> => {
      calls += 1;
      throw new TypeError("Load failed");
    };
    const { client } = await clientOf({ body: {} }, { fetch, retry: { retries: 1, delayMs: 1 } });
    await expect(client.getModelInfo()).rejects.toThrow(/\/info got no response \(TypeError: Load failed\)$/);
    expect(calls).toBe(2);
  });

  test.each<[string, unknown, string]>([
    [
      "throws",
      () => {
        throw error;
      },
      "threw Error: broken",
    ],
    ["gives a promise", async () => false, "must return true, false or undefined, not a promise"],
    ["gives a text", () => "no", "must return true, false or undefined, not a string"],
  ])("retry.shouldRetry that %s", async (_, shouldRetry, message) => {
    const { client, received } = await clientOf(
      { status: 503, body: {} },
      { retry: { shouldRetry: shouldRetry as () => boolean } },
    );
    await expect(client.getModelInfo()).rejects.toThrow(`retry.shouldRetry: ${message}`);
    expect(received).toHaveLength(1);
  });

  test.each(["request", "response", "retry", "warn"])(
    "an observer's %s that throws or rejects does not affect the call",
    async (name) => {
      for (const listener of [
        () => {
          throw error;
        },
        async () => Promise.reject(error),
      ]) {
        const { client } = await clientOf(
          { headers: { deprecation: "true" }, body: {} },
          { observe: { [name]: listener } },
        );
        expect(await client.getModelInfo()).toEqual({});
      }
    },
  );
});
