import { expect, test } from "vitest";
import { type Observer, ValidationError } from "../../src/client/index.ts";
import { validateChatCompletionsOptions, validation } from "../../src/validation/index.ts";
import { clientOf, eventStream } from "../support/server.ts";

const answer = { model: "m", data: [{ index: 0, embedding: [1] }] };
const bad = { input: "a", dimensions: -1 };

function recorder(): { warnings: string[]; observe: Observer } {
  const warnings: string[] = [];
  return { warnings, observe: { warn: (message) => warnings.push(message) } };
}

test("a request that does not fit is not sent, and the error points at the property", async () => {
  const { client, received } = await clientOf({ body: answer }, { validation: validation() });
  await expect(client.getEmbeddings(bad)).rejects.toMatchObject({
    name: "ValidationError",
    stage: "request",
    operation: "getEmbeddings",
    issues: [{ pointer: "/dimensions", message: "must be >= 0" }],
  });
  expect(received).toHaveLength(0);
});

test("extras are no mistake", async () => {
  const { client } = await clientOf({ body: answer }, { validation: validation() });
  await expect(client.getEmbeddings({ input: "a" }, { extras: { truncate: "END" } })).resolves.toEqual(answer);
});

test("responses are looked at only when asked for", async () => {
  const body = { data: [] };
  const lenient = await clientOf({ body }, { validation: validation() });
  await expect(lenient.client.getEmbeddings({ input: "a" })).resolves.toEqual(body);
  const strict = await clientOf({ body }, { validation: validation({ response: "error" }) });
  await expect(strict.client.getEmbeddings({ input: "a" })).rejects.toMatchObject({
    stage: "response",
    issues: [{ pointer: "/model", message: "is missing" }],
  });
});

test("a chunk that does not fit ends the stream", async () => {
  const { client } = await clientOf(eventStream({ id: 7 }, "[DONE]"), { validation: validation({ stream: "error" }) });
  const error = await client
    .streamCompletions({ prompt: "a" })
    .collect()
    .catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ValidationError);
  expect(error).toMatchObject({ stage: "stream", operation: "getCompletions" });
});

test("a warning goes to the observer, and the call goes on", async () => {
  const { warnings, observe } = recorder();
  const { client } = await clientOf(
    { body: { data: [] } },
    { observe, validation: validation({ request: "warn", response: "warn" }) },
  );
  await expect(client.getEmbeddings(bad)).resolves.toEqual({ data: [] });
  expect(warnings).toEqual([
    "getEmbeddings: the request does not fit the contract: /dimensions must be >= 0",
    "getEmbeddings: the response does not fit the contract: /model is missing",
  ]);
});

test("off does not look", async () => {
  const { client } = await clientOf({ body: answer }, { validation: validation({ request: "off" }) });
  await expect(client.getEmbeddings(bad)).resolves.toEqual(answer);
});

test("a validator reports paths from the root whatever it is called with, as by `filter`", () => {
  const fits = { messages: [{ role: "user", content: "Hi" }] };
  expect([fits, { messages: 1 }].filter(validateChatCompletionsOptions)).toEqual([fits]);
  expect(validateChatCompletionsOptions.errors).toMatchObject([{ instancePath: "/messages", keyword: "type" }]);
});
