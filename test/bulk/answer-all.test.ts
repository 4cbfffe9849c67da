import { expect, onTestFinished, test } from "vitest";
import { type AnswerInput, answerAll, toBatchResult } from "../../src/bulk/index.ts";
import { startEmulator } from "../../src/emulator/index.ts";
import { all, clientOf, key } from "./bulk.ts";

const ask = (content: string) => ({ messages: [{ role: "user" as const, content }] });

test("one response for each request, in order, with ids, failures next to them", async () => {
  const emulator = await startEmulator({
    seed: 3,
    faults: [{ kind: "status", status: 429, hint: "retry-after-ms", waitMs: 5, probability: 0.1 }],
    rules: [
      { when: { lastMessage: "bad" }, error: { status: 400, code: "BadRequest" } },
      { when: {}, answer: ({ lastMessage }) => lastMessage.toUpperCase() },
    ],
  });
  try {
    const requests: AnswerInput[] = Array.from({ length: 200 }, (_, at) => ({
      id: `r${at}`,
      request: ask(`hi ${at}`),
    }));
    requests[7] = ask("bad");
    const outcomes = await all(answerAll(clientOf(emulator.url), requests, { body: { max_tokens: 20 } }));
    expect(outcomes).toHaveLength(200);
    for (const [index, outcome] of outcomes.entries()) {
      if (index === 7)
        expect(outcome).toMatchObject({ index, ok: false, problem: { kind: "invalid_request", status: 400 } });
      else expect(outcome).toMatchObject({ index, id: `r${index}`, ok: true });
      if (outcome.ok) expect(outcome.answer.choices[0]?.message.content).toBe(`HI ${index}`);
    }
  } finally {
    await emulator.stop();
  }
});

test("what is no request is reported with its position", async () => {
  const run = all(answerAll(clientOf("http://127.0.0.1:9"), [{ messages: "Hello" } as unknown as AnswerInput]));
  await expect(run).rejects.toThrow("requests[0]: must be a request with `messages`, { id, request }");
});

test("lines of the Batch API are requests, and outcomes become its lines", async () => {
  const emulator = await startEmulator({
    keys: [key],
    rules: [{ when: { lastMessage: "bad" }, error: { status: 400, code: "BadRequest" } }],
  });
  onTestFinished(() => emulator.stop());
  const line = (custom_id: string, content: string) =>
    ({ custom_id, method: "POST", url: "/v1/chat/completions", body: ask(content) }) as const;
  const outcomes = await all(answerAll(clientOf(emulator.url), [line("a", "Hello"), line("b", "bad")]));
  expect(outcomes.map(toBatchResult)).toMatchObject([
    { custom_id: "a", response: { status_code: 200, body: { object: "chat.completion" } }, error: null },
    { custom_id: "b", response: { status_code: 400, body: { error: { code: "BadRequest" } } }, error: null },
  ]);
  const other = { ...line("c", "Hello"), url: "/v1/embeddings" };
  await expect(all(answerAll(clientOf(emulator.url), [other]))).rejects.toThrow(
    "requests[0]: must be a POST of /v1/chat/completions, not POST /v1/embeddings",
  );
});

test("a missing response is an error of the Batch API", async () => {
  const [outcome] = await all(answerAll(clientOf("http://127.0.0.1:9"), [ask("Hello")], { attempts: 1 }));
  expect(outcome && toBatchResult(outcome)).toMatchObject({
    custom_id: "0",
    response: null,
    error: { code: "network", message: expect.stringContaining("ECONNREFUSED") },
  });
});

test("an input that its reader could not read fails, and the others go on", async () => {
  const emulator = await startEmulator({ keys: [key] });
  onTestFinished(() => emulator.stop());
  const inputs = [ask("one"), { id: "b", invalid: "line 2: is not JSON" }, ask("three")];
  const outcomes = await all(answerAll(clientOf(emulator.url), inputs));
  expect(outcomes).toMatchObject([
    { index: 0, ok: true },
    { index: 1, id: "b", ok: false, problem: { kind: "invalid_input", message: "line 2: is not JSON" } },
    { index: 2, ok: true },
  ]);
});
