import { describe, expect, onTestFinished, test } from "vitest";
import type { ChatCompletions, ChatCompletionsChunk } from "../../../src/client/index.ts";
import { type Emulator, type EmulatorOptions, type Rule, startEmulator } from "../../../src/emulator/index.ts";
import { eventsOf } from "../call.ts";

async function start(options: EmulatorOptions = {}) {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.stop());
  return emulator;
}

async function post(emulator: Emulator, path: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${emulator.url}${path}?api-version=2025-04-01`, {
    method: "POST",
    headers: { "api-key": "k", "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type") === "application/json";
  return { status: response.status, text, body: isJson ? (JSON.parse(text) as unknown) : undefined };
}

const chat = (emulator: Emulator, content = "Hello", more: object = {}) =>
  post(emulator, "/chat/completions", { messages: [{ role: "user", content }], ...more });
const said = async (answer: Promise<{ body: unknown }>) =>
  ((await answer).body as ChatCompletions).choices[0]?.message.content;

describe("D15: a rule matches", () => {
  test("the operation", async () => {
    const emulator = await start({ rules: [{ when: { operation: "getCompletions" }, answer: "ruled" }] });
    expect((await post(emulator, "/completions", { prompt: ["a", "b"] })).body).toMatchObject({
      choices: [{ text: "ruled" }, { text: "ruled" }],
    });
    expect(await said(chat(emulator))).not.toBe("ruled");
  });

  test("the model, whatever the case", async () => {
    const emulator = await start({ rules: [{ when: { model: "EMULATED-TOOLS" }, answer: "ruled" }] });
    expect(await said(chat(emulator, "a", { model: "emulated-tools" }))).toBe("ruled");
    expect(await said(chat(emulator))).not.toBe("ruled");
  });

  test.each<[NonNullable<NonNullable<Rule["when"]>["lastMessage"]>]>([
    ["ello"],
    [/^hello$/i],
    [{ pattern: "^h.*o$", flags: "i" }],
  ])("the last message: %s", async (lastMessage) => {
    const emulator = await start({ rules: [{ when: { lastMessage }, answer: "ruled" }] });
    expect(await said(chat(emulator))).toBe("ruled");
    expect(await said(chat(emulator, "Good day"))).not.toBe("ruled");
  });

  test("a predicate in code", async () => {
    const emulator = await start();
    emulator.rules.add({ when: { predicate: ({ body }) => body["seed"] === 7 }, answer: "ruled" });
    expect(await said(chat(emulator, "a", { seed: 7 }))).toBe("ruled");
    expect(await said(chat(emulator, "a", { seed: 8 }))).not.toBe("ruled");
  });

  test("the nth call that meets all else", async () => {
    const emulator = await start({ rules: [{ when: { lastMessage: "x", nth: 2 }, answer: "second" }] });
    const answers = [];
    for (const text of ["x", "y", "x", "x"]) answers.push(await said(chat(emulator, text)));
    expect(answers.map((answer) => answer === "second")).toEqual([false, false, true, false]);
    emulator.reset();
    expect(await said(chat(emulator, "x"))).not.toBe("second");
    expect(await said(chat(emulator, "x"))).toBe("second");
  });

  test("the first that matches counts", async () => {
    const emulator = await start();
    emulator.rules.add({ answer: "one", when: { nth: 1 } }, { answer: "two" }, { answer: "three" });
    expect([await said(chat(emulator)), await said(chat(emulator))]).toEqual(["one", "two"]);
  });

  test.each([
    ["in order", [1, 2]],
    ["in another order", [2, 1]],
  ])("two rules with nth are for the first two requests, %s", async (_, order) => {
    const emulator = await start({ rules: order.map((nth) => ({ when: { nth }, answer: `number ${nth}` })) });
    const texts = [await said(chat(emulator)), await said(chat(emulator)), await said(chat(emulator))];
    expect(texts.slice(0, 2)).toEqual(["number 1", "number 2"]);
    expect(texts[2]).not.toMatch(/^number/);
  });

  test("what the emulator would refuse is refused before any rule", async () => {
    const emulator = await start({ strict: true, rules: [{ answer: "ruled" }] });
    expect((await chat(emulator, "a", { max_tokens: "x" })).status).toBe(422);
    expect((await chat(emulator, "a", { model: "nobody" })).status).toBe(404);
    expect(await said(chat(emulator, "[violence]"))).toBe("ruled");
  });

  test("without one, the response is the usual, or a 404 when that is wanted", async () => {
    const rules = [{ when: { lastMessage: "known" }, answer: "ruled" }];
    const strict = await start({ rules, unmatched: "refuse" });
    expect(await said(chat(strict, "known"))).toBe("ruled");
    const { status, body } = await chat(strict, "other");
    expect([status, body]).toMatchObject([404, { error: { code: "no_rule_matched" } }]);
  });
});

describe("D15: a rule sets the response", () => {
  test("with words, whole or in chunks", async () => {
    const emulator = await start({ rules: [{ answer: "Four, I think." }] });
    expect(await said(chat(emulator))).toBe("Four, I think.");
    const chunks = eventsOf((await chat(emulator, "a", { stream: true })).text).slice(0, -1) as ChatCompletionsChunk[];
    expect(chunks.map(({ choices }) => choices[0]?.delta?.content ?? "").join("")).toBe("Four, I think.");
    expect(chunks).toHaveLength(2 + 5);
  });

  test("with thoughts, calls and an end of one's own", async () => {
    const answer = {
      content: "Let me look.",
      reasoning_content: "Hm.",
      tool_calls: [{ id: "call-1", function: { name: "look", arguments: { at: "sky" } } }],
      finish_reason: "tool_calls",
    };
    const emulator = await start({ rules: [{ answer }] });
    expect((await chat(emulator)).body).toMatchObject({
      choices: [
        {
          finish_reason: "tool_calls",
          message: {
            tool_calls: [{ id: "call-1", function: { name: "look", arguments: '{"at":"sky"}' } }],
            content: "Let me look.",
            reasoning_content: "Hm.",
          },
        },
      ],
    });
  });

  test("by a function of the request", async () => {
    const emulator = await start({ rules: [{ answer: ({ lastMessage, model }) => `${model}: ${lastMessage}` }] });
    expect(await said(chat(emulator, "Hi"))).toBe("emulated-all: Hi");
  });

  test("with a body as it is, when no stream is asked for", async () => {
    const body = { id: "x", created: 1, model: "m", choices: [], odd: true };
    const emulator = await start({ rules: [{ body }] });
    expect((await chat(emulator)).body).toEqual(body);
    expect((await chat(emulator, "a", { stream: true })).text).toMatch(/^data: /);
    expect((await post(emulator, "/embeddings", { input: "a" })).body).toEqual(body);
  });

  test("with a failure, in the form of the endpoint or another", async () => {
    const emulator = await start();
    emulator.rules.add(
      { when: { lastMessage: "one" }, error: { status: 429, headers: { "retry-after": "3" } } },
      { when: { lastMessage: "two" }, error: { status: 422, form: "error-list", message: "no" } },
    );
    expect((await chat(emulator, "one")).body).toMatchObject({ error: { code: "429" } });
    expect(await chat(emulator, "two")).toMatchObject({ status: 422, body: { error: ["no"] } });
    const managed = await post(
      emulator,
      "/managed/chat/completions",
      { messages: [{ role: "user", content: "two" }] },
      { authorization: "Bearer k" },
    );
    expect(managed.status).toBe(422);
  });

  test("with the chunks of a script, when a stream is asked for", async () => {
    const emulator = await start({ rules: [{ script: [{ one: 1 }, "not JSON", { two: 2 }] }] });
    expect((await chat(emulator, "a", { stream: true })).text).toBe(
      'data: {"one":1}\n\ndata: not JSON\n\ndata: {"two":2}\n\ndata: [DONE]\n\n',
    );
    expect((await chat(emulator)).status).toBe(200);
  });

  test("D11: with faults and a latency of its own, between the request's and those of all", async () => {
    const emulator = await start({ faults: [{ kind: "status", status: 500 }], latency: { firstTokenMs: 60_000 } });
    emulator.rules.add({ faults: [{ kind: "status", status: 503 }], latency: { firstTokenMs: 1 } });
    expect((await chat(emulator)).status).toBe(503);
    const body = { messages: [{ role: "user", content: "a" }] };
    expect((await post(emulator, "/chat/completions", body, { "x-emulator-fault": "none" })).status).toBe(200);
  });
});

describe("what is wrong with a rule is reported", () => {
  test.each<[object, string | RegExp]>([
    [{ anwser: "a" }, "rules[0].anwser: is not known here; known are id, when, answer, body, error, script"],
    [
      { answer: "a", body: {} },
      'rules[0]: must be given at most one of answer, body, error, script, not ["answer","body"]',
    ],
    [{ answer: 7 }, "rules[0].answer: must be a string, a function or an object of content, reasoning_content"],
    [{ answer: { text: "a" } }, "rules[0].answer.text: is not known here; known are content"],
    [{ answer: { tool_calls: [{}] } }, "rules[0].answer.tool_calls: must be a list of { id?, function: { name"],
    [{ when: { opration: "a" } }, "rules[0].when.opration: is not known here"],
    [{ when: { operation: "chat" } }, 'rules[0].when.operation: must be one of getModelInfo, .*, not "chat"'],
    [{ when: { nth: 0 } }, "rules[0].when.nth: must be a whole number from 1, not 0"],
    [{ when: { lastMessage: { pattern: "(" } } }, "rules[0].when.lastMessage: must be a string, a RegExp or"],
    [{ error: { status: 200 } }, "rules[0].error.status: must be a whole number from 400 to 599, not 200"],
    [{ error: { status: 400, headers: { a: "b\nc" } } }, "rules[0].error.headers: must be an object of texts"],
    [{ script: [1] }, "rules[0].script: must be a list of objects and texts, not [1]"],
    [{ faults: [{ kind: "gone" }] }, 'rules[0].faults[0].kind: must be one of status, .*, not "gone"'],
    [{ latency: { jitter: 7 } }, "rules[0].latency.jitter: must be a number from 0 to 1, not 7"],
    [{ id: "a b" }, 'rules[0].id: must be a string of letters, digits, - _ ., not "a b"'],
  ])("%j", async (rule, message) => {
    const text = String(message)
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replaceAll("\\.\\*", ".*");
    await expect(start({ rules: [rule as Rule] })).rejects.toThrow(new RegExp(`^${text}`));
  });

  test("an id that is taken, and none of the rules is added", async () => {
    const emulator = await start();
    expect(emulator.rules.add({ id: "a" }, {})).toEqual(["a", "rule-1"]);
    expect(() => emulator.rules.add({}, { id: "a" })).toThrow(
      'rules[1].id: must be unlike that of any other rule, not "a"',
    );
    expect(emulator.rules.list().map(({ id }) => id)).toEqual(["a", "rule-1"]);
  });

  test("code that fails, or that says nothing, is a 500 that names the rule", async () => {
    const emulator = await start();
    const fail = () => {
      throw new Error("boom");
    };
    emulator.rules.add({ when: { lastMessage: "one", predicate: fail }, answer: "a" });
    emulator.rules.add({ id: "mute", when: { lastMessage: "two" }, answer: () => 7 as unknown as string });
    expect(await chat(emulator, "one")).toMatchObject({
      status: 500,
      body: { error: { code: "RuleFailed", message: "A rule's predicate failed: boom" } },
    });
    expect(await chat(emulator, "two")).toMatchObject({
      status: 500,
      body: { error: { message: "rule mute: answer: must be a string or an object" } },
    });
    emulator.rules.add({ when: { operation: "getEmbeddings" }, answer: "a" });
    expect((await post(emulator, "/embeddings", { input: "a" })).status).toBe(500);
  });
});

test("rules are listed with their use, removed one by one or all, and put back by reset", async () => {
  const emulator = await start({ rules: [{ id: "first", answer: "a" }] });
  emulator.rules.add({ id: "second", answer: "b" });
  await chat(emulator);
  expect(emulator.rules.list()).toEqual([
    { id: "first", answer: "a", used: 1 },
    { id: "second", answer: "b", used: 0 },
  ]);
  expect([emulator.rules.remove("first"), emulator.rules.remove("first")]).toEqual([true, false]);
  expect(await said(chat(emulator))).toBe("b");
  emulator.reset();
  expect(emulator.rules.list()).toEqual([{ id: "first", answer: "a", used: 0 }]);
  emulator.rules.clear();
  expect(emulator.rules.list()).toEqual([]);
});
