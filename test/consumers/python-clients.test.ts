import * as hooks from "vitest";
import { beforeAll, describe, expect, test } from "vitest";
import { type Flavour, flavourNames, useEmulator } from "../../src/emulator/index.ts";
import { environment, installTimeMs, python, runScript } from "./python.ts";
import { describeWith } from "./toolchain.ts";

// Python's clients at each kind of endpoint that they can be pointed at, set up as their own documentation says.

const emulator = useEmulator(hooks, { keys: ["good"] });
const model = "emulated-all";
const said = 'You said "Hello, you". The model emulated-all is emulated and repeats what it is told.';
const calls = [{ name: "weather", arguments: '{"city":"text"}' }];
/** The forms of the contract and of OpenAI, of what a message without content is refused with. */
const missing = expect.stringMatching(
  /"loc":\["body","messages",0,"content"\],"msg":"is missing"|messages\/0\/content is missing/,
);
const versions: Partial<Record<Flavour, string | null>> = { "azure-openai": "2024-10-21", "openai-v1": null };
const versionOf = (flavour: Flavour) => (flavour in versions ? versions[flavour] : "2024-05-01-preview");
const isOpenai = (flavour: Flavour) => flavour === "azure-openai" || flavour === "openai-v1";
/** What a request that does not fit the contract is refused with. */
const refusalAt = (flavour: Flavour) => (isOpenai(flavour) ? 400 : flavour === "managed" ? 424 : 422);

describeWith([python], "D24: Python", () => {
  let interpreter: string;
  beforeAll(async () => {
    interpreter = await environment("clients");
  }, installTimeMs);

  const run = async (script: string, given: object): Promise<Map<string, unknown>> => {
    const lines = (await runScript(interpreter, script, [JSON.stringify({ key: "good", ...given })])) as Line[];
    return new Map(lines.map(({ scenario, ...told }) => [scenario, told]));
  };

  describe("azure-ai-inference", () => {
    // It always sends an api-version, which OpenAI v1 does not have.
    const supported = flavourNames.filter((flavour) => flavour !== "openai-v1");

    test.each(supported)("info, chat, streams, tools, vectors and mistakes at %s", async (flavour) => {
      const info = flavour !== "azure-openai";
      const endpoint = emulator.urlOf(flavour);
      const told = await run("azure_ai_inference_client.py", { endpoint, api_version: versionOf(flavour), info });
      const usage = { prompt_tokens: 6, completion_tokens: 22, total_tokens: 28 };
      const name = { name: model, type: "chat-completion", provider: "model-inference" };
      expect(told.get("info")).toEqual(info ? name : undefined);
      expect(told.get("load_client")).toEqual(info ? { type: "ChatCompletionsClient" } : undefined);
      expect(told.get("chat")).toEqual({ content: said, finish_reason: "stop", usage });
      expect(told.get("stream")).toEqual({ content: said, chunks: 24, finish_reasons: ["stop"] });
      expect(told.get("tools")).toEqual({
        ...{ calls, finish_reason: "tool_calls" },
        content: "The tool gave back: sunny",
      });
      expect(told.get("embeddings")).toEqual({ lengths: [4, 4], usage: { prompt_tokens: 2, total_tokens: 2 } });
      expect(told.get("image embeddings")).toEqual(info ? { lengths: [4] } : undefined);
      expect(told.get("passed through")).toEqual({ content: said });
      const refused = { type: "HttpResponseError", status: refusalAt(flavour), body: missing };
      expect(told.get("refused")).toMatchObject(refused);
      expect(told.get("stream refused")).toMatchObject(refused);
      expect(told.get("wrong key")).toMatchObject({ type: "ClientAuthenticationError", status: 401 });
    });
  });

  describe("openai", () => {
    test.each(flavourNames)("chat, streams, tools, vectors and mistakes at %s", async (flavour) => {
      const endpoint = flavour === "azure-openai" ? emulator.url : emulator.urlOf(flavour);
      const given = { kind: flavour, endpoint, api_version: versionOf(flavour), model };
      const told = await run("openai_client.py", given);
      const usage = { prompt_tokens: 3, completion_tokens: 22, total_tokens: 25 };
      // The prompt's filter comes first, and usage in a chunk of its own.
      const chunks = flavour === "azure-openai" || flavour === "foundry" ? 26 : 25;
      expect(told.get("chat")).toEqual({ content: said, finish_reason: "stop", usage });
      expect(told.get("stream")).toEqual({ content: said, chunks, finish_reasons: ["stop"], usage });
      expect(told.get("tools")).toEqual({
        ...{ calls, finish_reason: "tool_calls" },
        content: "The tool gave back: sunny",
      });
      const vectors = { lengths: [4, 4], same: true, usage: { prompt_tokens: 2, total_tokens: 2 } };
      expect(told.get("embeddings")).toEqual(vectors);
      expect(told.get("async")).toEqual({ content: said, streamed: said });
      const named = isOpenai(flavour) && { type: "BadRequestError", param: "messages[0].content" };
      const refused = { status: refusalAt(flavour), body: missing, ...named };
      expect(told.get("refused")).toMatchObject(refused);
      expect(told.get("stream refused")).toMatchObject(refused);
      expect(told.get("wrong key")).toMatchObject({ type: "AuthenticationError", status: 401 });
    });
  });
});

interface Line {
  scenario: string;
}
