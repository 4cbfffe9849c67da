import { expect, test } from "vitest";
import { createEventReader } from "../../src/client/events.ts";

const limit = 4 * 1024 * 1024;

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
