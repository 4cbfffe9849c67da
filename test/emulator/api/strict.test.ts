import { describe, expect, onTestFinished, test } from "vitest";
import { apiVersions } from "../../../generated/operations.ts";
import { defaultModels, startEmulator } from "../../../src/emulator/index.ts";
import { validateErrorBody } from "../../../src/validation/index.ts";
import { emulate, messages } from "../call.ts";

const chat = (more: object = {}) => ({ path: "/chat/completions", body: { messages, ...more } });

/** Requests that are unknown in part: at the defaults, and with `strict`. */
const unknown: [string, Parameters<Awaited<ReturnType<typeof emulate>>>[0], number, number][] = [
  ["an unknown version", { ...chat(), query: "api-version=2031-01-01" }, 200, 400],
  ["no version", { ...chat(), query: "" }, 200, 400],
  ["an unknown model", chat({ model: "gpt-9" }), 200, 404],
  ["a deployment of any name", { ...chat(), path: "/openai/deployments/gpt-9/chat/completions" }, 200, 400],
  ["stream_options", chat({ stream: true, stream_options: { include_usage: true } }), 200, 400],
  ["max_completion_tokens", chat({ max_completion_tokens: 2 }), 200, 400],
  ["user, n and logprobs", chat({ user: "u", n: 1, logprobs: true }), 200, 400],
  ["model_extras", chat({ model_extras: { safe_mode: true } }), 200, 400],
  ["user of text completions", { path: "/completions", body: { prompt: "a", user: "u" } }, 200, 400],
  ["user of embeddings", { path: "/embeddings", body: { input: "a", user: "u" } }, 200, 400],
  [
    "an unknown property of a message",
    chat({ messages: [{ role: "user", content: "a", name: "n", mood: 1 }] }),
    200,
    422,
  ],
  ["an unknown value of extra-parameters", { ...chat(), headers: { "extra-parameters": "ignore" } }, 200, 400],
  ["an unknown property of the body", chat({ safe_mode: true }), 400, 400],
  [
    "one beside an unknown value of extra-parameters",
    { ...chat({ a: 1 }), headers: { "extra-parameters": "x" } },
    400,
    400,
  ],
  ["a property that OpenAI does not know", { ...chat({ mood: 1 }), path: "/v1/chat/completions" }, 400, 400],
  ["n of 2", chat({ n: 2 }), 422, 400],
  [
    "a parameter that the model does not support",
    chat({ model: "emulated-chat-small", tool_choice: "auto" }),
    422,
    422,
  ],
  ["a body that does not fit", chat({ messages: "a" }), 422, 422],
  ["an unknown role", chat({ messages: [{ role: "usr", content: "a" }] }), 422, 422],
  ["an unknown path", { path: "/nowhere" }, 404, 404],
  [
    "an operation that the model does not serve",
    { path: "/embeddings", body: { input: "a", model: "emulated-chat-small" } },
    404,
    404,
  ],
];

describe("D07: what is accepted at the defaults, and with strict", () => {
  test.each(unknown)("%s", async (_, call, status, strictStatus) => {
    for (const [strict, expected] of [
      [false, status],
      [true, strictStatus],
    ] as const) {
      const answer = await (await emulate({ strict }))(call);
      expect(answer.status).toBe(expected);
      if (expected >= 400) expect(validateErrorBody(answer.body)).toBe(true);
    }
  });

  test("a model of any name responds under that name, and /info describes it", async () => {
    const call = await emulate();
    expect((await call(chat({ model: "Phi-9" }))).body).toMatchObject({ model: "Phi-9" });
    expect((await call({ path: "/serverless/Phi-9/info", headers: { authorization: "Bearer k" } })).body).toMatchObject(
      {
        model_name: "Phi-9",
      },
    );
    expect((await call(chat({ model: "" }))).body).toMatchObject({ model: "emulated-all" });
  });

  test("a list of models is exact", async () => {
    const models = defaultModels.slice(0, 1);
    expect((await (await emulate({ models }))(chat({ model: "gpt-9" }))).status).toBe(404);
  });

  test("OpenAI's parameters have their effect, unless they are dropped", async () => {
    const call = await emulate();
    const usage = chat({ stream: true, stream_options: { include_usage: true }, max_completion_tokens: 2 });
    const { text } = await call(usage);
    expect(text).toContain('"choices":[]');
    expect(text).toContain('"finish_reason":"length"');
    const dropped = await call({ ...usage, headers: { "extra-parameters": "drop" } });
    expect(dropped.text).not.toContain('"choices":[]');
    expect(dropped.text).toContain('"finish_reason":"stop"');
  });

  test("the journal lists what was accepted and what was ignored", async () => {
    const emulator = await startEmulator();
    onTestFinished(() => emulator.stop());
    const tools = [{ type: "function", function: { name: "f", examples: [] } }];
    await fetch(`${emulator.url}/chat/completions`, {
      method: "POST",
      headers: { "api-key": "k", "content-type": "application/json" },
      body: JSON.stringify({ messages: [{ role: "user", content: "a", mood: 1 }], tools, user: "u" }),
    });
    expect(emulator.journal.entries).toMatchObject([
      {
        status: 200,
        extraParameters: { policy: "error", members: ["user"], decision: "passed" },
        ignoredProperties: ["/messages/0/mood", "/tools/0/function/examples"],
      },
    ]);
  });
});

describe("D06: versions", () => {
  test("the refusal names those that are known, and the option that adds others", async () => {
    const { status, body } = await (await emulate({ strict: true }))({
      path: "/info",
      query: "api-version=2031-01-01",
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: {
        code: "UnsupportedApiVersion",
        message: `The query parameter api-version is not known; supported are ${apiVersions.join(", ")}. The emulator's option apiVersions accepts others.`,
      },
    });
  });

  test("others are accepted when they are named, or any", async () => {
    const named = await emulate({ strict: true, apiVersions: ["2031-01-01"] });
    expect((await named({ path: "/info", query: "api-version=2031-01-01" })).status).toBe(200);
    expect((await named({ path: "/info", query: "api-version=2032-01-01" })).status).toBe(400);
    expect((await (await emulate({ strict: true, apiVersions: "any" }))({ path: "/info", query: "" })).status).toBe(
      200,
    );
  });
});

describe("D19: one form for every failure, when that is wanted", () => {
  test.each<[NonNullable<Parameters<typeof emulate>[0]>["errorForm"], object]>([
    ["detail-object", { code: "422", detail: { loc: ["body", "max_tokens"], input: "x" } }],
    ["detail-list", { detail: [{ loc: ["body", "max_tokens"] }] }],
    ["nested", { error: { code: "422", details: expect.stringContaining("max_tokens") } }],
    ["detail-text", { detail: expect.stringContaining("max_tokens") }],
    ["openai", { error: { type: "invalid_request_error", param: "max_tokens" } }],
    ["vllm", { object: "error", message: "[{'type': 'value_error', 'loc': ('body', 'max_tokens')}]" }],
  ])("%s", async (errorForm, body) => {
    const answer = await (await emulate({ errorForm: errorForm ?? "nested" }))(chat({ max_tokens: "x" }));
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject(body);
    expect(validateErrorBody(answer.body)).toBe(true);
  });
});

test("D10: the same seed and request give the same bytes, whatever came before", async () => {
  const ask = async (seed: number, before: number) => {
    const call = await emulate({ seed });
    for (let turn = 0; turn < before; turn += 1) await call(chat({ seed: turn }));
    const { text, headers } = await call(chat({ stream: true }));
    return [text, headers.get("x-request-id")];
  };
  expect(await ask(1, 3)).toEqual(await ask(1, 0));
});
