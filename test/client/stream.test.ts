import { once } from "node:events";
import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createClient, responseInfo, StreamError } from "../../src/client/index.ts";
import { type Answer, chunk, clientOf, eventStream, events, key, messages, serve } from "../server.ts";

const annotation = {
  id: "",
  object: "",
  created: 0,
  model: "",
  choices: [],
  prompt_filter_results: [{ prompt_index: 0 }],
};

async function streamOf(answer: Answer | Parameters<typeof clientOf>[0]) {
  const { client, received } = await clientOf(answer);
  return { stream: client.streamChatCompletions({ messages }), received };
}

async function failureOf(answer: Parameters<typeof clientOf>[0]): Promise<{ error: StreamError; before: unknown[] }> {
  const { stream } = await streamOf(answer);
  const before: unknown[] = [];
  try {
    for await (const chunk of stream) before.push(chunk);
  } catch (error) {
    expect(error).toBeInstanceOf(StreamError);
    return { error: error as StreamError, before };
  }
  throw new Error("the stream ended well");
}

test("a stream asks for one and gives every chunk as it came", async () => {
  const chunks = [annotation, chunk("Hel"), chunk("lo", "stop"), { ...chunk(""), choices: [], usage: null }];
  const { stream, received } = await streamOf(eventStream(...chunks, "[DONE]"));
  const came = [];
  for await (const chunk of stream) came.push(chunk);
  expect(came).toEqual(chunks);
  expect(JSON.parse(received[0]?.body ?? "")).toEqual({ messages, stream: true });
});

test("nothing is sent before the stream is read, and responseInfo tells of it afterwards", async () => {
  const { stream, received } = await streamOf({
    ...eventStream(chunk("a", "stop"), "[DONE]"),
    headers: { "content-type": "text/event-stream", "x-request-id": "r" },
  });
  expect(received).toHaveLength(0);
  expect(responseInfo(stream)).toBeUndefined();
  await stream.collect();
  expect(responseInfo(stream)?.requestId).toBe("r");
});

test("B32: chunks are the same however the bytes are cut", async () => {
  const texts = ["Grüße", "世界", "🙂", "\u2028"];
  const body = Buffer.from(
    events(...texts.map((text) => chunk(text)), chunk("", "stop"), "[DONE]").replaceAll("\n\n", "\r\n\r\n"),
  );
  let cuts: number[] = [];
  const { url } = await serve(async (_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const [index, cut] of cuts.entries()) {
      if (!response.write(body.subarray(cuts[index - 1] ?? 0, cut))) await once(response, "drain");
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end(body.subarray(cuts.at(-1) ?? 0));
    return undefined;
  });
  const client = createClient({ endpoint: url, credential: { key } });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(body.length - 1), { maxLength: 12 }), async (places) => {
      cuts = places.sort((a, b) => a - b);
      const answer = await client.streamChatCompletions({ messages }).collect();
      expect(answer.choices[0]?.message.content).toBe(texts.join(""));
    }),
    { numRuns: 50 },
  );
});

test("B35: comments, other fields and events without data are passed over", async () => {
  const body = `: keep-alive\n\nretry: 9\nid: 1\n\ndata:\n\nevent: other\ndata: ${JSON.stringify(chunk("a", "stop"))}\n\ndata:[DONE]\n\n`;
  const { stream } = await streamOf({ headers: { "content-type": "text/event-stream" }, body });
  expect((await stream.collect()).choices[0]?.message.content).toBe("a");
});

test("B36, B37: [DONE] ends the stream, whatever follows and although the connection stays open", async () => {
  const { stream } = await streamOf((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(events(chunk("a", "stop"), "[DONE]", chunk("b")));
    return undefined;
  });
  expect((await stream.collect()).choices[0]?.message.content).toBe("a");
});

test("B36: after [DONE] the body is read to its end, so that the connection serves the next stream", async () => {
  const sockets = new Set<number | undefined>();
  let readToTheEnd: Promise<void> | undefined;
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const { body, status, headers } = await globalThis.fetch(url, init);
    const watched = new TransformStream<Uint8Array, Uint8Array>();
    readToTheEnd = body?.pipeTo(watched.writable);
    return new Response(watched.readable, { status, headers });
  };
  const { client } = await clientOf(
    (_, response) => {
      sockets.add(response.socket?.remotePort);
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(events(chunk("a", "stop"), "[DONE]"), () => setImmediate(() => response.end()));
      return undefined;
    },
    { fetch },
  );
  for (let round = 0; round < 5; round += 1) {
    await client.streamChatCompletions({ messages }).collect();
    await readToTheEnd;
  }
  // Five, were the bodies cancelled; a second one where the platform frees the first a moment too late.
  expect(sockets.size).toBeLessThanOrEqual(2);
});

