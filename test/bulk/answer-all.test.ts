import { expect, test } from "vitest";
import { type AnswerInput, answerAll } from "../../src/bulk/index.ts";
import { startEmulator } from "../../src/emulator/index.ts";
import { all, clientOf } from "./bulk.ts";

const ask = (content: string) => ({ messages: [{ role: "user" as const, content }] });

test("one answer for each request, in order, with ids, failures beside them", async () => {
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

test("what is no request is told with its place", async () => {
  const run = all(answerAll(clientOf("http://127.0.0.1:9"), [{ messages: "Hello" } as unknown as AnswerInput]));
  await expect(run).rejects.toThrow("requests[0]: must be a request with `messages`, or { id, request }");
});
