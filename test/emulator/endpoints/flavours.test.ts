import { describe, expect, onTestFinished, test } from "vitest";
import { createClient, isResponseError, type ProblemKind, responseInfo } from "../../../src/client/index.ts";
import { type Emulator, type EmulatorOptions, type Flavour, startEmulator } from "../../../src/emulator/index.ts";
import { validation } from "../../../src/validation/index.ts";
import { emulate, eventsOf, messages } from "../call.ts";

const user = [{ role: "user" as const, content: "Hello" }];
const kinds = ["serverless", "managed", "foundry", "azure-openai", "openai-v1"] as const;
type Kind = (typeof kinds)[number];

async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.stop());
  return emulator;
}

const clientAt = (emulator: Emulator, kind: Kind, key = "good", apiVersion?: string) =>
  createClient({
    endpoint: emulator.urlOf(kind),
    kind,
    credential: { key },
    retry: { retries: 0 },
    validation: validation({ request: "error", response: "error", stream: "error" }),
    ...(apiVersion !== undefined && { apiVersion }),
  });

const problemOf = (call: Promise<unknown>) =>
  call.then(
    () => "an answer",
    (error: unknown) => (isResponseError(error) ? [error.status, error.problem.kind] : error),
  );

/** What each kind of endpoint answers to the same mistake. */
const expected: Record<string, Record<Kind, [status: number, kind: ProblemKind]>> = {
  "a wrong key": {
    serverless: [401, "authentication"],
    managed: [401, "authentication"],
    foundry: [401, "authentication"],
    "azure-openai": [401, "authentication"],
    "openai-v1": [401, "authentication"],
  },
  "a prompt that is stopped": {
    serverless: [400, "content_filter"],
    managed: [424, "content_filter"],
    foundry: [400, "content_filter"],
    "azure-openai": [400, "content_filter"],
    "openai-v1": [400, "content_filter"],
  },
  "a tool that is not there": {
    serverless: [400, "invalid_request"],
    managed: [424, "model_failed"],
    foundry: [400, "invalid_request"],
    "azure-openai": [400, "invalid_request"],
    "openai-v1": [400, "invalid_request"],
  },
  "dimensions that cannot be": {
    serverless: [422, "unsupported_parameter"],
    managed: [424, "unsupported_parameter"],
    foundry: [422, "unsupported_parameter"],
    "azure-openai": [400, "unsupported_parameter"],
    "openai-v1": [400, "unsupported_parameter"],
  },
  "a route that is not offered": {
    serverless: [405, "not_found"],
    managed: [424, "model_failed"],
    foundry: [404, "not_found"],
    "azure-openai": [400, "invalid_request"],
    "openai-v1": [400, "invalid_request"],
  },
};

describe.each(kinds)("one suite for every kind of endpoint: %s", (kind) => {
  test("an answer", async () => {
    const client = clientAt(await start(), kind);
    const answer = await client.getChatCompletions({ messages: user });
    expect(answer.choices[0]?.message.content).toMatch(/^You said "Hello"/);
    expect(responseInfo(answer)?.requestId).toMatch(/^req-/);
  });

  test("a stream says what the response says", async () => {
    const client = clientAt(await start(), kind);
    const whole = await client.getChatCompletions({ messages: user });
    const streamed = await client.streamChatCompletions({ messages: user }).collect();
    expect(streamed.choices[0]?.message.content).toBe(whole.choices[0]?.message.content);
    expect(streamed.choices[0]?.finish_reason).toBe("stop");
    expect(streamed.model).toBe(whole.model);
  });

  test("usage comes with a stream that asks for it", async () => {
    const client = clientAt(await start(), kind);
    const extras = { stream_options: { include_usage: true } };
    const { usage } = await client.streamChatCompletions({ messages: user }, { extras }).collect();
    expect(usage).toMatchObject({ prompt_tokens: 1 });
  });

  test("vectors", async () => {
    const client = clientAt(await start(), kind);
    const { data } = await client.getEmbeddings({ input: ["a", "b"], dimensions: 8 });
    expect(data.map(({ embedding }) => embedding.length)).toEqual([8, 8]);
  });

  test("a tool call", async () => {
    const client = clientAt(await start(), kind);
    const tools = [{ type: "function" as const, function: { name: "f", parameters: { type: "object" } } }];
    const body = { messages: user, tools, tool_choice: "required" as const };
    for (const { choices } of [
      await client.getChatCompletions(body),
      await client.streamChatCompletions(body).collect(),
    ])
      expect(choices[0]?.message.tool_calls).toMatchObject([{ function: { name: "f", arguments: "{}" } }]);
  });

  test("mistakes", async () => {
    const emulator = await start({ keys: ["good"], models: [{ ...chatOnly, operations: ["getChatCompletions"] }] });
    const embedder = await start({ models: [{ ...chatOnly, name: "e", operations: ["getEmbeddings"] }] });
    const client = clientAt(emulator, kind);
    const calls: Record<string, () => Promise<unknown>> = {
      "a wrong key": () => clientAt(emulator, kind, "bad").getChatCompletions({ messages: user }),
      "a prompt that is stopped": () => client.getChatCompletions({ messages: [{ role: "user", content: "[hate]" }] }),
      "a tool that is not there": () => client.getChatCompletions({ messages: user, tool_choice: "required" }),
      "dimensions that cannot be": () => clientAt(embedder, kind).getEmbeddings({ input: "a", dimensions: 0 }),
      "a route that is not offered": () => client.getEmbeddings({ input: "a" }),
    };
    for (const [name, call] of Object.entries(calls))
      expect([name, await problemOf(call())]).toEqual([name, expected[name]?.[kind]]);
  });

  test("alone, it stands where the real one does, and nothing else does", async () => {
    const emulator = await start({ flavour: kind });
    const bases = { serverless: "", managed: "", foundry: "/models" } as Record<Kind, string>;
    const base = bases[kind] ?? (kind === "openai-v1" ? "/openai/v1" : "/openai/deployments/emulated-all");
    expect(emulator.urlOf(kind)).toBe(emulator.url + base);
    await clientAt(emulator, kind).getChatCompletions({ messages: user });
    const elsewhere = kind === "foundry" ? "/openai/v1/chat/completions" : "/models/chat/completions";
    expect((await fetch(emulator.url + elsewhere, { method: "POST" })).ok).toBe(false);
    expect(() => emulator.urlOf("custom")).toThrow(`flavour: must be ${kind}, the one that is served, not "custom"`);
  });
});

