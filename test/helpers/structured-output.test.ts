import { inspect } from "node:util";
import { toStandardJsonSchema } from "@valibot/to-json-schema";
import { type } from "arktype";
import * as v from "valibot";
import * as hooks from "vitest";
import { describe, expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import { createClient, InferenceError } from "../../src/client/index.ts";
import { useEmulator } from "../../src/emulator/index.ts";
import { OutputError, parseOutput, responseFormat, type StandardSchema } from "../../src/helpers/index.ts";

const emulator = useEmulator(hooks);
const clientOf = () => createClient({ endpoint: emulator.url, credential: { key: "k" } });
const messages = [{ role: "user", content: "Name colours." }] as const;

const Colours = z.object({ colours: z.array(z.string()), count: z.number().int() });
const closed = {
  type: "object",
  properties: { colours: { type: "array", items: { type: "string" } } },
  required: ["colours"],
  additionalProperties: false,
};

describe("a response format from a schema", () => {
  test.each<[library: string, schema: StandardSchema<{ colours: string[] }>]>([
    ["zod", z.object({ colours: z.array(z.string()) })],
    ["valibot", toStandardJsonSchema(v.object({ colours: v.array(v.string()) }))],
    ["arktype", type({ colours: "string[]" })],
  ])("of %s: the emulator responses with a value of it, typed", async (_, schema) => {
    const format = responseFormat("colours", schema);
    expect(format.json_schema).toEqual({ name: "colours", strict: true, schema: closed });
    const answer = await clientOf().getChatCompletions({ messages: [...messages], response_format: format });
    const value = await parseOutput(answer, schema);
    expectTypeOf(value).toEqualTypeOf<{ colours: string[] }>();
    expect(value.colours).toBeInstanceOf(Array);
  });

  test("without `strict`, objects stay as the library writes them", () => {
    const { schema, strict } = responseFormat("a", z.object({ a: z.object({}) }), { strict: false }).json_schema;
    expect({ schema, strict }).toMatchObject({ strict: false, schema: { properties: { a: { type: "object" } } } });
    expect(JSON.stringify(schema)).not.toContain("additionalProperties");
  });

  test("objects are closed at every depth, except those that state it", () => {
    const given = { type: "object", properties: { a: { type: "object", properties: {} } } };
    const open = { type: "object", properties: {}, additionalProperties: true };
    const { schema } = responseFormat("a", Colours, { jsonSchema: { ...given, items: [open] } }).json_schema;
    expect(schema).toEqual({
      type: "object",
      properties: { a: { type: "object", properties: {}, additionalProperties: false } },
      items: [open],
      additionalProperties: false,
    });
  });

  test("a library that cannot convert its schemas is named, and `jsonSchema` replaces it", () => {
    const schema = v.object({ a: v.string() });
    expect(() => responseFormat("a", schema)).toThrow("this valibot schema has no JSON Schema; use zod 4.2");
    expect(responseFormat("a", schema, { jsonSchema: {}, description: "d" }).json_schema).toEqual({
      name: "a",
      strict: true,
      schema: {},
      description: "d",
    });
  });
});

describe("the value of a response", () => {
  const answer = (content: string | null, finish_reason = "stop", more = {}) => ({
    choices: [{ index: 0, finish_reason, message: { role: "assistant" as const, content, ...more } }],
  });

  test.each<[reason: string, answer: Parameters<typeof parseOutput>[0], message: RegExp]>([
    ["refusal", answer(null, "stop", { refusal: "No." }), /refused/],
    ["content_filter", answer("{}", "content_filter"), /filter/],
    ["length", answer('{"colours": ["secre', "length"), /max_tokens/],
    ["empty", answer(null), /no text/],
    ["empty", { choices: [] }, /no text/],
    ["not_json", answer("secret"), /not JSON/],
    ["invalid", answer('{"colours": ["secret", 1], "count": 1}'), /\/colours\/1: /],
  ])("%s is a reason of its own, and the text is not repeated", async (reason, given, message) => {
    const error = await parseOutput(given, Colours).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(OutputError);
    expect(error).toBeInstanceOf(InferenceError);
    expect(error).toMatchObject({ reason, name: "OutputError" });
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).not.toContain("secre");
  });

  test.each<[library: string, schema: StandardSchema]>([
    ["valibot", toStandardJsonSchema(v.object({ count: v.number() }))],
    ["arktype", type({ count: "number" })],
  ])("a printed error repeats no text of the model, although the messages of %s do", async (_, schema) => {
    const error = await parseOutput(answer('{"count":"secret"}'), schema).catch((error: unknown) => error);
    expect(error).toMatchObject({ reason: "invalid", message: expect.stringContaining("at /count: ") });
    expect((error as OutputError).issues).toHaveLength(1);
    expect(inspect(error)).not.toContain("secret");
  });

  test("a schema may transform, also asynchronously", async () => {
    const schema = z.object({ at: z.string().transform(async (text) => new Date(text)) });
    const { at } = await parseOutput(answer('{"at":"2026-01-01T00:00:00Z"}'), schema);
    expectTypeOf(at).toEqualTypeOf<Date>();
    expect(at.getUTCFullYear()).toBe(2026);
  });
});