test("B36: a body that goes on after [DONE] is not read on for more than 64 KiB", async () => {
  let closed: Promise<unknown> | undefined;
  let written = 0;
  const { stream } = await streamOf((_, response) => {
    closed = once(response, "close");
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(events(chunk("a", "stop"), "[DONE]"));
    const flood = (): void => {
      if (response.destroyed) return;
      written += 16_384;
      if (response.write("x".repeat(16_384))) setImmediate(flood);
      else response.once("drain", flood);
    };
    flood();
    return undefined;
  });
  await stream.collect();
  await closed;
  // What the sockets hold comes on top.
  expect(written).toBeLessThan(8 * 1024 * 1024);
});

test("B36: a body that falls silent after [DONE] is let go", async () => {
  let closed: Promise<unknown> | undefined;
  const { stream } = await streamOf((_, response) => {
    closed = once(response, "close");
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(events(chunk("a", "stop"), "[DONE]"));
    return undefined;
  });
  await stream.collect();
  await closed;
});

test("A20: leaving the loop closes the connection", async () => {
  let closed: Promise<unknown> | undefined;
  const { stream } = await streamOf((_, response) => {
    closed = once(response, "close");
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(events(chunk("a"), chunk("b")));
    return undefined;
  });
  for await (const _ of stream) break;
  await closed;
});

test("A21: a stream can be read once", async () => {
  const { stream } = await streamOf(eventStream(chunk("a", "stop"), "[DONE]"));
  await stream.collect();
  await expect(stream.collect()).rejects.toMatchObject({ name: "StreamError", reason: "used" });
});

test("A23: a stream cut before a finish reason is interrupted, and keeps what had arrived", async () => {
  const { error, before } = await failureOf((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(events(chunk("Hel")), () => setImmediate(() => response.destroy()));
    return undefined;
  });
  expect(error.reason).toBe("interrupted");
  expect(error.partial).toMatchObject({ choices: [{ message: { content: "Hel" } }] });
  expect(error.cause).toBeInstanceOf(Error);
  expect(before).toHaveLength(1);
});

test("A24: so is one that ends cleanly before a finish reason", async () => {
  const { error } = await failureOf(eventStream(chunk("Hel")));
  expect(error).toMatchObject({ reason: "interrupted", cause: undefined });
});

test("A25: where [DONE] must be there, a finish reason is not enough", async () => {
  const { client } = await clientOf(eventStream(chunk("a", "stop")), { requireDone: true });
  await expect(client.streamChatCompletions({ messages }).collect()).rejects.toMatchObject({
    reason: "interrupted",
    message: "The stream ended before its end marker.",
    partial: { choices: [{ finish_reason: "stop" }] },
  });
});

test.each([
  ["at once", ['data: {"id":'], 12],
  ["in the piece of the event before", [`${events(chunk("a"))}data: {"id"`], 11],
  ["later", [events(chunk("a")), "data", ': {"id'], 10],
  ["after lines that are ended by CR", [`${events(chunk("a")).replaceAll("\n", "\r")}data: 1\r`], 8],
])("B38: an interruption %s tells how much of an event was left", async (_, pieces, left) => {
  const { stream } = await streamOf(async (_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const piece of pieces) {
      response.write(piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
    return undefined;
  });
  await expect(stream.collect()).rejects.toThrow(
    `The stream ended before its end marker and before a finish reason; ${left} characters of an event had come that was not completed.`,
  );
});

test("A25: a finish reason proves the answer complete where [DONE] is missing", async () => {
  const { stream } = await streamOf(eventStream(chunk("Hello", "stop")));
  expect((await stream.collect()).choices[0]?.finish_reason).toBe("stop");
  expect(responseInfo(stream)?.missingDone).toBe(true);
  const whole = await streamOf(eventStream(chunk("Hello", "stop"), "[DONE]"));
  await whole.stream.collect();
  expect(responseInfo(whole.stream)?.missingDone).toBe(false);
});

describe("B41: an error inside a stream ends it, with what went wrong and what had arrived", () => {
  test.each([
    [
      "nested",
      events({ error: { message: "No more", type: "server_error", param: null, code: "429" } }, "[DONE]"),
      "rate_limited",
    ],
    [
      "flat",
      events({ object: "error", message: "No more", type: "BadRequestError", param: null, code: 400 }),
      "invalid_request",
    ],
    ["text", events({ error: "No more", error_type: "overloaded" }), "unknown"],
    ["named", `event: error\ndata: {"message":"No more"}\n\n`, "unknown"],
  ])("%s", async (_, body, kind) => {
    const { error, before } = await failureOf({
      headers: { "content-type": "text/event-stream" },
      body: events(chunk("Hel")) + body,
    });
    expect(error.reason).toBe("failed");
    expect(error.problem).toMatchObject({ kind, message: "No more" });
    expect(error.partial).toMatchObject({ choices: [{ message: { content: "Hel" } }] });
    expect(before).toHaveLength(1);
  });
});

test("B42: an event that is not JSON ends the stream and is quoted nowhere", async () => {
  const { error } = await failureOf(eventStream(chunk("a"), '{"secret prompt'));
  expect(error.reason).toBe("malformed");
  expect(inspect(error, { depth: 9, showHidden: true }) + String(error.cause)).not.toContain("secret prompt");
});

test("B44: an event above the limit ends the stream", async () => {
  const { client } = await clientOf(
    (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`${events(chunk("a"))}data: {`);
      const flood = setInterval(() => response.write("x".repeat(100)), 1);
      response.on("close", () => clearInterval(flood));
      return undefined;
    },
    { maxEventLength: 300 },
  );
  await expect(client.streamChatCompletions({ messages }).collect()).rejects.toMatchObject({
    reason: "malformed",
    message: "An event of the stream is longer than maxEventLength.",
    partial: { choices: [{ message: { content: "a" } }] },
  });
});

