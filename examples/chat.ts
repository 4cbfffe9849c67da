/** A conversation, answered. */
import { createClient } from "model-inference";
import { target } from "./target.ts";

await using place = await target();
const { endpoint, credential, model } = place;

const client = createClient({ endpoint, credential });
const { choices, usage } = await client.getChatCompletions({
  ...model,
  messages: [
    { role: "system", content: "You answer in one sentence." },
    { role: "user", content: "How many feet are in a mile?" },
  ],
  temperature: 0,
  max_tokens: 200,
});
console.log(choices[0]?.message.content);
console.log(`finished for: ${choices[0]?.finish_reason}; tokens: ${usage?.total_tokens}`);
