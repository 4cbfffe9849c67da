import { describe, expect, test, vi } from "vitest";
import { type ClientOptions, logTo } from "../../../src/client/index.ts";
import { validation } from "../../../src/validation/index.ts";
import { type Answer, clientOf, key } from "../../support/server.ts";

const embed = { input: "a secret prompt" };
const strange: Answer = { body: { model: "a secret prompt", data: [], usage: "a secret prompt" } };
const warning = validation({ request: "warn", response: "warn" });

async function told(answer: Answer, options: Partial<ClientOptions> = {}, calls = 1) {
  const messages: string[] = [];
  const { client, url } = await clientOf(answer, { observe: { warn: (text) => void messages.push(text) }, ...options });
  for (let call = 0; call < calls; call += 1) await client.getEmbeddings(embed).catch(() => undefined);
  return { messages, client, url };
}

describe("a server that says that a route will go away", () => {
  test.each<[string, Record<string, string>, string]>([
    ["a deprecation", { deprecation: "@1782777600" }, "deprecation: @1782777600"],
    ["an end", { sunset: "Wed, 26 Aug 2026 00:00:00 GMT" }, "sunset: Wed, 26 Aug 2026 00:00:00 GMT"],
    ["both", { deprecation: "true", sunset: "soon" }, "deprecation: true, sunset: soon"],
    ["a long text", { sunset: "x".repeat(500) }, `sunset: ${"x".repeat(100)}`],
  ])("%s is reported once", async (_, headers, signs) => {
    const { messages, url } = await told({ ...strange, headers }, {}, 3);
    expect(messages).toEqual([`POST ${url}/embeddings will go away (${signs})`]);
  });

  test("is reported once for each route, also for errors and for client.http", async () => {
    const { messages, client } = await told({ status: 404, headers: { deprecation: "true" } });
    await client.http.GET("/info", { params: { query: { model: "m" } } });
    await client.getModelInfo().catch(() => undefined);
    expect(messages.map((text) => text.replace(/ http.*\//, " /"))).toEqual([
      "POST /embeddings will go away (deprecation: true)",
      "GET /info will go away (deprecation: true)",
    ]);
  });
});

test("C03: no message holds a key, a prompt or a response", async () => {
  const headers = { deprecation: "true", "set-cookie": key, "x-key": key };
  const { messages } = await told({ ...strange, headers }, { validation: warning, headers: { "x-own": key } });
  expect(messages).toHaveLength(2);
  expect(messages.join()).not.toMatch(new RegExp(`${key}|secret prompt`));
});

test.each<[string, () => void]>([
  [
    "throws",
    () => {
      throw new Error("broken");
    },
  ],
  ["rejects", () => Promise.reject(new Error("broken"))],
])("C04: a logger that %s disturbs no call", async (_, warn) => {
  const unhandled = vi.fn();
  process.on("unhandledRejection", unhandled);
  const { client } = await clientOf(strange, { observe: logTo({ warn }), validation: warning });
  expect(await client.getEmbeddings(embed)).toEqual(strange.body);
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});
