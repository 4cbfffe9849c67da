import { describe, expect, test, vi } from "vitest";
import { type ClientOptions, logTo, type Observer } from "../../../src/client/index.ts";
import { type Answer, clientOf, key, messages } from "../../support/server.ts";

const answer: Answer = {
  body: { choices: [] },
  headers: { "x-request-id": "r1", "x-ratelimit-remaining-tokens": "9" },
};
const secret = [{ role: "user" as const, content: "a secret prompt" }];

async function told(given: Parameters<typeof clientOf>[0], options: Partial<ClientOptions> = {}) {
  const events: object[] = [];
  const tell = (event: object): void => void events.push(event);
  const made = await clientOf(given, { observe: { request: tell, response: tell, retry: tell }, ...options });
  await made.client.getChatCompletions({ messages: secret }, { headers: { "x-own": "mine" } }).catch(() => undefined);
  return { ...made, events, url: `${made.url}/chat/completions` };
}

describe("events", () => {
  test("report an attempt before and after, without its query, and with harmless headers", async () => {
    const { events, url } = await told(answer);
    const at = { method: "POST", url, attempt: 1 };
    expect(events).toEqual([
      {
        ...{ type: "request", ...at },
        headers: {
          "content-type": "application/json",
          "x-ms-client-request-id": expect.any(String),
          "x-own": "REDACTED",
        },
      },
      {
        ...{ type: "response", ...at, status: 200, durationMs: expect.any(Number) },
        headers: expect.objectContaining({ "x-request-id": "r1", "x-ratelimit-remaining-tokens": "9" }),
      },
    ]);
  });

  test("report each attempt, and the delay before the next", async () => {
    let asked = 0;
    const given = (): Answer => {
      asked += 1;
      return asked < 3 ? { status: 429, headers: { "retry-after-ms": "1" } } : answer;
    };
    const { events } = await told(given, { retry: { retries: 2 } });
    const seen = events.map((event) => {
      const { type, attempt, status, waitMs } = event as Record<string, unknown>;
      return [type, attempt, status, waitMs];
    });
    expect(seen).toEqual([
      ["request", 1, undefined, undefined],
      ["response", 1, 429, undefined],
      ["retry", 1, 429, 1],
      ["request", 2, undefined, undefined],
      ["response", 2, 429, undefined],
      ["retry", 2, 429, 1],
      ["request", 3, undefined, undefined],
      ["response", 3, 200, undefined],
    ]);
  });

  test("show why no response came", async () => {
    const { events } = await told((_, response) => void response.destroy());
    expect(events[1]).toMatchObject({ type: "response", failure: "network" });
    expect(events[1]).not.toHaveProperty("status");
  });

  test("receive the calls of client.http too", async () => {
    const { client, events } = await told(answer);
    await client.http.POST("/chat/completions", { body: { messages } });
    expect(events).toHaveLength(4);
  });

  test("C03: hold no key, no prompt and no response", async () => {
    const body = { choices: [{ message: { content: "a secret answer" } }] };
    const { events } = await told({ body, headers: { "set-cookie": key, "www-authenticate": key } });
    expect(events).toHaveLength(2);
    expect(JSON.stringify(events)).not.toMatch(new RegExp(`secret|${key}`));
  });

  test.each<[string, () => unknown]>([
    ["throws", () => expect.fail("broken")],
    ["rejects", () => Promise.reject(new Error("broken"))],
  ])("C04: are reported to one that %s without harm", async (_, broken) => {
    const { client } = await told(answer, { observe: { request: broken, response: broken } });
    expect(await client.getChatCompletions({ messages })).toEqual(answer.body);
  });
});

describe("a logger", () => {
  const logger = () => ({ warn: vi.fn(), debug: vi.fn(), info: vi.fn() });

  test("that has debug and info gets a line for each attempt: of what failed with info, else with debug", async () => {
    const log = logger();
    let asked = 0;
    const given = (): Answer => {
      asked += 1;
      return asked === 1 ? { status: 503, headers: { "retry-after-ms": "0" } } : answer;
    };
    await told(given, { observe: logTo(log), retry: { retries: 1 } });
    expect(log.info.mock.calls).toEqual([[expect.objectContaining({ type: "response", attempt: 1, status: 503 })]]);
    expect(log.debug.mock.calls).toEqual([[expect.objectContaining({ type: "response", attempt: 2, status: 200 })]]);
    expect(log.warn).not.toHaveBeenCalled();
  });

  test("by default receives no attempts", async () => {
    const debug = vi.spyOn(console, "debug").mockImplementation(() => undefined);
    const { client } = await clientOf(answer);
    await client.getChatCompletions({ messages });
    expect(debug).not.toHaveBeenCalled();
    debug.mockRestore();
  });
});

describe("several observers", () => {
  test("each get the events that they have a method for, and warnings replace those of the console", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const warnings: string[] = [];
    const types: string[] = [];
    const observe: Observer[] = [
      { warn: (text) => warnings.push(text) },
      { request: ({ type }) => types.push(type) },
      { request: ({ type }) => types.push(type), response: ({ type }) => types.push(type) },
    ];
    const { client } = await clientOf({ ...answer, headers: { sunset: "soon" } }, { observe });
    await client.getChatCompletions({ messages });
    expect(warnings).toEqual([expect.stringContaining("/chat/completions will go away (sunset: soon)")]);
    expect(types).toEqual(["request", "request", "response"]);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  test("warnings go to the console if none of them takes warnings", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const { client } = await clientOf({ ...answer, headers: { sunset: "soon" } }, { observe: [{ request: vi.fn() }] });
    await client.getChatCompletions({ messages });
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
  });

  test.each<[unknown, string]>([
    ["console", "observe: must be an observer such as logTo(console), or a list of them"],
    [[null], "observe: must be an observer such as logTo(console), or a list of them"],
    [[{ begin: vi.fn() }, { begin: vi.fn() }], "observe: must contain at most one observer with `begin`"],
  ])("%j is a configuration error", async (observe, message) => {
    await expect(clientOf(answer, { observe: observe as Observer })).rejects.toThrow(message);
  });
});
