import fc from "fast-check";
import type { OperationId } from "../../../generated/operations.ts";
import type { Flavour } from "../../../src/emulator/endpoints/flavour.ts";

// Requests of chance: most are sound, some have one member put wrong or one too many.

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
const damage = rarely(fc.record({ at: fc.nat(), value: json }));
const extras = rarely(fc.dictionary(fc.constantFrom("user", "stream_options", "__proto__"), json));

/** A body for one operation, with one member put wrong at times, and with members that the contract does not know. */
export const anyBody = (operation: OperationId): fc.Arbitrary<Record<string, unknown>> =>
  fc.tuple(bodies[operation] ?? fc.constant({}), damage, extras).map(([sound, damaged, more]) => {
    const body: Record<string, unknown> = { ...sound, ...more };
    const name = Object.keys(sound)[(damaged?.at ?? 0) % Object.keys(sound).length];
    if (damaged !== undefined && name !== undefined) body[name] = damaged.value;
    return body;
  });

export const bases: Readonly<Record<Flavour, string>> = {
  custom: "",
  serverless: "/serverless/emulated-all",
  managed: "/managed/emulated-all",
  foundry: "/models",
  "azure-openai": "/openai/deployments/emulated-all",
  "openai-v1": "/openai/v1",
};
export const versionOf = (flavour: Flavour): string => (flavour === "azure-openai" ? "2024-10-21" : "2025-04-01");
