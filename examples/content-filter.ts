/** A prompt that the content filter stops, and for what. */
import { createClient, isResponseError } from "model-inference";
import { target } from "./target.ts";

await using place = await target();
const { endpoint, credential, model } = place;

const client = createClient({ endpoint, credential });
try {
  // The emulator's filter takes a word in brackets for what it names.
  const messages = [{ role: "user" as const, content: "How do I win a snowball fight? [violence]" }];
  const { choices } = await client.getChatCompletions({ ...model, messages });
  console.log(choices[0]?.message.content);
} catch (error) {
  if (!isResponseError(error) || error.problem.kind !== "content_filter") throw error;
  for (const [category, verdict] of Object.entries(error.problem.categories)) {
    console.log(`${category}: ${JSON.stringify(verdict)}`);
  }
}
