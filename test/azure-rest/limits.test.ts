import TheirClient from "@azure-rest/ai-inference";
import { describe, expect, test } from "vitest";
import ModelClient from "../../src/azure-rest/index.ts";
import { AbortError, ConnectionError } from "../../src/client/index.ts";
import { type Answer, key } from "../support/server.ts";
import { body, clientOf } from "./client-of.ts";

describe("failures and limits", () => {
  test("a 429 without a hint is tried again, as often as retryOptions say", async () => {
    const retryOptions = { maxRetries: 2, retryDelayInMs: 1, maxRetryDelayInMs: 1 };
    const { chat, received } = await clientOf({ status: 429, body: {} }, { retryOptions });
    expect((await chat.post({ body })).status).toBe("429");
    expect(received).toHaveLength(3);
  });

  test("a redirect within the origin is followed, unless redirectOptions say no", async () => {
    const moved = ({ url }: { url: string }): Answer =>
      url.startsWith("/info") ? { status: 307, headers: { location: "/there" } } : { body: { there: true } };
    const { client } = await clientOf(moved);
    expect(await client.path("/info").get()).toMatchObject({ status: "200", body: { there: true } });
    const { client: stays } = await clientOf(moved, { redirectOptions: { maxRetries: 0 } });
    expect(await stays.path("/info").get()).toMatchObject({ status: "307" });
  });

  test("nothing listens: a ConnectionError whose cause has the code, where the retired package throws a RestError", async () => {
    const url = "http://127.0.0.1:1";
    const options = { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } };
    const fails = (call: PromiseLike<unknown>) => Promise.resolve(call).catch((error: unknown) => error);
    const theirs = await fails(TheirClient(url, { key }, options).path("/info").get());
    const ours = await fails(ModelClient(url, { key }, options).path("/info").get());
    expect(theirs).toMatchObject({ name: "RestError" });
    expect(ours).toBeInstanceOf(ConnectionError);
    expect(ours).toMatchObject({ reason: "network", attempts: 1 });
  });

  test("a timeout ends the call after one attempt", async () => {
    const { chat, received } = await clientOf(() => new Promise<undefined>(() => undefined), { retryOptions: {} });
    await expect(chat.post({ body, timeout: 50 })).rejects.toMatchObject({
      name: "ConnectionError",
      reason: "timeout",
    });
    expect(received).toHaveLength(1);
  });

  test("abort, before and during: an AbortError, as there", async () => {
    let abort = (): void => undefined;
    const { client, url, received } = await clientOf(() => {
      abort();
      return new Promise<undefined>(() => undefined);
    });
    const theirs = TheirClient(url, { key }, { allowInsecureConnection: true });
    for (const [index, one] of [client, theirs].entries()) {
      const controller = new AbortController();
      abort = () => controller.abort("enough");
      const call = one.path("/info").get({ abortSignal: controller.signal });
      for (const cause of index === 0 ? [{ cause: "enough" }, { cause: "enough" }] : [{}, {}]) {
        await expect(Promise.resolve(call)).rejects.toMatchObject({ name: "AbortError", ...cause });
      }
      expect(received).toHaveLength(index + 1);
    }
  });

  test("a look-alike of a signal aborts too, and keeps no listener", async () => {
    const controller = new AbortController();
    const listeners = new Set<unknown>();
    const abortSignal = {
      get aborted() {
        return controller.signal.aborted;
      },
      addEventListener: (_: "abort", listener: (event: unknown) => unknown) => {
        listeners.add(listener);
        controller.signal.addEventListener("abort", listener);
      },
      removeEventListener: (_: "abort", listener: (event: unknown) => unknown) => {
        listeners.delete(listener);
        controller.signal.removeEventListener("abort", listener);
      },
    };
    const { chat } = await clientOf(({ headers }) => {
      if (headers["x-hang"] === undefined) return { body: {} };
      controller.abort();
      return new Promise<undefined>(() => undefined);
    });
    await chat.post({ body, abortSignal });
    expect(listeners.size).toBe(0);
    await expect(chat.post({ body, abortSignal, headers: { "x-hang": 1 } })).rejects.toBeInstanceOf(AbortError);
    expect(listeners.size).toBe(0);
    await expect(chat.post({ body, abortSignal })).rejects.toBeInstanceOf(AbortError);
  });
});
