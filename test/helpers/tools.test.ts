import * as hooks from "vitest";
import { describe, expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import { type ChatRequestMessage, createClient } from "../../src/client/index.ts";
import { useEmulator } from "../../src/emulator/index.ts";
import { defineTool, runTools, ToolLoopError } from "../../src/helpers/index.ts";

const emulator = useEmulator(hooks, { journal: { bodies: true } });
const clientOf = () => createClient({ endpoint: emulator.url, credential: { key: "k" } });
const messages: ChatRequestMessage[] = [{ role: "user", content: "The weather in Paris?" }];
const call = (name: string, args: string, id = "c1") => ({
  id,
  type: "function" as const,
  function: { name, arguments: args },
});

const weather = defineTool({
  name: "weather",
  description: "The weather of a city.",
  parameters: z.object({ city: z.string() }),
  execute: ({ city }) => {
    expectTypeOf(city).toEqualTypeOf<string>();
    return { city, celsius: 20 };
  },
});

/** The model calls these tools first, then answers. */
const callFirst = (...calls: ReturnType<typeof call>[]) =>
  emulator.rules.add(
    { when: { operation: "getChatCompletions", nth: 1 }, answer: { content: null, tool_calls: calls } },
    { when: { operation: "getChatCompletions" }, answer: "20 degrees." },
  );

describe("a loop of tool calls", () => {
  test("sends the results of all calls of a response in their order", async () => {
    callFirst(call("weather", '{"city":"Paris"}'), call("weather", '{"city":"Rome"}', "c2"));
    const { answer, messages: conversation } = await runTools(clientOf(), { messages }, [weather]);
    expect(answer.choices[0]?.message.content).toBe("20 degrees.");
    expect(conversation.map(({ role }) => role)).toEqual(["user", "assistant", "tool", "tool", "assistant"]);
    expect(conversation[2]).toEqual({ role: "tool", tool_call_id: "c1", content: '{"city":"Paris","celsius":20}' });
    expect(conversation[3]).toMatchObject({ tool_call_id: "c2" });
    expect(messages).toHaveLength(1);
    const [first] = emulator.journal.entries;
    expect(first?.request).toMatchObject({
      tools: [{ function: { name: "weather", parameters: { type: "object" } } }],
    });
  });

  test("the calls of one response run at the same time", async () => {
    callFirst(call("meet", "{}"), call("meet", "{}", "c2"));
    let arrived = 0;
    let release: () => void = () => undefined;
    const both = new Promise<void>((resolve) => {
      release = resolve;
    });
    const meet = defineTool({
      name: "meet",
      parameters: z.object({}),
      execute: async () => {
        arrived += 1;
        if (arrived === 2) release();
        await both;
        return "met";
      },
    });
    const { messages: conversation } = await runTools(clientOf(), { messages }, [meet]);
    expect(conversation.filter(({ role }) => role === "tool")).toMatchObject([{ content: "met" }, { content: "met" }]);
  });

  test.each([
    ["nowhere", "{}", /^Error: there is no tool nowhere\.$/],
    ["weather", "{city", /^Error: the arguments are not JSON\.$/],
    ["weather", '{"city":1}', /^Error: \/city: /],
    ["weather", "", /^Error: \/city: /],
  ])("the model is reported for a mistake: %s %s", async (name, args, content) => {
    callFirst(call(name, args));
    const { messages: conversation } = await runTools(clientOf(), { messages }, [weather]);
    expect(conversation[2]).toMatchObject({ role: "tool", content: expect.stringMatching(content) });
  });

  test("what a tool throws ends the loop", async () => {
    callFirst(call("broken", "{}"));
    const broken = defineTool({
      name: "broken",
      parameters: z.object({}),
      execute: () => {
        throw new RangeError("out of service");
      },
    });
    await expect(runTools(clientOf(), { messages }, [broken])).rejects.toThrow(new RangeError("out of service"));
  });

  test("a model that never stops calling is stopped, and a printed error shows no prompt", async () => {
    emulator.rules.add({
      when: { operation: "getChatCompletions" },
      answer: { content: null, tool_calls: [call("weather", '{"city":"Paris"}')] },
    });
    const error = await runTools(clientOf(), { messages }, [weather], { maxRounds: 3 }).catch((error) => error);
    expect(error).toBeInstanceOf(ToolLoopError);
    expect(error.message).toContain("after 3 rounds");
    expect(error.messages).toHaveLength(7);
    expect(JSON.stringify({ ...error })).not.toContain("Paris");
    expect(emulator.journal.entries).toHaveLength(3);
  });

  test("a signal reaches the tool and ends the next request", async () => {
    callFirst(call("slow", "{}"));
    const stop = new AbortController();
    const slow = defineTool({
      name: "slow",
      parameters: z.object({}),
      execute: (_, { signal }) => {
        stop.abort();
        return String(signal?.aborted);
      },
    });
    await expect(runTools(clientOf(), { messages }, [slow], { signal: stop.signal })).rejects.toThrow(
      expect.objectContaining({ name: "AbortError" }),
    );
  });

  test("without tools, the request has no list of them", async () => {
    emulator.rules.add({ when: {}, answer: "Hello." });
    await runTools(clientOf(), { messages }, []);
    expect(emulator.journal.entries[0]?.request).not.toHaveProperty("tools");
  });

  test("maxRounds must be a positive integer", async () => {
    await expect(runTools(clientOf(), { messages }, [], { maxRounds: 0 })).rejects.toThrow(
      "maxRounds: must be a positive",
    );
  });
});
