import { expect, jest, test } from "@jest/globals";
import { createClient } from "model-inference";
import ModelClient from "model-inference/azure-rest";
import { startEmulator } from "model-inference/emulator";

jest.mock("model-inference/azure-rest");

test("a chat call", async () => {
  const emulator = await startEmulator();
  const client = createClient({ endpoint: emulator.url, credential: { key: "k" } });
  const { choices } = await client.getChatCompletions({ messages: [{ role: "user", content: "Hello" }] });
  await emulator.stop();
  expect(choices[0]?.message.content).toContain("Hello");
});

test("a module that Jest mocks", () => {
  expect(jest.isMockFunction(ModelClient)).toBe(true);
});
