import { describe, expect, test } from "vitest";
import { apiVersions } from "../../generated/operations.ts";
import { validateErrorBody } from "../../src/validation/index.ts";
import { emulate, messages } from "./call.ts";

const chat = (more: object = {}) => ({ path: "/chat/completions", body: { messages, ...more } });

/** Requests that the contract or the model does not know in part, and what strict answers. */
const strange: [string, Parameters<Awaited<ReturnType<typeof emulate>>>[0], number][] = [
  ["an extra member", chat({ safe_mode: true }), 400],
  ["an unknown policy", { ...chat({ a: 1 }), headers: { "extra-parameters": "ignore" } }, 400],
  ["an unknown member of a message", chat({ messages: [{ role: "user", content: "a", name: "n", mood: 1 }] }), 422],
  ["an unknown version", { ...chat(), query: "api-version=2031-01-01" }, 400],
  ["no version", { ...chat(), query: "" }, 400],
  ["an unknown model", chat({ model: "gpt-9" }), 404],
  ["a parameter that the model does not know", chat({ model: "emulated-chat-small", tool_choice: "auto" }), 422],
  ["a member that OpenAI does not know", { ...chat({ mood: 1 }), path: "/v1/chat/completions" }, 400],
];

describe("D07: strict refuses what is not known, loose ignores it", () => {
  test.each(strange)("%s", async (_, call, status) => {
    const refused = await (await emulate())(call);
    expect(refused.status).toBe(status);
    expect(validateErrorBody(refused.body)).toBe(true);
    expect((await (await emulate({ strict: false }))(call)).status).toBe(200);
  });

  test("loose still refuses what cannot be answered", async () => {
    const call = await emulate({ strict: false });
    expect((await call(chat({ messages: "a" }))).status).toBe(422);
    expect((await call(chat({ messages: [{ role: "usr", content: "a" }] }))).status).toBe(422);
    expect((await call({ path: "/nowhere" })).status).toBe(404);
    expect((await call({ path: "/embeddings", body: { input: "a", model: "emulated-chat-small" } })).status).toBe(404);
  });

  test("loose drops what it ignores, and hands over what is to be passed", async () => {
    const call = await emulate({ strict: false });
    const usage = chat({ stream: true, stream_options: { include_usage: true } });
    expect((await call(usage)).text).not.toContain('"choices":[]');
    expect((await call({ ...usage, headers: { "extra-parameters": "pass-through" } })).text).toContain('"choices":[]');
  });
});

describe("D06: versions", () => {
  test("the refusal names those that are known, and the option that adds others", async () => {
    const { status, body } = await (await emulate())({ path: "/info", query: "api-version=2031-01-01" });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: {
        code: "UnsupportedApiVersion",
        message: `The query parameter api-version is not known; supported are ${apiVersions.join(", ")}. The emulator's option apiVersions accepts others.`,
      },
    });
  });

  test("others are accepted when they are named, or any", async () => {
    const named = await emulate({ apiVersions: ["2031-01-01"] });
    expect((await named({ path: "/info", query: "api-version=2031-01-01" })).status).toBe(200);
    expect((await named({ path: "/info", query: "api-version=2032-01-01" })).status).toBe(400);
    expect((await (await emulate({ apiVersions: "any" }))({ path: "/info", query: "" })).status).toBe(200);
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
