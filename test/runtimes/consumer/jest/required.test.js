const { createClient, isResponseError } = require("model-inference");
const { startEmulator } = require("model-inference/emulator");
const { default: ModelClient, isUnexpected } = require("model-inference/azure-rest");

let emulator;
beforeAll(async () => {
  emulator = await startEmulator({ keys: ["k"] });
});
afterAll(() => emulator.stop());

const messages = [{ role: "user", content: "Hello" }];

test("a chat call and a stream", async () => {
  const client = createClient({ endpoint: emulator.url, credential: { key: "k" } });
  const { choices } = await client.getChatCompletions({ messages });
  expect(choices[0].message.content).toContain("Hello");
  let text = "";
  for await (const chunk of client.streamChatCompletions({ messages })) text += chunk.choices[0]?.delta.content ?? "";
  expect(text).toContain("Hello");
});

test("a refused key", async () => {
  const client = createClient({ endpoint: emulator.url, credential: { key: "wrong" } });
  const error = await client.getModelInfo().catch((error) => error);
  expect(isResponseError(error)).toBe(true);
});

test("the drop-in", async () => {
  const response = await ModelClient(emulator.url, { key: "k" }).path("/chat/completions").post({ body: { messages } });
  expect(isUnexpected(response)).toBe(false);
});
