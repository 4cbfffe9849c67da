import { inspect } from "node:util";
import { expect, expectTypeOf, test, vi } from "vitest";
import { operations } from "../../generated/operations.ts";
import { type ClientOptions, responseInfo } from "../../src/client/index.ts";
import * as functions from "../../src/functions/index.ts";
import { type Answer, chunk, eventStream, key, messages, serve } from "../support/server.ts";

const { connect, getChatCompletions, getEmbeddings, getModelInfo, send, sendStream } = functions;

async function connectionTo(answer: Answer, options: Partial<ClientOptions> = {}) {
  const { url, received } = await serve(answer);
  return { received, connection: connect({ endpoint: url, credential: { key }, retry: { retries: 0 }, ...options }) };
}

test("there is a constant for each operation", () => {
  expect(functions).toMatchObject(operations);
});

test("send makes the request of the operation and returns its response", async () => {
  const { connection, received } = await connectionTo({ body: { choices: [] } });
  const options = { extras: { safe_prompt: true }, headers: { "x-mine": "1" } };
  const answer = await send(connection, getChatCompletions, { messages }, options);
  expect(answer).toEqual({ choices: [] });
  expect(responseInfo(answer)?.status).toBe(200);
  expect(received).toMatchObject([{ method: "POST", headers: { "x-mine": "1", "extra-parameters": "pass-through" } }]);
  expect(received[0]?.url).toMatch(/^\/chat\/completions\?/);
  expect(JSON.parse(received[0]?.body ?? "")).toEqual({ messages, safe_prompt: true });
});

test("send passes query parameters of an operation without a body", async () => {
  const { connection, received } = await connectionTo({ body: { model_name: "m" } });
  await send(connection, getModelInfo, { model: "phi-4" });
  expect(received[0]?.url).toMatch(/^\/info\?.*model=phi-4/);
});

test("send throws the errors of the client", async () => {
  const { connection } = await connectionTo({ status: 404, body: { error: { code: "unknown_model", message: "no" } } });
  await expect(send(connection, getEmbeddings, { input: "a" })).rejects.toMatchObject({
    name: "ResponseError",
    problem: { kind: "not_found" },
  });
  await expect(send(connection, getChatCompletions, { messages, stream: true } as never)).rejects.toThrow(
    "stream: must not be true here",
  );
});

test("sendStream returns chunks and collects the response", async () => {
  const reply = eventStream(chunk("Hel"), chunk("lo", "stop"), "[DONE]");
  const { connection, received } = await connectionTo(reply);
  const texts: (string | null | undefined)[] = [];
  for await (const { choices } of sendStream(connection, getChatCompletions, { messages }))
    texts.push(choices[0]?.delta?.content);
  expect(texts).toEqual(["Hel", "lo"]);
  expect(JSON.parse(received[0]?.body ?? "")).toEqual({ messages, stream: true });
  const { choices } = await sendStream(connection, getChatCompletions, { messages }).collect();
  expect(choices[0]?.message.content).toBe("Hello");
});

test("an invalid option is an error of connect, and a printed connection shows no credential", async () => {
  expect(() => connect({ endpoint: "nonsense", credential: { key } })).toThrow("endpoint: must be a URL");
  const { connection } = await connectionTo({}, { headers: { "x-secret": key } });
  expect(inspect(connection, { depth: 9 }) + JSON.stringify(connection)).not.toContain(key);
});

test("what is no connection is a configuration error", async () => {
  const none = {} as functions.Connection;
  await expect(send(none, getModelInfo)).rejects.toThrow("connection: must be what connect() returns");
  expect(() => sendStream(none, getChatCompletions, { messages })).toThrow(
    "connection: must be what connect() returns",
  );
});

test("F4: a connection of one copy of the package works with the functions of the other", async () => {
  const { connection } = await connectionTo({ body: { choices: [] } });
  vi.resetModules();
  const other: typeof functions = await import("../../src/functions/index.ts");
  expect(other.send).not.toBe(send);
  expect(await other.send(connection, other.getChatCompletions, { messages })).toEqual({ choices: [] });
});

test("types follow the operation", () => {
  const connection = connect({ endpoint: "http://localhost", credential: { key } });
  expectTypeOf(sendStream(connection, getChatCompletions, { messages }).collect).returns.resolves.toHaveProperty(
    "choices",
  );
  const calls = (): unknown[] => [
    // @ts-expect-error the operation has no member `input`
    send(connection, getChatCompletions, { input: "a" }),
    // @ts-expect-error embeddings do not stream
    sendStream(connection, getEmbeddings, { input: "a" }),
    // @ts-expect-error input is required
    send(connection, getEmbeddings, {}),
  ];
  expect(calls).toBeTypeOf("function");
});