const chatOnly = { name: "m", type: "chat", provider: "p" };

describe("the order of a stream is the flavour's", () => {
  const chunksOf = async (flavour: Flavour, more: object = {}) => {
    const emulator = await start();
    const version = flavour === "azure-openai" ? "2024-10-21" : "2025-04-01";
    const path = emulator.urlOf(flavour as Kind).slice(emulator.url.length);
    const response = await fetch(`${emulator.url}${path}/chat/completions?api-version=${version}`, {
      method: "POST",
      headers: { authorization: "Bearer k", "content-type": "application/json" },
      body: JSON.stringify({ messages, stream: true, max_tokens: 1, ...more }),
    });
    return eventsOf(await response.text()).slice(0, -1) as Record<string, unknown>[];
  };
  const content_filter_results = { hate: { filtered: false, severity: "safe" } };

  test.each(["serverless", "managed"] as const)("%s: role, token, end with usage", async (flavour) => {
    expect(await chunksOf(flavour)).toMatchObject([
      { choices: [{ delta: { role: "assistant", content: "" } }] },
      { choices: [{ delta: { content: "You" } }] },
      { choices: [{ delta: {}, finish_reason: "length" }], usage: { completion_tokens: 1 } },
    ]);
  });

  test("foundry: the prompt's filter first, without choices", async () => {
    const [first, ...others] = await chunksOf("foundry");
    expect(first).toMatchObject({ id: "", created: 0, choices: [], prompt_filter_results: [{ prompt_index: 0 }] });
    expect(others).toHaveLength(3);
  });

  test("azure-openai: the same, verdicts on every choice, and no usage unless it is asked for", async () => {
    const chunks = await chunksOf("azure-openai");
    expect(chunks).toMatchObject([
      { choices: [], prompt_filter_results: [{ content_filter_results }] },
      { choices: [{ delta: { role: "assistant" }, content_filter_results }] },
      { choices: [{ delta: { content: "You" }, content_filter_results }] },
      { choices: [{ delta: {}, finish_reason: "length" }] },
    ]);
    expect(chunks.some((chunk) => "usage" in chunk)).toBe(false);
    const asked = await chunksOf("azure-openai", { stream_options: { include_usage: true } });
    expect(asked.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 1 } });
  });

  test("openai-v1: role, token, end, without usage", async () => {
    const chunks = await chunksOf("openai-v1");
    expect(chunks).toHaveLength(3);
    expect(chunks.some((chunk) => "usage" in chunk || "prompt_filter_results" in chunk)).toBe(false);
  });
});

