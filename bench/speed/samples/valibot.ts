/** The same schemas as in `zod.ts`, as one writes them for valibot. */
import * as v from "valibot";
import type { Sample } from "../programs/task.ts";

const integer = v.pipe(v.number(), v.integer());
const optional = { text: v.optional(v.string()), nullishText: v.nullish(v.string()) };
const text = v.strictObject({ type: v.literal("text"), text: v.string() });
const image = v.strictObject({
  type: v.literal("image_url"),
  image_url: v.strictObject({ url: v.string(), detail: v.optional(v.picklist(["auto", "low", "high"])) }),
});
const toolCall = v.strictObject({
  id: v.string(),
  type: v.literal("function"),
  function: v.strictObject({ name: v.string(), arguments: v.string() }),
});
const message = v.variant("role", [
  v.strictObject({ role: v.literal("system"), content: v.string() }),
  v.strictObject({ role: v.literal("developer"), content: v.string() }),
  v.strictObject({
    role: v.literal("user"),
    content: v.union([v.string(), v.pipe(v.array(v.variant("type", [text, image])), v.minLength(1))]),
    name: optional.text,
  }),
  v.strictObject({
    role: v.literal("assistant"),
    content: optional.nullishText,
    tool_calls: v.nullish(v.array(toolCall)),
  }),
  v.strictObject({ role: v.literal("tool"), tool_call_id: v.string(), content: optional.nullishText }),
]);
const tool = v.strictObject({
  type: v.literal("function"),
  function: v.strictObject({
    name: v.string(),
    description: optional.text,
    parameters: v.optional(v.looseObject({})),
  }),
});
const request = v.looseObject({
  messages: v.pipe(v.array(message), v.minLength(1)),
  tools: v.optional(v.pipe(v.array(tool), v.minLength(1))),
  tool_choice: v.optional(v.union([v.picklist(["auto", "none", "required"]), v.looseObject({})])),
  temperature: v.optional(v.pipe(v.number(), v.minValue(0))),
  top_p: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  max_tokens: v.nullish(v.pipe(integer, v.minValue(0))),
  stop: v.nullish(v.union([v.string(), v.array(v.string())])),
  stream: v.optional(v.boolean()),
  seed: v.nullish(integer),
  model: optional.text,
});

const common = { id: v.string(), created: integer, model: v.string(), object: optional.text };
const severity = v.optional(v.looseObject({ filtered: v.boolean(), severity: optional.text }));
const filters = v.looseObject({ hate: severity, self_harm: severity, sexual: severity, violence: severity });
const openCall = v.looseObject({
  id: v.string(),
  type: v.string(),
  function: v.looseObject({ name: v.string(), arguments: v.string() }),
});
const usage = v.looseObject({ prompt_tokens: integer, completion_tokens: integer, total_tokens: integer });
const answer = v.looseObject({
  ...common,
  choices: v.pipe(
    v.array(
      v.looseObject({
        index: integer,
        finish_reason: optional.nullishText,
        message: v.looseObject({
          role: v.string(),
          content: optional.nullishText,
          tool_calls: v.nullish(v.array(openCall)),
        }),
        content_filter_results: v.optional(filters),
      }),
    ),
    v.minLength(1),
  ),
  usage: v.optional(usage),
});
const delta = v.looseObject({
  role: optional.text,
  content: optional.nullishText,
  tool_calls: v.nullish(v.array(v.looseObject({ index: v.optional(integer) }))),
});
const chunk = v.looseObject({
  ...common,
  choices: v.array(v.looseObject({ index: integer, delta: v.nullish(delta), finish_reason: optional.nullishText })),
  usage: v.nullish(usage),
});

export const validatorOf = (sample: Sample): ((value: unknown) => boolean) => {
  switch (sample) {
    case "request":
      return (value) => v.safeParse(request, value).success;
    case "answer":
      return (value) => v.safeParse(answer, value).success;
    case "chunk":
      return (value) => v.safeParse(chunk, value).success;
  }
};
