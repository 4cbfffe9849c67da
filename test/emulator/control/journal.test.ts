import { once } from "node:events";
import { request } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../../src/emulator/index.ts";
import { messages } from "../call.ts";

const secret = "secret-key-0123456789";

async function start(options: EmulatorOptions = {}) {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.stop());
  return emulator;
}

async function chat(emulator: Emulator, more: object = {}, headers: Record<string, string> = {}) {
  const response = await fetch(`${emulator.url}/models/chat/completions?api-version=2025-04-01`, {
    method: "POST",
    headers: { "api-key": secret, "content-type": "application/json", ...headers },
    body: JSON.stringify({ messages, ...more }),
  });
  return response.text();
}

describe("D14: the journal shows what was asked, and what became of it", () => {
  test("an entry for each, in order, and the newest is there when its response is", async () => {
    const emulator = await start({
      strict: true,
      now: () => 5_000,
      rules: [{ id: "r", when: { lastMessage: "ruled" } }],
    });
    await chat(emulator);
    await chat(emulator, { stream: true, messages: [{ role: "user", content: "ruled" }] });
    await chat(emulator, {}, { "x-emulator-fault": "status=503" });
    await chat(emulator, { model: "nobody" });
    const common = { at: 5_000, method: "POST", path: "/models/chat/completions", flavour: "foundry", aborted: false };
    const known = { ...common, operation: "getChatCompletions", model: "emulated-all" };
    expect(emulator.journal.entries).toMatchObject([
      { ...known, index: 1, status: 200, streamed: false, chunks: 0, tokens: 21, faults: [] },
      { ...known, index: 2, status: 200, streamed: true, rule: "r", chunks: 23 },
      { ...known, index: 3, status: 503, code: "503", faults: ["status"] },
      { ...common, index: 4, status: 404, code: "unknown_model", model: undefined },
    ]);
    for (const { durationMs } of emulator.journal.entries) expect(durationMs).toBeGreaterThan(0);
  });

  test("no credential and no text is in it", async () => {
    const emulator = await start();
    const headers = { authorization: `Bearer ${secret}`, "x-secret": secret, "x-ms-client-request-id": "c-1" };
    await chat(emulator, { messages: [{ role: "user", content: "a private word" }] }, headers);
    await chat(emulator, {}, { authorization: "Bearer other" });
    await fetch(`${emulator.url}/info?api-version=2025-04-01&key=${secret}`);
    const text = JSON.stringify(emulator.journal.entries) + emulator.metrics();
    expect(text).not.toContain(secret);
    expect(text).not.toContain("private");
    expect(emulator.journal.entries[0]?.headers).toMatchObject({
      authorization: "REDACTED",
      "api-key": "REDACTED",
      "x-secret": "REDACTED",
      "x-ms-client-request-id": "c-1",
      "content-type": "application/json",
    });
  });

  test("texts are kept when they are wanted, and credentials are not", async () => {
    const emulator = await start({ journal: { bodies: true } });
    await chat(emulator, { max_tokens: 1 });
    await chat(emulator, { max_tokens: 1, stream: true });
    expect(emulator.journal.entries).toMatchObject([
      { request: { messages, max_tokens: 1 }, answer: { choices: [{ message: { content: "You" } }] } },
      { request: { stream: true }, answer: [{}, {}, { choices: [{ delta: { content: "You" } }] }, {}] },
    ]);
    expect(JSON.stringify(emulator.journal.entries)).not.toContain(secret);
  });

  test("onEntry is called with each entry", async () => {
    const seen: unknown[] = [];
    const emulator = await start({ journal: { limit: 0, onEntry: ({ index, status }) => seen.push([index, status]) } });
    await chat(emulator);
    await chat(emulator, {}, { "x-emulator-fault": "status=503" });
    expect(seen).toEqual([
      [1, 200],
      [2, 503],
    ]);
  });

  test("it forgets the oldest", async () => {
    const emulator = await start({ journal: { limit: 3 } });
    for (let turn = 0; turn < 8; turn += 1) await chat(emulator);
    expect(emulator.journal.entries.map(({ index }) => index)).toEqual([6, 7, 8]);
    const none = await start({ journal: { limit: 0 } });
    await chat(none);
    expect(none.journal.entries).toEqual([]);
  });

  test("D18: what became of properties that the contract does not know", async () => {
    const emulator = await start();
    for (const policy of ["error", "drop", "pass-through"])
      await chat(emulator, { safe_mode: true }, { "extra-parameters": policy });
    await chat(emulator);
    expect(emulator.journal.entries.map((entry) => entry.extraParameters)).toEqual([
      { policy: "error", members: ["safe_mode"], decision: "refused" },
      { policy: "drop", members: ["safe_mode"], decision: "dropped" },
      { policy: "pass-through", members: ["safe_mode"], decision: "passed" },
      undefined,
    ]);
  });

  test("only faults that can be done to a response are reported", async () => {
    const emulator = await start();
    await chat(emulator, {}, { "x-emulator-fault": "no-done, gzip" });
    await chat(emulator, { stream: true }, { "x-emulator-fault": "no-done, invalid-json" });
    await chat(emulator, {}, { "x-emulator-fault": "drop" }).catch(() => {});
    expect(emulator.journal.entries).toMatchObject([
      { faults: ["gzip"], status: 200 },
      { faults: ["no-done"], status: 200 },
      { faults: ["drop"], status: 0, aborted: false },
    ]);
  });

  test("one can wait for an entry, there or to come, and clear it", async () => {
    const emulator = await start({ strict: true });
    const coming = emulator.journal.waitFor({ status: 404 });
    const counted = emulator.journal.waitFor(({ index }) => index === 2);
    await chat(emulator);
    await chat(emulator, { model: "nobody" });
    expect(await coming).toMatchObject({ index: 2, code: "unknown_model" });
    expect(await counted).toMatchObject({ index: 2 });
    expect(await emulator.journal.waitFor({ faults: [], status: 200 })).toMatchObject({ index: 1 });
    await expect(emulator.journal.waitFor({ status: 500 }, { timeoutMs: 10 })).rejects.toThrow(
      "the journal has no such entry after 10 ms; it has 2 others",
    );
    emulator.journal.clear();
    expect(emulator.journal.entries).toEqual([]);
    emulator.reset();
  });

  test("calls of its own make no entry", async () => {
    const emulator = await start();
    for (const path of ["/health", "/metrics", "/_emulator/journal"])
      await fetch(emulator.url + path, { headers: { "x-emulator-control": "1" } });
    expect(emulator.journal.entries).toEqual([]);
  });
});

