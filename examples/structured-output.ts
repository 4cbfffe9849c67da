/** An answer as JSON of a given shape. */
import { createClient } from "model-inference";
import { target } from "./target.ts";

await using place = await target();
const { endpoint, credential, model } = place;

const schema = {
  type: "object",
  properties: { colours: { type: "array", items: { type: "string" } }, count: { type: "integer" } },
  required: ["colours", "count"],
  additionalProperties: false,
};

const client = createClient({ endpoint, credential });
const { choices } = await client.getChatCompletions({
  ...model,
  messages: [{ role: "user", content: "Name three colours." }],
  response_format: { type: "json_schema", json_schema: { name: "colours", schema, strict: true } },
});
const { message, finish_reason } = choices[0] ?? {};
if (finish_reason !== "stop") throw new Error(`The answer ended for: ${finish_reason}`);
const { colours, count }: { colours: string[]; count: number } = JSON.parse(message?.content ?? "");
console.log(`colours: ${JSON.stringify(colours)}, count: ${count}`);