test("B48: an answer that is no event stream is refused", async () => {
  const { error } = await failureOf({ body: { id: "1" } });
  expect(error).toMatchObject({
    reason: "not_a_stream",
    message: "The server answered a stream request with application/json.",
  });
});

test("so is an answer without a body", async () => {
  const { error } = await failureOf({ status: 204 });
  expect(error).toMatchObject({
    reason: "not_a_stream",
    message: "The server answered a stream request with no body.",
  });
});

test("a missing content type, as gateways leave it, is taken for an event stream", async () => {
  const { stream } = await streamOf((_, response) => {
    response.removeHeader("content-type");
    response.end(events(chunk("a", "stop"), "[DONE]"));
    return undefined;
  });
  expect((await stream.collect()).choices[0]?.message.content).toBe("a");
});

test("a request that is refused is a ResponseError, as without a stream", async () => {
  const { stream } = await streamOf({ status: 429, body: { error: { code: "RateLimitReached", message: "Slow" } } });
  await expect(stream.collect()).rejects.toMatchObject({ name: "ResponseError", status: 429 });
});

describe("B42: an event that is no JSON object is malformed", () => {
  test.each(["7", "null", "[]", '"text"', "true", "{", "[{}]"])("%s", async (data) => {
    const { error, before } = await failureOf(eventStream(chunk("a"), data));
    expect(error).toMatchObject({
      reason: "malformed",
      message: "An event of the stream is not a JSON object.",
      partial: { choices: [{ message: { content: "a" } }] },
    });
    expect(before).toHaveLength(1);
  });
});

describe("B41: what an error inside a stream is, its code says", () => {
  test.each<[number | string, string]>([
    [399, "unknown"],
    [400, "invalid_request"],
    ["429", "rate_limited"],
    [500, "unavailable"],
    [599, "unavailable"],
    [600, "unknown"],
    ["server_error", "unknown"],
    ["context_length_exceeded", "too_large"],
  ])("%s: %s", async (code, kind) => {
    const { error } = await failureOf(eventStream(chunk("a"), { error: { code, message: "no" } }));
    expect(error).toMatchObject({
      reason: "failed",
      message: `The stream carried an error: ${kind}`,
      problem: { kind },
    });
  });
});

test("B31: a stream whose lines end with CR alone, and that ends without its marker, has its last event", async () => {
  const body = events(chunk("a"), chunk("b", "stop")).replaceAll("\n", "\r");
  const { stream } = await streamOf({ headers: { "content-type": "text/event-stream" }, body });
  expect((await stream.collect()).choices[0]?.message.content).toBe("ab");
});

test("B15: fields that no one knows, and waits that are none, are passed over", async () => {
  const body = `foobar: x\nretry: soon\njust some text\n${events(chunk("a", "stop"), "[DONE]")}`;
  const { stream } = await streamOf({ headers: { "content-type": "text/event-stream" }, body });
  expect((await stream.collect()).choices[0]?.message.content).toBe("a");
});

test("a chunk whose error is null is a chunk", async () => {
  const { stream } = await streamOf(eventStream({ ...chunk("a", "stop"), error: null }, "[DONE]"));
  expect((await stream.collect()).choices[0]?.message.content).toBe("a");
});

test("a content type is quoted up to 80 characters", async () => {
  const { error } = await failureOf({ headers: { "content-type": `text/${"x".repeat(200)}` }, body: "a" });
  expect(error.message).toBe(`The server answered a stream request with text/${"x".repeat(75)}.`);
});

test("a limit of Infinity is no limit", async () => {
  const { client } = await clientOf(eventStream(chunk("a", "stop"), "[DONE]"), {
    streamIdleTimeoutMs: Number.POSITIVE_INFINITY,
    timeoutMs: Number.POSITIVE_INFINITY,
  });
  expect((await client.streamChatCompletions({ messages }).collect()).choices).toHaveLength(1);
});
