import fc from "fast-check";
import { expect, test } from "vitest";
import { createEventReader } from "../../../src/client/stream/events.ts";
import { eventsByTheStandard } from "./standard.ts";

const limit = 4 * 1024 * 1024;
const encode = (text: string) => new TextEncoder().encode(text);

const lineEnd = fc.constantFrom("\n", "\r", "\r\n");
const line = fc.oneof(
  fc.constantFrom(
    "",
    "",
    "data",
    "data:",
    "data:a",
    "data: b",
    "data:  é€😀",
    "event: x",
    "event:",
    ":",
    ": note",
    "id: 1",
  ),
  fc.constantFrom("retry: 5", "other: x", "nothing", " data: x", "dat", "data : x"),
);
const stream = fc.array(fc.tuple(line, lineEnd), { maxLength: 12 }).map((lines) => lines.flat().join(""));

test("S1, B30, B31: after each byte, all events are there that the standard has by then, for every cut and line end", () => {
  fc.assert(
    fc.property(stream, fc.array(fc.nat({ max: 200 })), (text, cuts) => {
      const bytes = encode(text);
      const byByte = createEventReader(limit);
      const seen: unknown[] = [];
      for (let end = 1; end <= bytes.length; end += 1) {
        seen.push(...byByte.push(bytes.subarray(end - 1, end)).map(({ event, data }) => ({ event, data })));
        expect(seen).toEqual(eventsByTheStandard(new TextDecoder().decode(bytes.subarray(0, end))));
      }
      const inPieces = createEventReader(limit);
      const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
      const found: unknown[] = [];
      for (const [index, end] of places.slice(1).entries()) {
        found.push(...inPieces.push(bytes.subarray(places[index], end)).map(({ event, data }) => ({ event, data })));
        expect(found).toEqual(eventsByTheStandard(new TextDecoder().decode(bytes.subarray(0, end))));
      }
    }),
    { numRuns: 1_000 },
  );
});

test("S1, B31: a line that a lone CR ends counts at once, and an LF that follows is no blank line", () => {
  const reader = createEventReader(limit);
  const push = (text: string) => reader.push(encode(text)).map(({ data }) => data);
  expect([push("data:1\r"), push("\r")]).toEqual([[], ["1"]]);
  expect([push("data:2\r"), push("\n"), push("data:3\r"), push("\n\r")]).toEqual([[], [], [], ["2\n3"]]);
  expect(push("\ndata: [DONE]\r\n\r")).toEqual(["[DONE]"]);
});

test("B44: a line or an event above the limit ends the stream; comments and heartbeats are free", () => {
  for (const text of [
    `data:${"x".repeat(200)}`,
    `data:${"x".repeat(60)}\n`.repeat(3),
    `:${"x".repeat(200)}`,
    `event:${"x".repeat(60)}\n`.repeat(3),
    "id\n".repeat(40),
  ]) {
    const reader = createEventReader(100);
    reader.push(encode("data:before\n\n"));
    reader.push(encode(text));
    expect([text, reader.overran()]).toEqual([text, true]);
    expect(reader.push(encode("\n\ndata:after\n\n"))).toEqual([]);
    expect(reader.end()).toEqual([]);
  }
  for (const [beat, count] of [
    [`:${"x".repeat(50)}\n`, 1_000],
    [": keep-alive\r\n\r\n", 1_000],
    ["event: ping\n\n", 1_000],
    ["\n", 1_000],
  ] as const) {
    for (const cut of [1, 7, 1_000]) {
      const reader = createEventReader(100);
      const bytes = encode(beat.repeat(count));
      for (let at = 0; at < bytes.length; at += cut) reader.push(bytes.subarray(at, at + cut));
      expect([beat, cut, reader.overran()]).toEqual([beat, cut, false]);
      expect(reader.push(encode("\ndata:after\n\n")).map(({ data }) => data)).toEqual(["after"]);
    }
  }
});

test("S3, B44: what a limit costs is counted: lines of one character end at the limit and not at four times of it", () => {
  const maxLength = 1_048_576;
  const reader = createEventReader(maxLength);
  const piece = encode("data: a\n".repeat(1_024));
  let sent = 0;
  while (!reader.overran()) {
    reader.push(piece);
    sent += piece.length;
  }
  expect(sent).toBeLessThan(maxLength);
  expect(sent).toBeGreaterThan(maxLength / 8);
});
