import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ToolCallDelta } from "../../../src/client/index.ts";
import { chunk, clientOf, eventStream, messages } from "../../support/server.ts";

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

test("any interleaving of the parts of calls gives the calls", async () => {
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
  const index = fc.oneof(fc.nat(65_535), fc.constant(null));
  const piece = fc.record(
    { index, delta: part, text: part, finish_reason: part, logprobs: part, content_filter_results: part },
    { requiredKeys: [] },
  );
  const calls = fc.record({
    tool_calls: fc.oneof(part, fc.array(fc.record({ index, id: part, function: part }, { requiredKeys: [] }))),
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

const collected = async (...choices: object[]) => {
  const chunks = choices.map((choice) => ({ ...chunk(""), choices: [{ index: 0, ...choice }] }));
  const { client } = await clientOf(eventStream(...chunks, chunk("", "stop"), "[DONE]"));
  return client.streamChatCompletions({ messages: [...messages] }).collect();
};
const call = (id: string | undefined, name: string, rest: object = {}, index = 0) => ({
  delta: { tool_calls: [{ index, ...(id !== undefined && { id }), function: { name, arguments: "{}" }, ...rest }] },
});

describe("audit C-22: calls of tools", () => {
  test("that come whole at the same index are two", async () => {
    const { choices } = await collected(call("a", "f"), call("b", "g"));
    expect(choices[0]?.message.tool_calls).toEqual([
      { id: "a", type: "function", function: { name: "f", arguments: "{}" } },
      { id: "b", type: "function", function: { name: "g", arguments: "{}" } },
    ]);
  });

  test("whose id is repeated, comes late or comes in turns are one each", async () => {
    const piece = (id: string | undefined, text: string) => ({
      delta: { tool_calls: [{ index: 0, ...(id !== undefined && { id }), function: { arguments: text } }] },
    });
    const { choices } = await collected(
      piece(undefined, "1"),
      piece("a", "2"),
      piece("a", "3"),
      piece("b", "4"),
      piece("a", "5"),
      piece(undefined, "6"),
    );
    expect(choices[0]?.message.tool_calls?.map(({ id, function: { arguments: text } }) => [id, text])).toEqual([
      ["a", "1235"],
      ["b", "46"],
    ]);
  });

  test("keep what no contract knows", async () => {
    const { choices } = await collected(call("a", "f", { extra_content: { google: { thought_signature: "s" } } }));
    expect(choices[0]?.message.tool_calls?.[0]).toMatchObject({
      extra_content: { google: { thought_signature: "s" } },
    });
  });
});

test("audit C-23: what no contract knows of a delta is kept: texts joined, lists appended, of others the last", async () => {
  const { choices } = await collected(
    { delta: { content: "", reasoning: "h", annotations: [1], audio: { id: 1 }, citations: null }, stop_reason: null },
    { delta: { reasoning: "m", annotations: [2], audio: { id: 2 } }, stop_reason: "x" },
  );
  expect(choices[0]).toMatchObject({
    stop_reason: "x",
    message: { content: "", reasoning: "hm", annotations: [1, 2], audio: { id: 2 } },
  });
});

describe("S4, B49: an index that is none is malformed", () => {
  test.each([-1, 1.5, "0", 65_536, 4_294_967_294, {}, true])("%j", async (index) => {
    const failure = {
      name: "StreamError",
      reason: "malformed",
      message: "An index of the stream is not a whole number from 0 to 65535.",
    };
    await expect(collected({ delta: { content: "a" } }, call("a", "f", {}, index as number))).rejects.toMatchObject({
      ...failure,
      partial: { choices: [{ message: { content: "a" } }] },
    });
    await expect(collected({ index, delta: { content: "a" } })).rejects.toMatchObject(failure);
    const { client } = await clientOf(
      eventStream({ id: "a", created: 1, model: "m", choices: [{ index, text: "a" }] }),
    );
    await expect(client.streamCompletions({ prompt: "a" }).collect()).rejects.toMatchObject(failure);
  });
});

test("S9, C14: no property of a chunk reaches a setter", async () => {
  const text = JSON.stringify({
    id: "a",
    created: 1,
    model: "m",
    choices: [{ index: 0, text: "b", finish_reason: "stop" }],
  });
  const evil = text.replace('"text"', '"__proto__":{"polluted":1},"text"');
  const { client } = await clientOf(eventStream(JSON.parse(text), "", "[DONE]"));
  const sent = await clientOf((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end([text, evil, "[DONE]"].map((data) => `data: ${data}\n\n`).join(""));
    return undefined;
  });
  const plain = await client.streamCompletions({ prompt: "a" }).collect();
  const { choices } = await sent.client.streamCompletions({ prompt: "a" }).collect();
  expect(Object.getPrototypeOf(choices[0])).toBe(Object.prototype);
  expect(Object.keys(choices[0] ?? {})).toEqual(Object.keys(plain.choices[0] ?? {}));
  expect(choices[0]?.text).toBe("bb");
});
