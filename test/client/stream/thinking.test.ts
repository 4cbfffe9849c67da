import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ChatCompletionsChunk,
  separateThinking,
  splitThinking,
  type ThinkingOptions,
} from "../../../src/client/index.ts";
import { chunk, clientOf, eventStream } from "../../support/server.ts";

const texts: [text: string, reasoning: string, content: string][] = [
  ["<think>why</think>so", "why", "so"],
  ["\n <think>\nwhy\n</think>\n\nso", "\nwhy\n", "\n\nso"],
  ["<think></think>so", "", "so"],
  ["<think>why", "why", ""],
  ["<think>why</thin", "why</thin", ""],
  ["<think>a < b </ c</think>so", "a < b </ c", "so"],
  ["<think>a<think>b</think>c</think>d", "a<think>b", "c</think>d"],
  ["the tag <think>x</think> is one", "", "the tag <think>x</think> is one"],
  ["<thinking>x", "", "<thinking>x"],
  ["<thin", "", "<thin"],
  ["  ", "", "  "],
  ["", "", ""],
  // Audit C-24: the prompt opened the tag.
  ["I think</think>42", "I think", "42"],
  ["</think>42", "", "42"],
  ["a\n</think>\n\nb</think>c", "a\n", "\n\nb</think>c"],
];

test.each(texts)("%j is split", (text, reasoning, content) => {
  expect(splitThinking(text)).toEqual({ reasoning, content });
});

async function* of(chunks: ChatCompletionsChunk[]): AsyncGenerator<ChatCompletionsChunk> {
  yield* chunks;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function joined(chunks: AsyncIterable<ChatCompletionsChunk>, index = 0) {
  let reasoning = "";
  let content = "";
  for await (const { choices } of chunks) {
    for (const { delta } of choices.filter((choice) => choice.index === index)) {
      reasoning += delta?.reasoning_content ?? "";
      content += delta?.content ?? "";
    }
  }
  return { reasoning, content };
}

describe("chunks are split as the whole text is, wherever they are cut", () => {
  test.each(texts)("%j", async (text, reasoning, content) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(text.length), { maxLength: 6 }), fc.boolean(), async (cuts, finished) => {
        const places = [0, ...cuts.sort((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((cut, index) => chunk(text.slice(places[index], cut)));
        const chunks = finished ? [...pieces, chunk(null, "stop")] : pieces;
        expect(await joined(separateThinking(of(chunks)))).toEqual({ reasoning, content });
      }),
    );
  });

  test("any text", async () => {
    const part = fc.oneof(fc.constantFrom("<think>", "</think>", "<", "</", "think>", " "), fc.string());
    await fc.assert(
      fc.asyncProperty(fc.array(part), async (parts) => {
        const chunks = parts.map((part) => chunk(part));
        expect(await joined(separateThinking(of(chunks)))).toEqual(splitThinking(parts.join("")));
      }),
    );
  });
});

test("what is held back in case it became a tag comes with the finish reason, or at the end", async () => {
  const finished = await all(separateThinking(of([chunk("<thi"), chunk(null, "length")])));
  expect(finished.map(({ choices }) => choices[0])).toEqual([
    { index: 0, delta: {}, finish_reason: null },
    { index: 0, delta: { content: "<thi" }, finish_reason: "length" },
  ]);
  const cut = await all(separateThinking(of([chunk("<think>a</")])));
  expect(cut.map(({ choices }) => choices[0]?.delta)).toEqual([
    { reasoning_content: "a" },
    { reasoning_content: "</" },
  ]);
});

test("each choice is split by itself, and chunks without text pass", async () => {
  const annotation = { id: "", created: 0, model: "", choices: [], prompt_filter_results: [] };
  const bare = { ...chunk(null), choices: [{ index: 0, content_filter_results: {} }] };
  const chunks = [
    annotation,
    bare,
    chunk("<think>a"),
    chunk("b", null, 1),
    chunk("</think>c"),
    chunk("<think>", null, 1),
  ];
  expect(await joined(separateThinking(of(chunks)))).toEqual({ reasoning: "a", content: "c" });
  expect(await joined(separateThinking(of(chunks)), 1)).toEqual({ reasoning: "", content: "b<think>" });
  expect((await all(separateThinking(of(chunks)))).slice(0, 2)).toEqual([annotation, bare]);
});

test("a stream of the client is split, and leaving it closes it", async () => {
  let closed = false;
  const { client } = await clientOf((_, response) => {
    response.once("close", () => {
      closed = true;
    });
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(String(eventStream(chunk("<think>why</think>so"), chunk("more")).body));
    return undefined;
  });
  const stream = client.streamChatCompletions({ messages: [{ role: "user", content: "Hello" }] });
  for await (const { choices } of separateThinking(stream)) {
    expect(choices[0]?.delta).toEqual({ reasoning_content: "why", content: "so" });
    break;
  }
  while (!closed) await new Promise((resolve) => setImmediate(resolve));
});

describe("audit C-24: where it is said whether the prompt opened the tag", () => {
  const pieces = ["I thi", "nk</th", "ink>42"];
  const given = (content: string) =>
    ({ id: "a", created: 1, model: "m", choices: [{ index: 0, delta: { content } }] }) as never;
  const deltas = async (options: ThinkingOptions) =>
    (await all(separateThinking(of(pieces.map(given)), options))).map(({ choices }) => choices[0]?.delta);

  test("reasoning comes as it arrives", async () => {
    expect(await deltas({ opened: true })).toEqual([
      { reasoning_content: "I thi" },
      { reasoning_content: "nk" },
      { content: "42" },
    ]);
  });

  test("a response without tags comes as it arrives", async () => {
    expect(await deltas({ opened: false })).toEqual(pieces.map((content) => ({ content })));
  });

  test("otherwise it is held back until the tag", async () => {
    expect(await deltas({})).toEqual([{}, {}, { content: "42", reasoning_content: "I think" }]);
  });
});
