import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEventReader } from "../../src/client/events.ts";

const limit = 4 * 1024 * 1024;

/** The events of bytes that arrive in these pieces. */
function read(bytes: Uint8Array, cuts: readonly number[], maxLength = limit) {
  const reader = createEventReader(maxLength);
  const places = [...cuts].sort((a, b) => a - b);
  const pieces = [...places, bytes.length].map((cut, index) => bytes.subarray(places[index - 1] ?? 0, cut));
  const events = pieces.flatMap((piece) => reader.push(piece));
  return [...events, ...reader.end()];
}

const BOM = "\uFEFF";
const long = "x".repeat(2048);

/** From the web-platform-tests `eventsource/format-*`: bytes, and the data of the events that they hold. */
const formats: [row: string, text: string, data: string[]][] = [
  ["B01", `${BOM}data:1\n\n${BOM}data:2\n\ndata:3\n\n`, ["1", "3"]],
  ["B02", `${BOM}${BOM}data:1\n\ndata:2\n\ndata:3\n\n`, ["2", "3"]],
  ["B03", `data:1\r:\0\n:\r\ndata:2\n:${long}\rdata:3\n:data:fail\r:${long}\ndata:4\n\n`, ["1\n2\n3\n4"]],
  ["B04", "retry:1000\ndata:test1\n\nid:test\ndata:test2\n", ["test1"]],
  ["B05", "data:\n\ndata\ndata\n\ndata:test\n\n", ["", "\n", "test"]],
  ["B06", "event: \ndata:data\n\n", ["data"]],
  ["B07", "event:test\ndata:x\n\ndata:x\n\n", ["x", "x"]],
  ["B08", "id:…\nretry:200\ndata:hello\n\n", ["hello"]],
  ["B09", "id:1\ndata:a\n\ndata:b\n\nid\ndata:c\n\n", ["a", "b", "c"]],
  ["B10", "id:1\nid:a\0b\ndata:x\n\n", ["x"]],
  [
    "B11",
    "data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\ndata:3\rdata:\r\n data:32\ndata:4\n\n",
    ["\0\n 2\n1\n3\n\n4"],
  ],
  ["B12", "retry:02000\ndata:x\n\n", ["x"]],
  ["B13", "retry:2000\nretry:1000x\ndata:x\n\n", ["x"]],
  ["B14", "retry:1000\nretry\ndata:test\n\n", ["test"]],
  ["B15", "data:test\n data\ndata\nfoobar:xxx\njustsometext\n:thisisacommentyay\ndata:test\n\n", ["test\n\ntest"]],
  ["B16", "data:\ttest\rdata: \ndata:test\n\n", ["\ttest\n\ntest"]],
  ["B17", "data:test\r\ndata\ndata:test\r\n\r\n", ["test\n\ntest"]],
  ["B18", "data:\0\n\n", ["\0"]],
  ["B19", "data:ok…\n\n", ["ok…"]],
  ["B30", "data:1\r\n\r\ndata:2\n\ndata:3\r\rdata:4\r\n\n", ["1", "2", "3", "4"]],
  ["B34", "event:only\nid:7\n\ndata:x\n\n", ["x"]],
  ["B38", "data:whole\n\ndata:half", ["whole"]],
  ["B38 at the end marker", "data:whole\n\ndata: [DONE]", ["whole", "[DONE]"]],
];

describe("events are the same whole, byte by byte and cut anywhere", () => {
  test.each(formats)("%s", (_, text, data) => {
    const bytes = new TextEncoder().encode(text);
    const told = (cuts: readonly number[]) => read(bytes, cuts).map((event) => event.data);
    expect(told([])).toEqual(data);
    expect(told(Array.from(bytes, (_, index) => index))).toEqual(data);
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(bytes.length), { maxLength: 8 }), (cuts) => {
        expect(told(cuts)).toEqual(data);
      }),
    );
  });
});

test("B07: the type of an event is its own", () => {
  const events = read(new TextEncoder().encode("event:test\ndata:x\n\ndata:x\n\n"), []);
  expect(events.map(({ event }) => event)).toEqual(["test", undefined]);
});

test("B31: a line that a lone CR ends at the end of a piece counts at once, and a following LF is swallowed", () => {
  const reader = createEventReader(limit);
  const push = (text: string) => reader.push(new TextEncoder().encode(text)).map(({ data }) => data);
  expect([push("data:1\r"), push("\n\r\n"), push("data:2\r\n"), push("\r\n")].flat()).toEqual(["1", "2"]);
});

test("B44: a line or an event above the limit ends it; comments cost nothing", () => {
  const encode = (text: string) => new TextEncoder().encode(text);
  for (const text of [`data:${"x".repeat(200)}`, `data:${"x".repeat(60)}\n`.repeat(3)]) {
    const reader = createEventReader(100);
    reader.push(encode("data:before\n\n"));
    reader.push(encode(text));
    expect(reader.overran()).toBe(true);
    expect(reader.end()).toEqual([]);
  }
  const reader = createEventReader(100);
  for (let round = 0; round < 1_000; round += 1) reader.push(encode(`:${"x".repeat(50)}\n`));
  expect(reader.push(encode("data:after\n\n")).map(({ data }) => data)).toEqual(["after"]);
  expect(reader.overran()).toBe(false);
});