describe("the habits of each", () => {
  const bearer = { authorization: "Bearer k", "api-key": "" };
  const chat = (path: string, more: object = {}) => ({ path: `${path}/chat/completions`, body: { messages, ...more } });

  test.each([
    ["/serverless/emulated-all", 401, /^$/],
    ["/managed/emulated-all", 401, /^\{"status":"No key: send it as a bearer"\}$/],
    ["/models", 200, /./],
    ["/openai/deployments/emulated-all", 200, /./],
    ["/openai/v1", 200, /./],
    ["", 200, /./],
  ])("D21: an api-key alone at %s: %i", async (path, status, text) => {
    const call = await emulate({ apiVersions: "any" });
    const answer = await call(chat(path));
    expect([answer.status, text.test(answer.text)]).toEqual([status, true]);
    expect((await call({ ...chat(path), headers: bearer })).status).toBe(200);
    expect((await call({ ...chat(path), headers: { authorization: "Bearer other" } })).status).toBe(401);
  });

  test("a managed model's own failures travel within a 424, the endpoint's do not", async () => {
    const call = await emulate({ strict: true });
    const failed = await call({ ...chat("/managed/emulated-all", { max_tokens: "x" }), headers: bearer });
    expect(failed.status).toBe(424);
    expect(failed.body).toMatchObject({ detail: [{ loc: ["body", "max_tokens"] }] });
    expect(failed.headers.get("ms-azureml-model-error-statuscode")).toBe("422");
    expect(failed.headers.get("ms-azureml-model-error-reason")).toBe("Unprocessable Entity");
    expect((await call({ path: "/managed/emulated-all/score", headers: bearer })).text).toBe('{"detail":"Not Found"}');
    expect((await call({ ...chat("/managed/nobody"), headers: bearer })).status).toBe(404);
  });

  test("a managed endpoint's deployment is chosen by header, and named in the response", async () => {
    const call = await emulate();
    const answer = await call({
      ...chat("/managed", { model: "ignored" }),
      headers: { ...bearer, "azureml-model-deployment": "emulated-chat-small" },
    });
    expect(answer.body).toMatchObject({ model: "emulated-chat-small" });
    expect(answer.headers.get("azureml-model-deployment")).toBe("emulated-chat-small");
  });

  test("a serverless endpoint has one model, whatever the body names", async () => {
    const call = await emulate({ model: "emulated-chat-small" });
    for (const [path, model] of [
      ["/serverless", "emulated-chat-small"],
      ["/serverless/emulated-all", "emulated-all"],
    ] as const)
      expect((await call({ ...chat(path, { model: "ignored" }), headers: bearer })).body).toMatchObject({ model });
  });

  test("Azure OpenAI knows versions and properties of its own, and none of the others", async () => {
    const call = await emulate({ strict: true });
    const deployment = "/openai/deployments/EMULATED-ALL";
    const query = "api-version=2024-10-21";
    const ask = async (more: object) => call({ ...chat(deployment, more), query });
    expect((await call(chat(deployment))).body).toMatchObject({
      error: { code: "UnsupportedApiVersion", message: expect.stringContaining("2024-10-21") },
    });
    expect((await ask({ user: "u", max_completion_tokens: 2 })).body).toMatchObject({
      choices: [{ finish_reason: "length", message: { content: "You said" } }],
      prompt_filter_results: [{ prompt_index: 0 }],
    });
    expect((await ask({ safe_mode: true })).body).toMatchObject({
      error: { message: "Unrecognized request argument supplied: safe_mode", type: "invalid_request_error" },
    });
    expect((await ask({ n: 2 })).body).toMatchObject({ error: { param: "n", code: "unsupported_parameter" } });
    expect((await ask({ max_completion_tokens: 1.5 })).status).toBe(400);
    expect((await ask({ messages: [{ role: "user", content: "a", name: "n" }] })).status).toBe(200);
    expect((await ask({ messages: [{ role: "usr", content: "a" }] })).body).toMatchObject({
      error: { type: "invalid_request_error", param: "messages[0].role", code: null },
    });
    expect((await call({ path: `${deployment}/info`, query })).status).toBe(404);
    expect((await call({ ...chat("/openai/deployments/nobody"), query })).body).toMatchObject({
      error: { code: "DeploymentNotFound" },
    });
  });

  test("OpenAI v1 needs no version, and stands at /v1 too", async () => {
    const call = await emulate({ strict: true });
    for (const path of ["/openai/v1", "/v1"])
      expect((await call({ ...chat(path, { model: "emulated-chat-small" }), query: "" })).body).toMatchObject({
        model: "emulated-chat-small",
      });
    expect((await call({ ...chat("/v1", { model: "nobody" }), query: "" })).body).toMatchObject({
      error: { code: "model_not_found", type: "invalid_request_error" },
    });
  });

  test("Foundry has no text completions", async () => {
    expect((await (await emulate())({ path: "/models/completions", body: { prompt: "a" } })).status).toBe(404);
  });

  test("limits are reported where the real ones show them", async () => {
    const call = await emulate({ apiVersions: "any" });
    const told = async (path: string) =>
      (await call({ ...chat(path), headers: bearer })).headers.has("x-ratelimit-limit-requests");
    expect(
      await Promise.all(["/serverless", "/managed", "/models", "/openai/deployments/emulated-all"].map(told)),
    ).toEqual([false, false, true, true]);
  });
});

test.each([
  [{ flavour: "azure" }, /^flavour: must be one of custom, serverless, .*, not "azure"$/],
  [{ model: "nobody", strict: true }, /^model: must be one of emulated-all, .*, not "nobody"$/],
  [{ apiVersions: "all" }, 'apiVersions: must be a list of versions, or "any", not "all"'],
])("an option that cannot be is refused: %j", async (options, message) => {
  await expect(startEmulator(options as EmulatorOptions)).rejects.toThrow(message);
});
