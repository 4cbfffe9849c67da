import { once } from "node:events";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { responseInfo, StreamError } from "../../../src/client/index.ts";
import { type Answer, chunk, clientOf, eventStream, events, messages } from "../../support/server.ts";

async function streamOf(answer: Answer | Parameters<typeof clientOf>[0]) {
  const { client, received } = await clientOf(answer);
  return { stream: client.streamChatCompletions({ messages }), received };
}

async function failureOf(answer: Parameters<typeof clientOf>[0]): Promise<StreamError> {
  const { stream } = await streamOf(answer);
  const error = await stream.collect().catch((error: unknown) => error);
  expect(error).toBeInstanceOf(StreamError);
  return error as StreamError;
}

test("nothing is sent before the stream is read, and responseInfo describes it afterwards", async () => {
  const { stream, received } = await streamOf({
    ...eventStream(chunk("a", "stop"), "[DONE]"),
    headers: { "content-type": "text/event-stream", "x-request-id": "r" },
  });
  expect(received).toHaveLength(0);
  expect(responseInfo(stream)).toBeUndefined();
  await stream.collect();
  expect(responseInfo(stream)?.requestId).toBe("r");
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

test("A23: a connection that breaks is the cause of the interruption", async () => {
  const error = await failureOf((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(events(chunk("Hel")), () => setImmediate(() => response.destroy()));
    return undefined;
  });
  expect(error.cause).toBeInstanceOf(Error);
  expect((await failureOf(eventStream(chunk("Hel")))).cause).toBeUndefined();
});

test.each([
  ["at once", ['data: {"id":'], 12],
  ["in the piece of the event before", [`${events(chunk("a"))}data: {"id"`], 11],
  ["later", [events(chunk("a")), "data", ': {"id'], 10],
  ["after lines that are ended by CR", [`${events(chunk("a")).replaceAll("\n", "\r")}data: 1\r`], 8],
])("B38: an interruption %s shows how much of an event was left", async (_, pieces, left) => {
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

test("S2, B41: an event that says it is an error is one, though its data is no JSON", async () => {
  const { client } = await clientOf((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end("event: error\ndata: upstream is gone\n\n");
    return undefined;
  });
  const error = await client
    .streamChatCompletions({ messages })
    .collect()
    .catch((error: unknown) => error);
  expect(error).toMatchObject({
    ...{ name: "StreamError", reason: "failed", message: "The stream failed: unknown: upstream is gone" },
    problem: { kind: "unknown", message: "upstream is gone" },
  });
});

test("B41: the message of an error inside a stream says what the server said", async () => {
  const error = await failureOf(eventStream(chunk("a"), { error: { code: 429, message: "Secret" } }));
  expect(error.message).toBe("The stream failed: rate_limited (429): Secret");
});

test("A25: the message of an end without [DONE] shows whether a finish reason had come", async () => {
  const { client } = await clientOf(eventStream(chunk("a", "stop")), { stream: { requireDone: true } });
  const error = await client
    .streamChatCompletions({ messages })
    .collect()
    .catch((error: unknown) => error);
  expect(error).toMatchObject({ reason: "interrupted", message: "The stream ended before its end marker." });
});

test("B42: an event that is not JSON ends the stream and is quoted nowhere", async () => {
  const error = await failureOf(eventStream(chunk("a"), '{"secret prompt'));
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
    { stream: { maxEventLength: 300 } },
  );
  await expect(client.streamChatCompletions({ messages }).collect()).rejects.toMatchObject({
    reason: "malformed",
    message: "An event of the stream is longer than stream.maxEventLength.",
    partial: { choices: [{ message: { content: "a" } }] },
  });
});

test("B48: a response that is no event stream is refused", async () => {
  const error = await failureOf({ body: { id: "1" } });
  expect(error).toMatchObject({
    reason: "not_a_stream",
    message: "The server responded to a stream request with application/json.",
  });
});

test("so is a response without a body", async () => {
  const error = await failureOf({ status: 204 });
  expect(error).toMatchObject({
    reason: "not_a_stream",
    message: "The server responded to a stream request with no body.",
  });
});

test("a request that is refused is a ResponseError, as without a stream", async () => {
  const { stream } = await streamOf({ status: 429, body: { error: { code: "RateLimitReached", message: "Slow" } } });
  await expect(stream.collect()).rejects.toMatchObject({ name: "ResponseError", status: 429 });
});

test("a content type is quoted up to 80 characters", async () => {
  const error = await failureOf({ headers: { "content-type": `text/${"x".repeat(200)}` }, body: "a" });
  expect(error.message).toBe(`The server responded to a stream request with text/${"x".repeat(75)}.`);
});

test("a limit of Infinity is no limit", async () => {
  const { client } = await clientOf(eventStream(chunk("a", "stop"), "[DONE]"), {
    stream: { idleTimeoutMs: Number.POSITIVE_INFINITY },
    timeoutMs: Number.POSITIVE_INFINITY,
  });
  expect((await client.streamChatCompletions({ messages }).collect()).choices).toHaveLength(1);
});
