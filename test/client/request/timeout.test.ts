import { once } from "node:events";
import { expect, test } from "vitest";
import { chunk, clientOf, events, messages } from "../../support/server.ts";

test("an attempt whose headers do not come times out, and is tried again", async () => {
  const { client } = await clientOf(() => undefined, { timeoutMs: 100, retry: { retries: 1 } });
  await expect(client.getModelInfo()).rejects.toMatchObject({
    name: "ConnectionError",
    reason: "timeout",
    attempts: 2,
    committed: false,
  });
});

test("A17: a body that stalls times out, its connection is closed, and it is not tried again", async () => {
  let closed: Promise<unknown> | undefined;
  const { client, received } = await clientOf(
    (_, response) => {
      closed = once(response, "close");
      response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      response.write('{"half":');
      return undefined;
    },
    { timeoutMs: 1000, retry: { retries: 3 } },
  );
  await expect(client.getModelInfo()).rejects.toMatchObject({ reason: "timeout", attempts: 1, committed: true });
  await closed;
  expect(received).toHaveLength(1);
});

test("A18: a body that drips fails at the deadline, not never", async () => {
  const { client } = await clientOf(
    (_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const drip = setInterval(() => response.write(" "), 10);
      response.on("close", () => clearInterval(drip));
      return undefined;
    },
    { deadlineMs: 200 },
  );
  await expect(client.getModelInfo()).rejects.toMatchObject({ name: "ConnectionError", reason: "deadline" });
});

test("a stream that stalls fails with what had arrived, and its connection is closed", async () => {
  let closed: Promise<unknown> | undefined;
  const { client } = await clientOf(
    (_, response) => {
      closed = once(response, "close");
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(events(chunk("Hel")));
      return undefined;
    },
    { stream: { idleTimeoutMs: 500 } },
  );
  const error = await client
    .streamChatCompletions({ messages })
    .collect()
    .catch((error: unknown) => error);
  expect(error).toMatchObject({
    name: "StreamError",
    reason: "stalled",
    partial: { choices: [{ message: { content: "Hel" } }] },
  });
  await closed;
});

test("B33: comments keep a stream alive, and an attempt's time limit ends with its headers", async () => {
  const { client } = await clientOf(
    (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      let beats = 0;
      const beat = setInterval(() => {
        beats += 1;
        if (beats < 13) return response.write(": keep-alive\n\n");
        clearInterval(beat);
        return response.end(
          events({ ...chunk("a"), choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }, "[DONE]"),
        );
      }, 100);
      return undefined;
    },
    { stream: { idleTimeoutMs: 1000 }, timeoutMs: 1000 },
  );
  const answer = await client.streamChatCompletions({ messages }).collect();
  expect(answer.choices[0]?.finish_reason).toBe("stop");
});

test("A18: a stream that drips fails at the deadline with what had arrived", async () => {
  const { client } = await clientOf((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const drip = setInterval(() => response.write(events(chunk("a"))), 20);
    response.on("close", () => clearInterval(drip));
    return undefined;
  });
  const stream = client.streamChatCompletions({ messages }, { deadlineMs: 1000 });
  await expect(stream.collect()).rejects.toMatchObject({
    name: "StreamError",
    message: "The stream exceeded deadlineMs.",
    reason: "deadline",
    partial: { choices: [{}] },
  });
});

test("A consumer may take its time: only silence of the server counts", async () => {
  const { client } = await clientOf(
    (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(events(chunk("a"), chunk("b"), "[DONE]"));
      return undefined;
    },
    { stream: { idleTimeoutMs: 500 } },
  );
  const came = [];
  for await (const piece of client.streamChatCompletions({ messages })) {
    came.push(piece);
    await new Promise((resolve) => setTimeout(resolve, 600));
  }
  expect(came).toHaveLength(2);
});

test("A19: an error body is kept up to 64 KiB, and its connection is closed", async () => {
  let closed: Promise<unknown> | undefined;
  const { client } = await clientOf((_, response) => {
    closed = once(response, "close");
    response.writeHead(400, { "content-type": "text/plain" });
    const flood = setInterval(() => response.write("x".repeat(16_384)), 1);
    response.on("close", () => clearInterval(flood));
    return undefined;
  });
  const error = await client.getModelInfo().catch((error: unknown) => error);
  expect(error).toMatchObject({ status: 400 });
  expect(String((error as { body: unknown }).body)).toHaveLength(65_536);
  await closed;
});

test("client.http hands a stream on unread, and its end releases the call", async () => {
  const { client } = await clientOf((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(events(chunk("a"), "[DONE]"));
    return undefined;
  });
  const { data } = await client.http.POST("/chat/completions", { body: { messages, stream: true }, parseAs: "stream" });
  expect(await new Response(data ?? null).text()).toBe(events(chunk("a"), "[DONE]"));
});
