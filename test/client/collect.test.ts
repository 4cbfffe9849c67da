import fc from "fast-check";
import { expect, test } from "vitest";
import type { ToolCallDelta } from "../../src/client/index.ts";
import { clientOf, eventStream, messages } from "../server.ts";

const head = { id: "1", object: "chat.completion.chunk", created: 7, model: "m" };

async function collect(...chunks: object[]) {
  const { client } = await clientOf(eventStream(...chunks, "[DONE]"));
  return client.streamChatCompletions({ messages }).collect();
}

const delta = (delta: object, finish_reason: string | null = null, index = 0) => ({
  ...head,
  choices: [{ index, delta, finish_reason }],
});
const calls = (...tool_calls: ToolCallDelta[]) => delta({ tool_calls });

test("any interleaving of the pieces of calls gives the calls", async () => {
  const { client } = await clientOf(({ body }) =>
    eventStream(
      ...(JSON.parse(body).messages[0].content as string).split("\n").map((line) => calls(JSON.parse(line))),
      delta({}, "tool_calls"),
      "[DONE]",
    ),
  );
  const pieces = fc.array(fc.array(fc.string({ maxLength: 4 }), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(pieces, fc.array(fc.nat()), async (texts, order) => {
      const left = texts.map((pieces, index) =>
        pieces.map((text): ToolCallDelta => ({ index, function: { arguments: text } })),
      );
      const sent: ToolCallDelta[] = [];
      for (let turn = 0; left.some((pieces) => pieces.length > 0); turn += 1) {
        const open = left.filter((pieces) => pieces.length > 0);
        const next = open[(order[turn] ?? turn) % open.length]?.shift();
        if (next !== undefined) sent.push(next);
      }
      const content = sent.map((piece) => JSON.stringify(piece)).join("\n");
      const answer = await client.streamChatCompletions({ messages: [{ role: "user", content }] }).collect();
      expect(answer.choices[0]?.message.tool_calls?.map((call) => call.function.arguments)).toEqual(
        texts.map((pieces) => pieces.join("")),
      );
    }),
    { numRuns: 30 },
  );
});

test("C14, C15: a name of a prototype is a name like any other", async () => {
  const answer = await collect(
    calls({ index: 0, id: "__proto__", function: { name: "constructor", arguments: "{}" } }),
    JSON.parse(
      '{"id":"1","created":1,"model":"m","__proto__":{"polluted":true},"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}',
    ),
  );
  expect(answer.choices[0]?.message.tool_calls?.[0]?.function.name).toBe("constructor");
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test("B43: chunks of a kind that is not known pass, and no chunk whatever breaks the reading", async () => {
  const { client } = await clientOf(({ body }) =>
    eventStream(...JSON.parse(JSON.parse(body).messages[0].content), "[DONE]"),
  );
  const part = fc.jsonValue({ maxDepth: 2 });
  const piece = fc.record(
    { index: part, delta: part, text: part, finish_reason: part, logprobs: part, content_filter_results: part },
    { requiredKeys: [] },
  );
  const calls = fc.record({
    tool_calls: fc.oneof(part, fc.array(fc.record({ index: part, id: part, function: part }, { requiredKeys: [] }))),
  });
  const choices = fc.oneof(part, fc.array(fc.oneof(part, piece, fc.record({ index: fc.nat(2), delta: calls }))));
  const chunk = fc.record(
    { id: part, created: part, model: part, usage: part, choices, prompt_filter_results: part, ping: part },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(chunk, { minLength: 1, maxLength: 4 }), async (chunks) => {
      const content = JSON.stringify(chunks);
      let came = 0;
      for await (const _ of client.streamChatCompletions({ messages: [{ role: "user", content }] })) came += 1;
      expect(came).toBe(chunks.length);
    }),
    { numRuns: 60 },
  );
});
