import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { ChatCompletions, ChatCompletionsChunk, ChatRequestMessage } from "../../generated/types.ts";
import { createClient } from "../../src/client/index.ts";
import { useEmulator } from "../../src/emulator/index.ts";
import {
  issuesOf,
  type Validator,
  validateChatCompletions,
  validateChatCompletionsChunk,
  validateChatCompletionsOptions,
} from "../../src/validation/index.ts";

// What servers answer, typed anew from public material: names, ids and texts are ours.

interface Recorded {
  server: string;
  chat: ChatCompletions[];
  chunks: ChatCompletionsChunk[];
}

const folder = "test/spec/recorded";
const recorded = readdirSync(folder).map((file) => JSON.parse(readFileSync(`${folder}/${file}`, "utf8")) as Recorded);

const schema = JSON.parse(readFileSync("generated/openapi/2025-04-01/json-schema.json", "utf8")) as { $id: string };
const ajv = new Ajv2020({ schemas: [schema] });
const bySchema = (name: string) => ajv.compile({ $ref: `${schema.$id}#/$defs/${name}` });

const emulator = useEmulator({ beforeAll, afterEach, afterAll });

describe.each(recorded)("audit K1, K2: $server", ({ chat, chunks }) => {
  test("its responses and chunks fit the contract, the validators and the JSON Schema", () => {
    const fits = (validator: Validator<unknown>, name: string, values: readonly unknown[]): void => {
      const compiled = bySchema(name);
      for (const value of values) {
        expect(issuesOf(validator, value)).toEqual([]);
        expect(compiled(value), JSON.stringify(compiled.errors)).toBe(true);
      }
    };
    fits(validateChatCompletions, "ChatCompletions", chat);
    fits(validateChatCompletionsChunk, "ChatCompletionsChunk", chunks);
  });

  test("audit U1: a conversation goes on with the message of a response as it came", async () => {
    const client = createClient({ endpoint: emulator.url, credential: { key: "any" } });
    for (const answer of chat) {
      const messages: ChatRequestMessage[] = [{ role: "user", content: "How long is a mile?" }];
      for (const { message } of answer.choices) {
        messages.push(message);
        for (const { id } of message.tool_calls ?? []) messages.push({ role: "tool", tool_call_id: id, content: "4" });
      }
      messages.push({ role: "user", content: "And a yard?" });
      expect(issuesOf(validateChatCompletionsOptions, { messages })).toEqual([]);
      const next = await client.getChatCompletions({ messages });
      expect(next.choices[0]?.message.role).toBe("assistant");
    }
  });
});
