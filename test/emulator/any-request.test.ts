import fc from "fast-check";
import { expect, test } from "vitest";
import { type OperationId, operations } from "../../generated/operations.ts";
import { operationValidators, validateErrorBody } from "../../generated/validators.ts";
import { type Flavour, flavourNames } from "../../src/emulator/flavour.ts";
import { respond } from "../../src/emulator/respond.ts";
import { createState } from "../../src/emulator/state.ts";
import { targetOf } from "../../src/emulator/target.ts";
import { issuesOf } from "../../src/validation/index.ts";

const state = createState();
const json = fc.jsonValue({ maxDepth: 3 });
const text = fc.oneof(fc.constantFrom("f", "[hate]", "[answer:violence]", ""), fc.string({ unit: "binary" }));
const ids = fc.array(fc.nat(), { maxLength: 3 });
const texts = fc.oneof(text, fc.array(text, { maxLength: 3 }), ids, fc.array(ids, { maxLength: 3 }));
const schema = fc.dictionary(
  fc.constantFrom("type", "properties", "items", "enum", "anyOf", "$ref", "pattern", "required", "minLength"),
  json,
);
const parameters = fc.oneof(
  schema,
  fc.record({ type: fc.constant("object"), properties: fc.dictionary(text, schema) }),
);
const tool = fc.record({
  type: fc.constant("function"),
  function: fc.record({ name: fc.constant("f"), parameters }),
});
const message = fc.oneof(
  fc.record({ role: fc.constantFrom("user", "system", "assistant"), content: text }),
  fc.record({ role: fc.constant("user"), content: fc.array(fc.record({ type: fc.constant("text"), text })) }),
  fc.record({ role: fc.constant("tool"), tool_call_id: text, content: text }),
);
const shared = {
  model: fc.constantFrom("emulated-all", "emulated-all", "emulated-chat-small", "no-such"),
  max_tokens: fc.option(fc.nat(8)),
  stream: fc.boolean(),
  stop: fc.oneof(text, fc.array(text, { minLength: 1 })),
  temperature: fc.constantFrom(0, 0.5, 1),
};
const vectors = {
  dimensions: fc.integer({ min: 0, max: 9 }),
  encoding_format: fc.constantFrom("float", "base64", "int8", "binary", "no-such"),
};
const image = fc.constantFrom("data:image/png;base64,AAAA", "data:image/png;base64,AAECAwQ=", "no-such");

const bodies: Partial<Record<OperationId, fc.Arbitrary<Record<string, unknown>>>> = {
  getChatCompletions: fc.record<Record<string, unknown>, string>(
    {
      ...shared,
      messages: fc.array(message, { minLength: 1, maxLength: 3 }),
      tools: fc.array(tool, { minLength: 1, maxLength: 2 }),
      tool_choice: fc.constantFrom("auto", "required", "none", { type: "function", function: { name: "f" } }),
      response_format: fc.oneof(
        fc.record({ type: fc.constantFrom("text", "json_object") }),
        fc.record({ type: fc.constant("json_schema"), json_schema: fc.record({ name: fc.constant("s"), schema }) }),
      ),
    },
    { requiredKeys: ["messages"] },
  ),
  getCompletions: fc.record<Record<string, unknown>, string>(
    { ...shared, prompt: texts },
    { requiredKeys: ["prompt"] },
  ),
  getEmbeddings: fc.record<Record<string, unknown>, string>({ ...vectors, input: texts }, { requiredKeys: ["input"] }),
  getImageEmbeddings: fc.record<Record<string, unknown>, string>(
    { ...vectors, input: fc.array(fc.record({ image, text }, { requiredKeys: ["image"] }), { maxLength: 2 }) },
    { requiredKeys: ["input"] },
  ),
};

const rarely = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
/** One member put wrong. */
const damage = rarely(fc.record({ at: fc.nat(), value: json }));
const extras = rarely(fc.dictionary(fc.constantFrom("user", "stream_options", "__proto__"), json));

const bases: Readonly<Record<Flavour, string>> = {
  custom: "",
  serverless: "/serverless/emulated-all",
  managed: "/managed/emulated-all",
  foundry: "/models",
  "azure-openai": "/openai/deployments/emulated-all",
  "openai-v1": "/openai/v1",
};
const noOneLeaves = (): AbortSignal => new AbortController().signal;
const version = (flavour: Flavour): string => (flavour === "azure-openai" ? "2024-10-21" : "2025-04-01");

test.each(flavourNames)(
  "D08: whatever is asked of %s, what comes back fits the contract, and nothing fails",
  async (flavour) => {
    const seen = new Set<string>();
    for (const [id, arbitrary] of Object.entries(bodies) as [
      keyof typeof operationValidators,
      fc.Arbitrary<object>,
    ][]) {
      await fc.assert(
        fc.asyncProperty(arbitrary, damage, extras, async (sound, damaged, more) => {
          const body: Record<string, unknown> = { ...sound, ...more };
          const name = Object.keys(sound)[(damaged?.at ?? 0) % Object.keys(sound).length];
          if (damaged !== undefined && name !== undefined) body[name] = damaged.value;
          const request = {
            method: "POST",
            path: bases[flavour] + operations[id].path,
            query: new URLSearchParams({ "api-version": version(flavour) }),
            headers: {
              authorization: "Bearer k",
              "content-type": "application/json",
              "extra-parameters": "pass-through",
            },
            body: JSON.stringify(body),
          };
          const { answer } = await respond(request, { target: targetOf(request, undefined) }, state, noOneLeaves);
          const validators = operationValidators[id];
          const check = (validator: Parameters<typeof issuesOf>[0] | undefined, value: unknown) =>
            expect(validator && issuesOf(validator, JSON.parse(JSON.stringify(value)))).toEqual([]);
          if ("events" in answer) for await (const event of answer.events) check(validators.stream, event);
          else if (answer.body !== "")
            check(answer.status === 200 ? validators.response : validateErrorBody, answer.body);
          expect(answer.status).toBeLessThan(500);
          seen.add("events" in answer ? "stream" : `${answer.status}`);
        }),
        { numRuns: 300 },
      );
    }
    const statuses: Partial<Record<Flavour, string[]>> = {
      serverless: ["200", "400", "422"],
      managed: ["200", "424"],
      "azure-openai": ["200", "400", "404"],
      "openai-v1": ["200", "400", "404"],
    };
    expect([...seen].sort()).toEqual([...(statuses[flavour] ?? ["200", "400", "404", "422"]), "stream"]);
  },
);
