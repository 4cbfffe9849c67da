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

test("B39, B40: texts are joined, and usage, filter results and ids come from whichever chunk has them", async () => {
  const usage = { completion_tokens: 2, prompt_tokens: 1, total_tokens: 3 };
  const safe = { hate: { filtered: false, severity: "safe" } };
  const answer = await collect(
    { id: "", object: "", created: 0, model: "", choices: [], prompt_filter_results: [{ prompt_index: 0 }] },
    delta({ role: "assistant", content: "" }),
    delta({ content: "Hel", reasoning_content: "think" }),
    delta({ content: "lo", reasoning_content: "ing" }),
    { ...head, choices: [{ index: 0, finish_reason: null, content_filter_results: safe, content_filter_offsets: {} }] },
    { ...head, choices: [{ index: 0, delta: null, finish_reason: "stop" }] },
    { ...head, choices: [], usage },
  );
  expect(answer).toEqual({
    ...head,
    object: "chat.completion",
    usage,
    prompt_filter_results: [{ prompt_index: 0 }],
    choices: [
      {
        index: 0,
        finish_reason: "stop",
        message: { role: "assistant", content: "Hello", reasoning_content: "thinking" },
        content_filter_results: safe,
      },
    ],
  });
});

test("answers of several choices are told apart by index", async () => {
  const answer = await collect(delta({ content: "b" }, "stop", 1), delta({ content: "a" }, "length", 0));
  expect(answer.choices.map(({ message, finish_reason }) => [message.content, finish_reason])).toEqual([
    ["a", "length"],
    ["b", "stop"],
  ]);
});

test("B49: tool calls are put together by index, whatever comes between", async () => {
  const answer = await collect(
    calls({ index: 1, id: "y", type: "function", function: { name: "g", arguments: "" } }),
    calls({ index: 0, id: "x", function: { name: "f", arguments: '{"a"' } }),
    calls({ index: 1, id: "", function: { name: null, arguments: "{}" } }),
    calls({ index: 0, id: null, function: { arguments: ":1}" } }),
    delta({}, "tool_calls"),
  );
  expect(answer.choices[0]?.message).toEqual({
    role: "assistant",
    content: null,
    tool_calls: [
      { id: "x", type: "function", function: { name: "f", arguments: '{"a":1}' } },
      { id: "y", type: "function", function: { name: "g", arguments: "{}" } },
    ],
  });
});

test("where the index is missing, a new id begins a call", async () => {
  const answer = await collect(
    calls({ id: "x", function: { name: "f", arguments: "1" } }),
    calls({ function: { arguments: "2" } }),
    calls({ id: "x", function: { arguments: "3" } }),
    calls({ id: "y", function: { name: "g" } }),
    calls({ function: { arguments: "4" } }),
    delta({}, "tool_calls"),
  );
  expect(answer.choices[0]?.message.tool_calls?.map(({ id, function: { arguments: text } }) => [id, text])).toEqual([
    ["x", "123"],
    ["y", "4"],
  ]);
});

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

test("a streamed completion is put together by index too", async () => {
  const piece = (text: string, finish_reason: string | null, index = 0) => ({
    ...head,
    object: "text_completion",
    choices: [{ index, text, finish_reason }],
  });
  const { client } = await clientOf(
    eventStream(piece("b", null, 1), piece("a", null), piece("c", "stop", 1), piece("", "length"), "[DONE]"),
  );
  const answer = await client.streamCompletions({ prompt: ["x", "y"] }).collect();
  expect(answer).toEqual({
    ...head,
    object: "text_completion",
    choices: [
      { index: 0, text: "a", finish_reason: "length" },
      { index: 1, text: "bc", finish_reason: "stop" },
    ],
  });
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

test("what each token's likelihood was is joined, whatever comes with it", async () => {
  const likely = (logprobs: object | null, finish_reason: string | null = null) => ({
    ...head,
    choices: [{ index: 0, delta: { content: "a" }, logprobs, finish_reason }],
  });
  const answer = await collect(
    likely({ content: [1], refusal: null }),
    likely(null),
    likely({ content: [2, 3] }),
    likely({ content: null }, "stop"),
  );
  expect(answer.choices[0]?.logprobs).toEqual({ content: [1, 2, 3] });
});

test("an answer is as its chunks say: its role, its kinds of calls, its last finish reason", async () => {
  const answer = await collect(
    delta({ role: "tool", content: null }),
    calls({ index: 0, id: "a", type: "other", function: { name: "f" } }),
    calls({ function: { arguments: "{}" } }),
    delta({}, "tool_calls"),
    delta({}),
  );
  expect(answer.choices[0]).toEqual({
    index: 0,
    finish_reason: "tool_calls",
    message: {
      role: "tool",
      content: null,
      tool_calls: [{ id: "a", type: "other", function: { name: "f", arguments: "{}" } }],
    },
  });
});

test("a stream of several answers has ended when each of them has", async () => {
  const read = async (...chunks: object[]) => {
    const { client } = await clientOf(eventStream(...chunks));
    return client.streamChatCompletions({ messages: [{ role: "user", content: "a" }] }).collect();
  };
  const begun = [delta({ content: "a" }, null, 0), delta({ content: "b" }, null, 1), delta({}, "stop", 0)];
  await expect(read(...begun)).rejects.toMatchObject({ name: "StreamError", reason: "interrupted" });
  expect((await read(...begun, delta({}, "stop", 1))).choices).toHaveLength(2);
  await expect(read()).rejects.toMatchObject({ name: "StreamError", reason: "interrupted" });
});

test("so has a streamed completion", async () => {
  const read = async (...chunks: object[]) => {
    const { client } = await clientOf(eventStream(...chunks));
    return client.streamCompletions({ prompt: "a" }).collect();
  };
  const piece = (finish_reason: string | null) => ({ ...head, choices: [{ index: 0, text: "a", finish_reason }] });
  await expect(read(piece(null))).rejects.toMatchObject({ name: "StreamError", reason: "interrupted" });
  expect((await read(piece(null), piece("stop"))).choices[0]).toEqual({ index: 0, text: "aa", finish_reason: "stop" });
});
