/** The contract's schemas as one writes them for zod; requests are closed, responses are open, as ours are. */
import * as z from "zod";
import type { Sample } from "../programs/task.ts";

const text = z.strictObject({ type: z.literal("text"), text: z.string() });
const image = z.strictObject({
  type: z.literal("image_url"),
  image_url: z.strictObject({ url: z.string(), detail: z.enum(["auto", "low", "high"]).optional() }),
});
const toolCall = z.strictObject({
  id: z.string(),
  type: z.literal("function"),
  function: z.strictObject({ name: z.string(), arguments: z.string() }),
});
const message = z.discriminatedUnion("role", [
  z.strictObject({ role: z.literal("system"), content: z.string() }),
  z.strictObject({ role: z.literal("developer"), content: z.string() }),
  z.strictObject({
    role: z.literal("user"),
    content: z.union([z.string(), z.array(z.discriminatedUnion("type", [text, image])).min(1)]),
    name: z.string().optional(),
  }),
  z.strictObject({
    role: z.literal("assistant"),
    content: z.string().nullish(),
    tool_calls: z.array(toolCall).nullish(),
  }),
  z.strictObject({ role: z.literal("tool"), tool_call_id: z.string(), content: z.string().nullish() }),
]);
const tool = z.strictObject({
  type: z.literal("function"),
  function: z.strictObject({
    name: z.string(),
    description: z.string().optional(),
    parameters: z.looseObject({}).optional(),
  }),
});
const request = z.looseObject({
  messages: z.array(message).min(1),
  tools: z.array(tool).min(1).optional(),
  tool_choice: z.union([z.enum(["auto", "none", "required"]), z.looseObject({})]).optional(),
  temperature: z.number().min(0).optional(),
  top_p: z.number().min(0).max(1).optional(),
  max_tokens: z.int().min(0).nullish(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  stream: z.boolean().optional(),
  seed: z.int().nullish(),
  model: z.string().optional(),
});

const common = { id: z.string(), created: z.int(), model: z.string(), object: z.string().optional() };
const severity = z.looseObject({ filtered: z.boolean(), severity: z.string().optional() });
const filters = z.looseObject({
  hate: severity.optional(),
  self_harm: severity.optional(),
  sexual: severity.optional(),
  violence: severity.optional(),
});
const openCall = z.looseObject({
  id: z.string(),
  type: z.string(),
  function: z.looseObject({ name: z.string(), arguments: z.string() }),
});
const usage = z.looseObject({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() });
const answer = z.looseObject({
  ...common,
  choices: z
    .array(
      z.looseObject({
        index: z.int(),
        finish_reason: z.string().nullish(),
        message: z.looseObject({
          role: z.string(),
          content: z.string().nullish(),
          tool_calls: z.array(openCall).nullish(),
        }),
        content_filter_results: filters.optional(),
      }),
    )
    .min(1),
  usage: usage.optional(),
});
const delta = z.looseObject({
  role: z.string().optional(),
  content: z.string().nullish(),
  tool_calls: z.array(z.looseObject({ index: z.int().optional() })).nullish(),
});
const chunk = z.looseObject({
  ...common,
  choices: z.array(z.looseObject({ index: z.int(), delta: delta.nullish(), finish_reason: z.string().nullish() })),
  usage: usage.nullish(),
});

const schemas = { request, answer, chunk };

export const validatorOf = (sample: Sample): ((value: unknown) => boolean) => {
  const schema = schemas[sample];
  return (value) => schema.safeParse(value).success;
};
