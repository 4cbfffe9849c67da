import { once } from "node:events";
import { expect, test } from "vitest";
import { responseInfo } from "../../../src/client/index.ts";
import { chunk, clientOf, eventStream, events, messages } from "../../support/server.ts";

const chunks = [chunk("a"), chunk("b"), chunk("c", "stop")];

test("A21: tee gives every chunk to both, from one request", async () => {
  const { client, received } = await clientOf(eventStream(...chunks, "[DONE]"));
  const stream = client.streamChatCompletions({ messages });
  const [first, second] = stream.tee();
  const read: unknown[] = [];
  for await (const piece of first) read.push(piece);
  expect(read).toEqual(chunks);
  expect((await second.collect()).choices[0]?.message.content).toBe("abc");
  expect(received).toHaveLength(1);
  expect(responseInfo(stream)?.status).toBe(200);
});

test("A21: both may be read at the same time, and shared again", async () => {
  const { client, received } = await clientOf(eventStream(...chunks, "[DONE]"));
  const [first, rest] = client.streamChatCompletions({ messages }).tee();
  const answers = await Promise.all([first, ...rest.tee()].map((stream) => stream.collect()));
  expect(answers.map(({ choices }) => choices[0]?.message.content)).toEqual(["abc", "abc", "abc"]);
  expect(received).toHaveLength(1);
});

test("A21: a stream that is read cannot be shared, nor one that is shared be read", async () => {
  const { client } = await clientOf(eventStream(...chunks, "[DONE]"));
  const read = client.streamChatCompletions({ messages });
  await read.collect();
  expect(() => read.tee()).toThrow(
    "A stream can be read once: make the call again for another, or share it with tee()",
  );
  const shared = client.streamChatCompletions({ messages });
  const [first] = shared.tee();
  await expect(shared.collect()).rejects.toMatchObject({ name: "StreamError", reason: "used" });
  await first.collect();
  await expect(first.collect()).rejects.toMatchObject({ name: "StreamError", reason: "used" });
});

test("a failure reaches both, after what had arrived", async () => {
  const { client } = await clientOf(eventStream(chunk("a"), { error: { message: "broken" } }));
  const [first, second] = client.streamChatCompletions({ messages }).tee();
  for (const stream of [first, second]) {
    await expect(stream.collect()).rejects.toMatchObject({
      name: "StreamError",
      reason: "failed",
      partial: { choices: [{ message: { content: "a" } }] },
    });
  }
});

test("one may leave early; the connection closes when both have", async () => {
  let closed: Promise<unknown> | undefined;
  const { client } = await clientOf((_, response) => {
    closed = once(response, "close");
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(events(...chunks));
    return undefined;
  });
  const [first, second] = client.streamChatCompletions({ messages }).tee();
  for await (const _ of first) break;
  const read: unknown[] = [];
  for await (const piece of second) {
    read.push(piece);
    if (read.length === 3) break;
  }
  expect(read).toEqual(chunks);
  await closed;
});
