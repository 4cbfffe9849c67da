import TheirClient from "@azure-rest/ai-inference";
import { describe, expect, test } from "vitest";
import ModelClient from "../../src/azure-rest/index.ts";
import { key, serve } from "../support/server.ts";
import { body, clientOf } from "./client-of.ts";

describe("the client", () => {
  test("is made with and without new, and shows its properties alone", async () => {
    const { url } = await serve({ body: {} });
    const clients: ModelClient[] = [ModelClient(url, { key }), new ModelClient(url, { key })];
    for (const client of clients) {
      expect(await client.path("/info").get()).toMatchObject({ status: "200", body: {} });
      expect(Object.keys(client)).toEqual(["path", "pathUnchecked", "pipeline"]);
    }
  });

  test("sends nothing until a call is awaited, and each time anew, as the retired package does", async () => {
    const { client, url, received } = await clientOf({ body: {} });
    const theirs = TheirClient(url, { key }, { allowInsecureConnection: true });
    for (const [index, call] of [client.path("/info").get(), theirs.path("/info").get()].entries()) {
      await new Promise((resolve) => setImmediate(resolve));
      expect(received).toHaveLength(index * 2);
      await call;
      await call;
    }
    expect(received).toHaveLength(4);
  });

  test("takes the endpoint of the options before its own", async () => {
    const { url } = await serve({ body: {} });
    for (const options of [{ endpoint: url }, { baseUrl: url }]) {
      const response = await ModelClient("https://host.example", { key }, options).path("/info").get();
      expect(response.request.url).toBe(`${url}/info?api-version=2024-05-01-preview`);
    }
  });

  test("sends `extra-parameters` next to the body as the header, where the retired package drops it", async () => {
    const { chat, url, received } = await clientOf({ body: {} });
    const parameters = { "extra-parameters": "pass-through", body: { ...body, safe_mode: true } };
    await chat.post(parameters);
    await TheirClient(url, { key }, { allowInsecureConnection: true }).path("/chat/completions").post(parameters);
    expect(received.map(({ headers }) => headers["extra-parameters"])).toEqual(["pass-through", undefined]);
  });

  test("sends the prefix as user agent", async () => {
    const { chat, received } = await clientOf({ body: {} }, { userAgentOptions: { userAgentPrefix: "app/1" } });
    await chat.post({ body });
    expect(received[0]?.headers["user-agent"]).toBe("app/1");
  });

  test("sends what an endpoint type requires, if the type is given", async () => {
    const { chat, received } = await clientOf({ body: {} }, { kind: "openai-v1" });
    await chat.post({ body });
    expect(received[0]).toMatchObject({ url: "/chat/completions", headers: { "api-key": key } });
    expect(received[0]?.headers.authorization).toBeUndefined();
  });
});