describe("D25: a caller who goes away is noted, and nothing more is made", () => {
  const leaving = async (emulator: Emulator, more: object, headers: Record<string, string> = {}) => {
    const asked = request(`${emulator.url}/chat/completions?api-version=2025-04-01`, {
      method: "POST",
      headers: { "api-key": "k", "content-type": "application/json", ...headers },
    });
    asked.on("error", () => {}).end(JSON.stringify({ messages, ...more }));
    return asked;
  };

  test("within a stream that waits for the next token", async () => {
    const emulator = await start({ latency: { perTokenMs: 600_000 } });
    const asked = await leaving(emulator, { stream: true });
    const [response] = (await once(asked, "response")) as [import("node:http").IncomingMessage];
    await once(response, "data");
    response.destroy();
    expect(await emulator.journal.waitFor({ aborted: true })).toMatchObject({ status: 200, chunks: 2 });
  });

  test("before the first token", async () => {
    const emulator = await start({ latency: { firstTokenMs: 600_000 } });
    const asked = await leaving(emulator, {});
    await once(asked, "finish");
    while (!/in_flight 1$/m.test(emulator.metrics())) await new Promise((resolve) => setImmediate(resolve));
    asked.destroy();
    expect(await emulator.journal.waitFor({ aborted: true })).toMatchObject({ status: 0, chunks: 0 });
    expect(emulator.metrics()).toMatch(/in_flight 0$/m);
  });

  test("in the middle of a long stream", async () => {
    const emulator = await start();
    const words = [{ role: "user", content: "word ".repeat(200_000) }];
    const asked = await leaving(emulator, { messages: words, stream: true });
    const [response] = (await once(asked, "response")) as [import("node:http").IncomingMessage];
    response.once("data", () => response.destroy());
    const { chunks } = await emulator.journal.waitFor({ aborted: true });
    expect(chunks).toBeLessThan(200_000);
  });

  test("while it sends", async () => {
    const emulator = await start();
    const asked = request(`${emulator.url}/chat/completions`, { method: "POST", headers: { "content-length": "99" } });
    asked.on("error", () => {}).write("{");
    while (!/in_flight 1$/m.test(emulator.metrics())) await new Promise((resolve) => setImmediate(resolve));
    asked.destroy();
    expect(await emulator.journal.waitFor({ aborted: true })).toMatchObject({ status: 0 });
  });
});

test("metrics in Prometheus' text form, and health", async () => {
  const emulator = await start({ strict: true });
  await chat(emulator, { max_tokens: 1 });
  await chat(emulator, { max_tokens: 1, stream: true }, { "x-emulator-fault": "no-done" });
  await chat(emulator, { model: "nobody" });
  const response = await fetch(`${emulator.url}/metrics`);
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4");
  const text = await response.text();
  for (const line of [
    'model_inference_emulator_requests_total{operation="getChatCompletions",status="200",flavour="foundry"} 2',
    'model_inference_emulator_requests_total{operation="getChatCompletions",status="404",flavour="foundry"} 1',
    'model_inference_emulator_faults_total{kind="no-done"} 1',
    "model_inference_emulator_chunks_total 4",
    "model_inference_emulator_tokens_total 4",
    "model_inference_emulator_aborted_total 0",
    "model_inference_emulator_in_flight 1",
    "model_inference_emulator_request_duration_seconds_count 3",
    "# TYPE model_inference_emulator_requests_total counter",
  ])
    expect(text.split("\n")).toContain(line);
  for (const line of text.trimEnd().split("\n"))
    expect(line).toMatch(/^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{(?:\w+="[^"]*",?)+\})? [\d.e+-]+)$/);
  const health = await fetch(`${emulator.url}/health`);
  expect([health.status, await health.json()]).toEqual([200, { status: "ok" }]);
});

test.each([
  [{ journal: { limit: -1 } }, "journal.limit: must be a whole number from 0 to 1000000, not -1"],
  [{ journal: { bodies: 1 } }, "journal.bodies: must be true or false, not 1"],
  [{ journal: { body: true } }, "journal.body: is not known here; known are limit, bodies"],
])("an option that cannot be is refused: %j", async (options, message) => {
  await expect(startEmulator(options as EmulatorOptions)).rejects.toThrow(message);
});
