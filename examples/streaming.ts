/** An answer as it comes, and the same put together. */
import { createClient } from "model-inference";
import { target } from "./target.ts";

await using place = await target();
const { endpoint, credential, model } = place;

const client = createClient({ endpoint, credential });
const messages = [{ role: "user" as const, content: "Count to five." }];
for await (const { choices } of client.streamChatCompletions({ ...model, messages })) {
  process.stdout.write(choices[0]?.delta?.content ?? "");
}
console.log();

const answer = await client.streamChatCompletions({ ...model, messages }).collect();
console.log(`whole: ${answer.choices[0]?.message.content}`);
