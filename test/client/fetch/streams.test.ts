import { once } from "node:events";
import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFetch, StreamError } from "../../../src/client/index.ts";
import { type Answer, chunk, eventStream, events, key, messages, serve } from "../../support/server.ts";
import { fetchOf, readAll, streaming } from "./fetch-of.ts";

const type = { "content-type": "text/event-stream" };
const stop = { ...chunk(""), choices: [{ index: 0, delta: {}, finish_reason: "stop" }] };
const textChunk = { id: "1", created: 1, model: "m", choices: [{ index: 0, text: "Hel", finish_reason: null }] };

/** What the body of a stream gives, and how it ends. */
async function streamed(handler: Parameters<typeof fetchOf>[0], options: Parameters<typeof fetchOf>[1] = {}) {
  const { fetch, chat } = await fetchOf(handler, options);
  return readAll(await fetch(chat, streaming));
}

/** Pieces that arrive one by one, each when the one before is gone. */
const inPieces =
  (pieces: readonly (string | Uint8Array)[]): Parameters<typeof fetchOf>[0] =>
  async (_, response) => {
    response.writeHead(200, type);
    for (const piece of pieces) {
      response.write(piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
    return undefined;
  };

describe("a stream that ends well gives its bytes unchanged", () => {
  const annotation = { ...chunk(""), choices: [], prompt_filter_results: [{ prompt_index: 0 }] };
  const noDelta = { ...chunk(""), choices: [{ index: 0, finish_reason: null, content_filter_results: {} }] };
  const usage = { ...chunk(""), choices: [], usage: null };
  const whole = `: hello\n\nretry: 9\nid: 1\n\ndata:\n\nevent: other\n${events(annotation, chunk("Grüße 🙂"), noDelta, stop)}: beat\n${events(usage, "[DONE]")}`;

  test.each([
    ["LF", whole],
    ["CRLF", whole.replaceAll("\n", "\r\n")],
    ["CR", whole.replaceAll("\n", "\r")],
    ["a byte order mark before", `\uFEFF${whole}`],
  ])("B30, B32, B35, B39, B40: with %s, however they are cut", async (_, text) => {
    const bytes = Buffer.from(text);
    let cuts: number[] = [];
    const { url } = await serve((...args) => {
      const pieces = [...cuts, bytes.length].map((cut, index) => bytes.subarray(cuts[index - 1] ?? 0, cut));
      const handler = inPieces(pieces);
      return typeof handler === "function" ? handler(...args) : handler;
    });
    const fetch = createFetch({ endpoint: url, credential: { key } });
    const property = fc.asyncProperty(fc.uniqueArray(fc.nat(bytes.length - 1), { maxLength: 12 }), async (places) => {
      cuts = places.sort((a, b) => a - b);
      const { text: came, error } = await readAll(await fetch(`${url}/chat/completions`, streaming));
      // Of a last CRLF that is cut in its middle, the LF comes after the end.
      expect([came, `${came}\n`]).toContain(text);
      expect(error).toBeUndefined();
    });
    await fc.assert(property, { numRuns: 40 });
  });

  test.each(["\n", "\r\n", "\r"])("B31: each event at once, also where %o ends it", async (end) => {
    const line = (value: object) => events(value).replaceAll("\n", end);
    let next = (): void => undefined;
    const { fetch, chat } = await fetchOf(async (_, response) => {
      response.writeHead(200, type);
      for (const value of [chunk("a"), chunk("b"), stop]) {
        response.write(line(value));
        await new Promise<void>((resolve) => {
          next = resolve;
        });
      }
      response.end();
      return undefined;
    });
    const { body } = await fetch(chat, streaming);
    const came: string[] = [];
    for await (const bytes of body ?? []) {
      came.push(Buffer.from(bytes).toString());
      next();
    }
    expect(came).toEqual([chunk("a"), chunk("b"), stop].map(line));
  });

  test("A25: with a finish reason and no [DONE], unless that must be there", async () => {
    expect(await streamed(eventStream(stop))).toMatchObject({ text: events(stop), error: undefined });
    const { text, error } = await streamed(eventStream(stop), { stream: { requireDone: true } });
    expect(text).toBe(events(stop));
    expect(error).toMatchObject({ reason: "interrupted" });
  });

  test("B38: with a [DONE] whose blank line is missing", async () => {
    const body = `${events(chunk("a"))}data: [DONE]`;
    expect(await streamed({ headers: type, body })).toMatchObject({ text: body, error: undefined });
  });

  test("B36, B37: at [DONE], whatever follows and although the connection stays open", async () => {
    const answer = await streamed((_, response) => {
      response.writeHead(200, type);
      response.write(events(chunk("a"), "[DONE]", chunk("b")));
      return undefined;
    });
    expect(answer).toMatchObject({ text: events(chunk("a"), "[DONE]"), error: undefined });
  });

  test("where the content type is left out, as gateways do", async () => {
    const answer = await streamed((_, response) => {
      response.removeHeader("content-type");
      response.end(events(chunk("a"), "[DONE]"));
      return undefined;
    });
    expect(answer).toMatchObject({ text: events(chunk("a"), "[DONE]"), error: undefined });
  });

  test("B33: comments come at once and keep it alive", async () => {
    const { fetch, chat } = await fetchOf(
      (_, response) => {
        response.writeHead(200, type);
        let beats = 0;
        const beat = setInterval(() => {
          beats += 1;
          if (beats < 13) return response.write(": beat\n");
          clearInterval(beat);
          return response.end(events(stop, "[DONE]"));
        }, 100);
        return undefined;
      },
      { stream: { idleTimeoutMs: 1000 } },
    );
    const { text, pieces, error } = await readAll(await fetch(chat, streaming));
    expect([text, error]).toEqual([": beat\n".repeat(12) + events(stop, "[DONE]"), undefined]);
    expect(pieces[0]).toBe(": beat\n");
  });
});

describe("B41, B42: instead of an event that is wrong, the body fails, after the events before", () => {
  const before = events(chunk("Hel"));
  const failures: [string, string, object][] = [
    [
      "nested",
      events({ error: { message: "No more", code: "429" } }),
      { reason: "failed", problem: { kind: "rate_limited" } },
    ],
    [
      "flat",
      events({ object: "error", message: "No more", code: 400 }),
      { reason: "failed", problem: { message: "No more" } },
    ],
    ["named", 'event: error\ndata: {"message":"No more"}\n\n', { reason: "failed", problem: { message: "No more" } }],
    ["no JSON", events('{"secret prompt'), { reason: "malformed" }],
  ];

  test.each(failures)("%s, whether it comes alone, with others or in parts", async (_, wrong, expected) => {
    const after = events(stop, "[DONE]");
    const half = Math.floor(wrong.length / 2);
    for (const end of ["\n", "\r\n", "\r"]) {
      for (const pieces of [
        [before + wrong + after],
        [before, wrong, after],
        [before + wrong.slice(0, half), wrong.slice(half) + after],
        [...(before + wrong + after)],
      ]) {
        const sent = pieces.map((piece) => piece.replaceAll("\n", end));
        const { text, error } = await streamed(inPieces(sent));
        expect(text).toBe(before.replaceAll("\n", end));
        expect(error).toBeInstanceOf(StreamError);
        expect(error).toMatchObject({ ...expected, partial: { choices: [{ message: { content: "Hel" } }] } });
        expect(inspect(error, { depth: 9, showHidden: true })).not.toContain("secret prompt");
      }
    }
  });

  test("of completions, with their texts", async () => {
    const { fetch, endpoint } = await fetchOf(eventStream(textChunk, { object: "error", message: "No more" }));
    const { text, error } = await readAll(await fetch(`${endpoint}/completions`, streaming));
    expect(text).toBe(events(textChunk));
    expect(error).toMatchObject({ reason: "failed", partial: { choices: [{ text: "Hel" }] } });
  });
});

describe("a body fails", () => {
  const ending =
    (end: (response: import("node:http").ServerResponse) => void): Parameters<typeof fetchOf>[0] =>
    (_, response) => {
      response.writeHead(200, type);
      response.write(`${events(chunk("Hel"))}data: {"cut`, () => setImmediate(() => end(response)));
      return undefined;
    };
  const partial = { choices: [{ message: { content: "Hel" } }] };

  test.each<[string, Parameters<typeof fetchOf>[0]]>([
    ["A23: when its connection is cut", ending((response) => response.destroy())],
    ["A24: when it ends cleanly before a finish reason", ending((response) => response.end())],
  ])("%s", async (_, handler) => {
    const { text, error } = await streamed(handler);
    expect(text).toBe(events(chunk("Hel")));
    expect(error).toMatchObject({ name: "StreamError", reason: "interrupted", partial });
    expect((error as Error).message).toContain("11 characters of an event had come");
  });

  test("when it stalls, and its connection closes", async () => {
    let closed: Promise<unknown> | undefined;
    const { text, error } = await streamed(
      (_, response) => {
        closed = once(response, "close");
        response.writeHead(200, type);
        response.write(events(chunk("Hel")));
        return undefined;
      },
      { stream: { idleTimeoutMs: 100 } },
    );
    expect(text).toBe(events(chunk("Hel")));
    expect(error).toMatchObject({ name: "StreamError", reason: "stalled", partial });
    await closed;
  });

  test("A18: when it drips past the deadline", async () => {
    const drip: Parameters<typeof fetchOf>[0] = (_, response) => {
      response.writeHead(200, type);
      const timer = setInterval(() => response.write(events(chunk("a"))), 20);
      response.on("close", () => clearInterval(timer));
      return undefined;
    };
    const { error } = await streamed(drip, { deadlineMs: 500 });
    expect(error).toMatchObject({ name: "StreamError", reason: "deadline", partial: { choices: [{}] } });
  });

  test("B48: when the response to a request for a stream is no event stream", async () => {
    for (const body of [{ id: "1" }, "<html>"]) {
      const { text, error } = await streamed({
        body,
        headers: typeof body === "string" ? { "content-type": "text/html" } : {},
      });
      expect(text).toBe("");
      expect(error).toMatchObject({ name: "StreamError", reason: "not_a_stream" });
    }
  });

  test.each<[string, string, string]>([
    ["one line that does not end", "data: ", "x"],
    ["lines without a blank one", "data: {}\n", "data: x\n"],
    ["comments within an event", "data: {}\n", ": x\n"],
  ])("B44: when an event is too long: %s", async (_, begin, more) => {
    const { text, error } = await streamed(
      (_, response) => {
        response.writeHead(200, type);
        response.write(events(chunk("Hel")) + begin);
        const flood = setInterval(() => response.write(more.repeat(200)), 1);
        response.on("close", () => clearInterval(flood));
        return undefined;
      },
      { stream: { maxEventLength: 300 } },
    );
    expect(text).toBe(events(chunk("Hel")));
    expect(error).toMatchObject({ reason: "malformed", partial });
  });

  test("B44: comments between events cost nothing", async () => {
    const body = ": x\n".repeat(5_000) + events(stop, "[DONE]");
    const { text, error } = await streamed({ headers: type, body }, { stream: { maxEventLength: 300 } });
    expect([text, error]).toEqual([body, undefined]);
  });
});

test("what only looks like a request for a stream is none", async () => {
  const body = { choices: [] };
  const { fetch, chat, endpoint } = await fetchOf({ body });
  const text = JSON.stringify({ messages, tools: [{ properties: { stream: true } }], note: '"stream":true' });
  for (const sent of [text, new TextEncoder().encode(text), '"stream":true'])
    expect(await (await fetch(chat, { method: "POST", body: sent })).json()).toEqual(body);
  expect(await (await fetch(`${endpoint}/other`, streaming)).json()).toEqual(body);
});

test("a failure before a stream is a whole response", async () => {
  const { fetch, chat } = await fetchOf({ status: 429, headers: type, body: "data: no\n\n" });
  const response = await fetch(chat, streaming);
  expect([response.status, await response.text()]).toEqual([429, "data: no\n\n"]);
});

describe("event streams of other routes", () => {
  const other = async (handler: Answer | Parameters<typeof fetchOf>[0], options = {}) => {
    const { fetch, endpoint } = await fetchOf(handler, options);
    return readAll(await fetch(`${endpoint}/responses`, streaming));
  };

  test("pass as they are", async () => {
    const body = "event: response.created\ndata: no JSON\n\ndata: {";
    expect(await other({ headers: type, body })).toMatchObject({ text: body, error: undefined });
  });

  test("fail when they stall or break", async () => {
    for (const breaks of [false, true]) {
      const { text, error } = await other(
        (_, response) => {
          response.writeHead(200, type);
          response.write("data: 1\n\n", () => breaks && setImmediate(() => response.destroy()));
          return undefined;
        },
        breaks ? {} : { stream: { idleTimeoutMs: 100 } },
      );
      expect(text).toBe("data: 1\n\n");
      expect(error).toMatchObject(breaks ? { name: "ConnectionError", committed: true } : { reason: "stalled" });
    }
  });
});
