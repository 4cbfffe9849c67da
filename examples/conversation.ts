/** A conversation of several turns: the message of each answer goes back as it came. */
import { type ChatRequestMessage, createClient } from "model-inference";
import { target } from "./target.ts";

await using place = await target();
const { endpoint, credential, model } = place;

const client = createClient({ endpoint, credential });
const messages: ChatRequestMessage[] = [];
for (const question of ["How far is the Moon?", "And the Sun?"]) {
  messages.push({ role: "user", content: question });
  const { choices } = await client.getChatCompletions({ ...model, messages });
  for (const { message } of choices.slice(0, 1)) {
    messages.push(message);
    console.log(message.content);
  }
}
console.log(`${messages.length} messages`);
