import type { ServerResponse } from "node:http";
import fc from "fast-check";
import { expect, test } from "vitest";
import { chunk, clientOf, messages } from "../../support/server.ts";
import { fetchOf, streaming } from "../fetch/fetch-of.ts";
import { eventsByTheStandard } from "./standard.ts";

const lineEnd = fc.constantFrom("\n", "\r", "\r\n");
const line = fc.constantFrom(`data: ${JSON.stringify(chunk("é"))}`, ": note", "event: message", "id: 1", "");
const stream = fc
  .tuple(fc.array(fc.tuple(line, lineEnd), { maxLength: 8 }), fc.array(lineEnd, { minLength: 3, maxLength: 3 }))
  .map(([lines, [first, second, third]]) => `${lines.flat().join("")}${first}data: [DONE]${second}${third}`)
  // Neither two chunks as one event, nor a CR and an LF that were meant as two line ends.
  .filter((text) => {
    const found = eventsByTheStandard(text);
    return found.at(-1)?.data === "[DONE]" && found.every(({ data }) => !data.includes("\n"));
  });

/** Each byte of a stream that completes an event, with how many events are complete then. */
function completions(bytes: Uint8Array): { end: number; count: number }[] {
  const found: { end: number; count: number }[] = [];
  for (let end = 1; end <= bytes.length; end += 1) {
    const count = eventsByTheStandard(new TextDecoder().decode(bytes.subarray(0, end))).length;
    if (count > (found.at(-1)?.count ?? 0)) found.push({ end, count });
  }
  return found;
}

/** A handler that keeps the socket open and leaves it to the test to write each byte. */
function byteByByte() {
  let opened: (response: ServerResponse) => void = () => undefined;
  let response: Promise<ServerResponse>;
  const expectRequest = (): void => {
    response = new Promise((resolve) => {
      opened = resolve;
    });
  };
  expectRequest();
  return {
    expectRequest,
    handler: (_: unknown, own: ServerResponse): undefined => {
      own.writeHead(200, { "content-type": "text/event-stream" });
      own.flushHeaders();
      opened(own);
    },
    write: async (bytes: Uint8Array): Promise<void> => {
      const own = await response;
      for (const byte of bytes)
        await new Promise<void>((resolve) => own.write(new Uint8Array([byte]), () => resolve()));
    },
  };
}

test("S1, B31, B36: a stream gives each chunk, and its end, at the byte that completes it, with the socket left open", async () => {
  const server = byteByByte();
  const { client } = await clientOf(server.handler);
  await fc.assert(
    fc.asyncProperty(stream, async (text) => {
      server.expectRequest();
      const bytes = new TextEncoder().encode(text);
      const chunks = client.streamChatCompletions({ messages })[Symbol.asyncIterator]();
      let next = chunks.next();
      let written = 0;
      const places = completions(bytes);
      for (const { end, count } of places) {
        await server.write(bytes.subarray(written, end));
        written = end;
        const { done } = await next;
        expect([count, done]).toEqual([count, count === places.length]);
        next = chunks.next();
      }
    }),
    { numRuns: 25 },
  );
});

test("S1, B31, B36: createFetch gives each event, and the end, at the byte that completes it, with the socket left open", async () => {
  const server = byteByByte();
  const { fetch, chat } = await fetchOf(server.handler);
  await fc.assert(
    fc.asyncProperty(stream, async (text) => {
      server.expectRequest();
      const bytes = new TextEncoder().encode(text);
      const { body } = await fetch(chat, streaming);
      const reader = body?.getReader();
      let written = 0;
      let length = 0;
      for (const { end } of completions(bytes)) {
        const writing = server.write(bytes.subarray(written, end));
        written = end;
        while (length < end) length += (await reader?.read())?.value?.length ?? Number.NaN;
        await writing;
        expect(length).toBe(end);
      }
      expect((await reader?.read())?.done).toBe(true);
    }),
    { numRuns: 25 },
  );
});
