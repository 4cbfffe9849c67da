import * as hooks from "vitest";
import { describe, expect, test, vi } from "vitest";
import { logTo } from "../../src/client/index.ts";
import { useEmulator } from "../../src/emulator/index.ts";
import { clientFromEnvironment, type Environment, type Purpose } from "../../src/helpers/index.ts";

const emulator = useEmulator(hooks, { auth: "key", keys: ["k"] });

describe("a client from variables", () => {
  test.each<[purpose: Purpose, endpoint: string, key: string]>([
    ["any", "AZURE_INFERENCE_ENDPOINT", "AZURE_INFERENCE_CREDENTIAL"],
    ["any", "AZURE_INFERENCE_ENDPOINT", "AZURE_INFERENCE_KEY"],
    ["chat", "AZURE_AI_CHAT_ENDPOINT", "AZURE_AI_CHAT_KEY"],
    ["chat", "AZURE_OPENAI_CHAT_ENDPOINT", "AZURE_OPENAI_CHAT_KEY"],
    ["embeddings", "AZURE_AI_EMBEDDINGS_ENDPOINT", "AZURE_AI_EMBEDDINGS_KEY"],
    ["embeddings", "AZURE_OPENAI_EMBEDDINGS_ENDPOINT", "AZURE_OPENAI_EMBEDDINGS_KEY"],
    ["chat", "AZURE_INFERENCE_ENDPOINT", "AZURE_INFERENCE_CREDENTIAL"],
  ])("%s: %s and %s", async (purpose, endpoint, key) => {
    const client = clientFromEnvironment({ purpose, env: { [endpoint]: ` ${emulator.url}\n`, [key]: "k " } });
    await expect(client.getModelInfo()).resolves.toHaveProperty("model_name");
  });

  test.each<[what: string, env: Environment, message: string]>([
    ["no endpoint", {}, "endpoint: is missing: set AZURE_INFERENCE_ENDPOINT or AZURE_AI_CHAT_ENDPOINT"],
    [
      "the key of another endpoint",
      { AZURE_AI_CHAT_ENDPOINT: "https://a.example", AZURE_INFERENCE_CREDENTIAL: "s3cret" },
      "credential: is missing: set AZURE_AI_CHAT_KEY",
    ],
    [
      "a level that does not exist",
      { AZURE_INFERENCE_ENDPOINT: "https://a.example", AZURE_INFERENCE_KEY: "s3cret", MODEL_INFERENCE_LOG: "loud" },
      'MODEL_INFERENCE_LOG: must be one of off, warn, info, debug, not "loud"',
    ],
  ])("%s is refused with the name of the variable", (_, env, message) => {
    const create = () => clientFromEnvironment({ purpose: "chat", env });
    expect(create).toThrow(message);
    expect(create).not.toThrow("s3cret");
  });

  test("options win over variables", async () => {
    const env = { AZURE_INFERENCE_ENDPOINT: "https://other.example", AZURE_INFERENCE_KEY: "wrong" };
    const client = clientFromEnvironment({ env, endpoint: emulator.url, credential: { key: "k" } });
    await expect(client.getModelInfo()).resolves.toHaveProperty("model_name");
  });

  test.each([
    [undefined, 0, 0],
    ["off", 0, 0],
    ["info", 1, 0],
    ["debug", 1, 1],
  ])(
    "MODEL_INFERENCE_LOG=%s logs failed attempts %i and successful ones %i times",
    async (level, failed, succeeded) => {
      const info = vi.spyOn(console, "info").mockReturnValue();
      const debug = vi.spyOn(console, "debug").mockReturnValue();
      emulator.rules.add({ when: { nth: 1 }, error: { status: 503, headers: { "retry-after-ms": "1" } } });
      const env = { AZURE_INFERENCE_ENDPOINT: emulator.url, AZURE_INFERENCE_KEY: "k", MODEL_INFERENCE_LOG: level };
      await clientFromEnvironment({ env }).getEmbeddings({ input: ["a"] });
      expect([info.mock.calls.length, debug.mock.calls.length]).toEqual([failed, succeeded]);
      vi.restoreAllMocks();
    },
  );

  test("MODEL_INFERENCE_LOG logs in addition to observers that do not log, but not in addition to a logger", async () => {
    const debug = vi.spyOn(console, "debug").mockReturnValue();
    const env = { AZURE_INFERENCE_ENDPOINT: emulator.url, AZURE_INFERENCE_KEY: "k", MODEL_INFERENCE_LOG: "debug" };
    const request = vi.fn();
    await clientFromEnvironment({ env, observe: { request } }).getModelInfo();
    expect([request.mock.calls.length, debug.mock.calls.length]).toEqual([1, 1]);
    const warn = vi.fn();
    await clientFromEnvironment({ env, observe: [{ request }, logTo({ warn })] }).getModelInfo();
    expect([request.mock.calls.length, debug.mock.calls.length]).toEqual([2, 1]);
    vi.restoreAllMocks();
  });
});
